package org.acksiom.conformance.mutants.isolated;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.acksiom.conformance.mutants.ClusterCase;
import org.acksiom.conformance.mutants.ClusterWitness;
import org.acksiom.conformance.mutants.Limits;
import org.acksiom.conformance.mutants.Testimony;
import org.acksiom.impl.simulator.Schedule;
import org.acksiom.specs.Anomaly;

/**
 * Judges every ending of the mutant by what its clients saw, and notices anomalies that the real
 * implementation does not show.
 */
public final class HistoryWitness implements ClusterWitness {

  @Override
  public Testimony testify(ClusterCase at, Limits limits) {
    Optional<Set<Anomaly>> possible = limits.possible().apply(at);
    if (possible.isEmpty()) {
      return Testimony.undecided("the core without the bug has too many states");
    }
    return Exploring.testify(
        at,
        limits,
        explored -> {
          Map<Anomaly, Schedule> impossible = new EnumMap<>(Anomaly.class);
          impossible.putAll(explored.witnesses());
          impossible.keySet().removeAll(possible.get());
          return impossible;
        });
  }
}
