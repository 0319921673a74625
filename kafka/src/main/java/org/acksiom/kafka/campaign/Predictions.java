package org.acksiom.kafka.campaign;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
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
 * bounds, without a consumer and with one, and then runs large bounds at random; in each of them it
 * begins with the weakest fault model. The first schedule that shows the anomaly is the prediction.
 * Who finds none has not shown that there is none. Each question is asked once.
 */
public final class Predictions {
  private static final long SEED = 1;

  /** All but the last are explored. */
  private static final List<Bounds> BOUNDS =
      List.of(
          Bounds.SMALL,
          Bounds.SMALL.withConsumer(),
          new Bounds(2, 3, 1, 3),
          new Bounds(3, 2, 1, 3),
          Bounds.LARGE);

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
   * A schedule that shows the anomaly with these settings under this fault model, or one that it
   * includes; empty if none was found within the budget.
   */
  public Optional<Schedule> find(DeliverySettings settings, FaultModel faults, Anomaly anomaly) {
    for (Bounds bounds : BOUNDS) {
      for (FaultModel model : FaultModel.values()) {
        if (faults.includes(model)) {
          Setup setup = new Setup(settings, model, bounds);
          Schedule shown = searched.computeIfAbsent(setup, this::search).get(anomaly);
          if (shown != null) {
            return Optional.of(shown);
          }
        }
      }
    }
    return Optional.empty();
  }

  private Map<Anomaly, Schedule> search(Setup setup) {
    if (setup.bounds().equals(Bounds.LARGE)) {
      return Fuzzer.fuzz(setup, SEED, runsMax, stop).found();
    }
    Budget budget = new Budget(statesMax, 0, () -> stop.getAsBoolean() ? 1 : -1);
    return Explorer.explore(setup, budget).witnesses();
  }
}
