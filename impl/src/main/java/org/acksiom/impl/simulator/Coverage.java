package org.acksiom.impl.simulator;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * In which situations which actions were taken.
 *
 * @param taken for every action that was taken, how often
 * @param situations for every action that was taken, in how many different situations: sets of what
 *     {@link Situation} has
 */
public record Coverage(Map<Action, Long> taken, Map<Action, Integer> situations) {

  /** Pairs of an action and a situation in which it was taken. */
  public int pairs() {
    return situations.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** Counts, as things happen. */
  static final class Counter {
    private final long[][] times = new long[Action.values().length][1 << Situation.values().length];

    /** An action is taken in a situation, as {@link Situation#of} has it. */
    void count(Action action, int situation) {
      times[action.ordinal()][situation]++;
    }

    Coverage coverage() {
      Map<Action, Long> taken = new EnumMap<>(Action.class);
      Map<Action, Integer> situations = new EnumMap<>(Action.class);
      for (Action action : Action.values()) {
        long all = 0;
        int different = 0;
        for (long each : times[action.ordinal()]) {
          all += each;
          different += each > 0 ? 1 : 0;
        }
        if (all > 0) {
          taken.put(action, all);
          situations.put(action, different);
        }
      }
      return new Coverage(
          Collections.unmodifiableMap(taken), Collections.unmodifiableMap(situations));
    }
  }
}
