package org.acksiom.conformance;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.acksiom.impl.simulator.Budget;
import org.acksiom.impl.simulator.Explorer;
import org.acksiom.impl.simulator.Fuzzer;
import org.acksiom.impl.simulator.Invariant;
import org.acksiom.impl.simulator.Schedule;
import org.acksiom.impl.simulator.Setup;
import org.acksiom.specs.Anomaly;

/**
 * What the history checkers found in runs of the implementation: one run for every different ending
 * that the explorer reached, and some that the fuzzer drew.
 *
 * @param exhaustive whether the explorer visited every reachable state
 * @param distinctStates states that it visited
 * @param depth of its state graph, in states
 * @param runs histories that were checked
 * @param witnesses for every anomaly observed a schedule that shows it
 * @param broken for every invariant of the core that does not hold a schedule to where it fails
 */
public record Observation(
    boolean exhaustive,
    long distinctStates,
    int depth,
    long runs,
    Map<Anomaly, Schedule> witnesses,
    Map<Invariant, Schedule> broken) {

  /**
   * Explores and fuzzes a setup.
   *
   * @param budget of the exploration
   * @param seed of the fuzzer
   * @param fuzzRuns runs of the fuzzer
   */
  public static Observation of(Setup setup, Budget budget, long seed, long fuzzRuns) {
    Explorer.Exploration explored = Explorer.explore(setup, budget);
    Fuzzer.Fuzzing fuzzed = Fuzzer.fuzz(setup, seed, fuzzRuns, () -> false);
    return new Observation(
        explored.exhausted(),
        explored.distinctStates(),
        explored.depth(),
        explored.endings() + fuzzed.runs(),
        either(explored.witnesses(), fuzzed.found(), Anomaly.class),
        either(explored.broken(), fuzzed.broken(), Invariant.class));
  }

  private static <K extends Enum<K>> Map<K, Schedule> either(
      Map<K, Schedule> first, Map<K, Schedule> second, Class<K> keys) {
    Map<K, Schedule> both = new EnumMap<>(keys);
    both.putAll(second);
    both.putAll(first);
    return Collections.unmodifiableMap(both);
  }

  /** A schedule that shows the anomaly, a shortest one if the explorer reached it. */
  public Optional<Schedule> witness(Anomaly anomaly) {
    return Optional.ofNullable(witnesses.get(anomaly));
  }
}
