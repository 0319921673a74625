package org.acksiom.modelcheck;

import java.time.Duration;
import java.util.List;

/**
 * How far a run has got.
 *
 * @param generated states computed, repetitions included
 * @param distinct states found
 * @param queued states found whose successors are not computed yet; 0 when the state space is
 *     exhausted
 * @param depth states on the longest of the shortest behaviours to each state; 0 as long as TLC has
 *     not said
 * @param elapsed since the JVM was forked
 * @param actions the last complete coverage report, in TLC's order; empty unless the run asked for
 *     coverage and lasted to the end or for a minute
 */
public record Stats(
    long generated,
    long distinct,
    long queued,
    int depth,
    Duration elapsed,
    List<ActionCoverage> actions) {

  public Stats {
    actions = List.copyOf(actions);
  }

  /** The actions of the next-state relation that were not once taken, as far as is covered. */
  public List<ActionCoverage> neverTaken() {
    return actions.stream().filter(action -> !action.initial() && action.generated() == 0).toList();
  }
}
