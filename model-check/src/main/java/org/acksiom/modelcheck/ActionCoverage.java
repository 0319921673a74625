package org.acksiom.modelcheck;

/**
 * How often an action was taken. TLC counts the steps again that it takes to rebuild a
 * counterexample, so with violations the numbers are upper bounds; zero is zero all the same.
 *
 * @param action its name
 * @param location where its name is defined
 * @param initial whether it makes initial states rather than steps
 * @param distinct states that it was the first to reach
 * @param generated times that it was taken
 */
public record ActionCoverage(
    String action, Location location, boolean initial, long distinct, long generated) {

  /** The same action taken as another disjunct of the next-state relation. */
  ActionCoverage plus(ActionCoverage other) {
    return new ActionCoverage(
        action, location, initial, distinct + other.distinct, generated + other.generated);
  }
}
