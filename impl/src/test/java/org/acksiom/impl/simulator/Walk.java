package org.acksiom.impl.simulator;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.acksiom.specs.Acks;
import org.acksiom.specs.Bounds;
import org.acksiom.specs.DeliverySettings;
import org.acksiom.specs.FaultModel;
import org.acksiom.specs.Preset;

/**
 * A random walk: at each step one of the events that can happen.
 *
 * @param setup what walks
 * @param schedule the events
 */
record Walk(Setup setup, Schedule schedule) {
  private static final int STEPS_MAX = 60;

  /** Walks of every kind of setup at small bounds. */
  static Arbitrary<Walk> any() {
    return Combinators.combine(
            setups(), Arbitraries.integers().between(0, 999).list().ofMaxSize(STEPS_MAX))
        .as(Walk::of)
        .withoutEdgeCases();
  }

  static Arbitrary<Setup> setups() {
    return Combinators.combine(
            Arbitraries.oneOf(
                Arbitraries.of(Preset.values()).map(Preset::settings), validSettings()),
            Arbitraries.of(FaultModel.values()),
            Combinators.combine(
                    Arbitraries.integers().between(1, 3),
                    Arbitraries.integers().between(1, 4),
                    Arbitraries.integers().between(0, 2),
                    Arbitraries.integers().between(0, 4),
                    Arbitraries.integers().between(0, 1))
                .as(Bounds::new))
        .as(Setup::new);
  }

  private static Arbitrary<DeliverySettings> validSettings() {
    Arbitrary<Boolean> either = Arbitraries.of(true, false);
    Arbitrary<Integer> inFlight = Arbitraries.integers().between(1, 5);
    Arbitrary<Integer> minIsr = Arbitraries.integers().between(1, 3);
    Arbitrary<DeliverySettings> plain =
        Combinators.combine(Arbitraries.of(Acks.values()), either, inFlight, minIsr, either)
            .as(
                (acks, retries, n, isr, unclean) ->
                    new DeliverySettings(acks, retries, false, n, isr, unclean));
    Arbitrary<DeliverySettings> idempotent =
        Combinators.combine(inFlight, minIsr, either)
            .as((n, isr, unclean) -> new DeliverySettings(Acks.ALL, true, true, n, isr, unclean));
    return Arbitraries.oneOf(plain, idempotent);
  }

  private static Walk of(Setup setup, List<Integer> choices) {
    EventScheduler scheduler = new EventScheduler(setup);
    Cluster cluster = new Cluster(setup);
    List<Event> events = new ArrayList<>();
    for (int choice : choices) {
      List<Event> enabled = scheduler.enabled(cluster);
      if (enabled.isEmpty()) {
        break;
      }
      Event event = enabled.get(choice % enabled.size());
      cluster.apply(event);
      events.add(event);
    }
    return new Walk(setup, new Schedule(setup, events));
  }

  /** The state that the walk ends in. */
  Cluster end() {
    return schedule.run();
  }

  List<Event> enabled(Cluster cluster) {
    return new EventScheduler(setup).enabled(cluster);
  }
}
