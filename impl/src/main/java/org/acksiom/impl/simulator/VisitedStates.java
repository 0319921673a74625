package org.acksiom.impl.simulator;

import java.util.Arrays;

/**
 * The fingerprints of the states seen so far: an open-addressing table of longs that doubles when
 * it is half full.
 */
final class VisitedStates {
  private long[] table = new long[1 << 12];
  private int size;

  /** Adds a state; false if it was there. */
  boolean add(long fingerprint) {
    long key = fingerprint == 0 ? 1 : fingerprint;
    if (!insert(table, key)) {
      return false;
    }
    size++;
    if (size * 2 > table.length) {
      long[] larger = new long[table.length * 2];
      Arrays.stream(table).filter(k -> k != 0).forEach(k -> insert(larger, k));
      table = larger;
    }
    return true;
  }

  private static boolean insert(long[] table, long key) {
    int mask = table.length - 1;
    int slot = (int) (key >>> 32) & mask;
    while (table[slot] != 0) {
      if (table[slot] == key) {
        return false;
      }
      slot = (slot + 1) & mask;
    }
    table[slot] = key;
    return true;
  }

  int size() {
    return size;
  }
}
