package org.acksiom.cli;

import java.util.List;

/** What the model checker says of one anomaly under some settings, a fault model and bounds. */
sealed interface Prediction {

  /**
   * It can happen.
   *
   * @param story the shortest way there, one step a line, for a reader who knows Kafka and not the
   *     specification
   */
  record Possible(List<String> story) implements Prediction {
    public Possible {
      story = List.copyOf(story);
    }
  }

  /**
   * It can't happen within the bounds.
   *
   * @param distinctStates how many states there are, all of which were visited
   * @param depth the steps of the longest shortest way to any of them
   */
  record Impossible(long distinctStates, int depth) implements Prediction {}

  /**
   * Nobody knows; never to be taken for impossible.
   *
   * @param reason half a line
   * @param budgetRanOut whether more time or memory would tell, as opposed to a specification that
   *     does not say
   */
  record Undecided(String reason, boolean budgetRanOut) implements Prediction {}

  /** {@code POSSIBLE}, {@code IMPOSSIBLE} or {@code UNDECIDED}. */
  default String verdict() {
    if (this instanceof Possible) {
      return "POSSIBLE";
    }
    return this instanceof Impossible ? "IMPOSSIBLE" : "UNDECIDED";
  }
}
