package org.acksiom.linearizability.history;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * For each process the invocation that it has under way, by its index. Processes are numbered from
 * 0 in most histories, so the small numbers have an array.
 */
final class ProcessStates {

  /** It has none under way. */
  static final int IDLE = -1;

  /** It is never heard of again. */
  static final int CRASHED = -2;

  private static final int SMALL = 1 << 16;

  private int[] small = {};
  private final Map<Long, Integer> others = new HashMap<>();

  int get(long process) {
    if (process >= 0 && process < small.length) {
      return small[(int) process];
    }
    return others.getOrDefault(process, IDLE);
  }

  void set(long process, int state) {
    if (process < 0 || process >= SMALL) {
      if (state == IDLE) {
        others.remove(process);
      } else {
        others.put(process, state);
      }
      return;
    }
    int length = small.length;
    if (process >= length) {
      int enough = Integer.highestOneBit((int) process) * 2 + 1;
      small = Arrays.copyOf(small, Math.min(enough, SMALL));
      Arrays.fill(small, length, small.length, IDLE);
    }
    small[(int) process] = state;
  }
}
