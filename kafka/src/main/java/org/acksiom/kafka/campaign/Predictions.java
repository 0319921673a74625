package org.acksiom.kafka.campaign;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.acksiom.impl.simulator.Budget;
import org.acksiom.impl.simulator.Explorer;
import org.acksiom.impl.simulator.Fuzzer;
import org.acksiom.impl.simulator.Schedule;
import org.acksiom.impl.simulator.Setup;
import org.acksiom.specs.Anomaly;
import org.acksiom.specs.Bounds;
import org.acksiom.specs.DeliverySettings;
import org.acksiom.specs.FaultModel;

/**
 * What the simulator says is possible. It is asked in the order of what it costs: it explores small
 * bounds, without a consumer and with one, and then runs large bounds at random; the first schedule
 * that shows the anomaly is the prediction. Who finds none has not shown that there is none. Each
 * question is asked once.
 */
public final class Predictions {
  private static final long SEED = 1;
  private static final List<Bounds> EXPLORED =
      List.of(
          Bounds.SMALL,
          Bounds.SMALL.withConsumer(),
          new Bounds(2, 3, 1, 3),
          new Bounds(3, 2, 1, 3));

  private final long statesMax;
  private final long runsMax;
  private final BooleanSupplier stop;
  private final Map<Setup, Map<Anomaly, Schedule>> searched = new HashMap<>();

  /**
   * @param statesMax how many states each exploration may visit
   * @param runsMax how many random runs each search may take
   * @param stop asked now and then whether to search no further
   */
  public Predictions(long statesMax, long runsMax, BooleanSupplier stop) {
    this.statesMax = statesMax;
    this.runsMax = runsMax;
    this.stop = stop;
  }

  /**
   * A schedule that shows the anomaly with these settings under this fault model; empty if none was
   * found within the budget.
   */
  public Optional<Schedule> find(DeliverySettings settings, FaultModel faults, Anomaly anomaly) {
    for (Search search : searches(settings, faults)) {
      Schedule shown = searched.computeIfAbsent(search.setup(), setup -> search.run()).get(anomaly);
      if (shown != null) {
        return Optional.of(shown);
      }
    }
    return Optional.empty();
  }

  /** One way to ask. */
  private record Search(Setup setup, Supplier<Map<Anomaly, Schedule>> way) {
    Map<Anomaly, Schedule> run() {
      return way.get();
    }
  }

  private List<Search> searches(DeliverySettings settings, FaultModel faults) {
    List<Search> searches = new ArrayList<>();
    for (Bounds bounds : EXPLORED) {
      Setup setup = new Setup(settings, faults, bounds);
      searches.add(new Search(setup, () -> explored(setup)));
    }
    Setup large = new Setup(settings, faults, Bounds.LARGE);
    searches.add(new Search(large, () -> Fuzzer.fuzz(large, SEED, runsMax, stop).found()));
    return searches;
  }

  private Map<Anomaly, Schedule> explored(Setup setup) {
    Budget budget = new Budget(statesMax, 0, () -> stop.getAsBoolean() ? 1 : -1);
    return Explorer.explore(setup, budget).witnesses();
  }
}
