package org.acksiom.linearizability.delivery;

/**
 * A map from longs to ints that are at least 0: open addressing with linear probing, and deletion
 * without marks (Knuth, The Art of Computer Programming 6.4, algorithm R).
 */
final class LongIndex {
  static final int NONE = -1;

  /** So many successive keys have successive slots: one line of a processor's cache of ints. */
  private static final int BLOCK = 16;

  private static final int SLOTS_MIN = 8;

  private long[] keys = new long[SLOTS_MIN];

  /** The values plus 1; 0 where the slot is free. */
  private int[] values = new int[SLOTS_MIN];

  private int size;

  /**
   * Where to look for a key first. Numbers that follow each other, as records and offsets do, stay
   * together; what they have in common is spread.
   */
  static int slot(long key, int mask) {
    long block = (key >> 4) * 0x9E3779B97F4A7C15L;
    return (int) ((block >>> 32) * BLOCK + (key & (BLOCK - 1))) & mask;
  }

  /** The value of a key, or {@link #NONE}. */
  int get(long key) {
    int mask = values.length - 1;
    for (int i = slot(key, mask); values[i] != 0; i = (i + 1) & mask) {
      if (keys[i] == key) {
        return values[i] - 1;
      }
    }
    return NONE;
  }

  /** Adds a key that is not there. */
  void add(long key, int value) {
    if (3 * (size + 1) > 2 * values.length) {
      grow();
    }
    place(key, value + 1);
    size++;
  }

  /** Removes a key; returns its value, or {@link #NONE} if it was not there. */
  int remove(long key) {
    int mask = values.length - 1;
    int i = slot(key, mask);
    while (values[i] != 0 && keys[i] != key) {
      i = (i + 1) & mask;
    }
    if (values[i] == 0) {
      return NONE;
    }
    int removed = values[i] - 1;
    int free = i;
    for (int j = (i + 1) & mask; values[j] != 0; j = (j + 1) & mask) {
      int wanted = slot(keys[j], mask);
      if (((j - wanted) & mask) >= ((j - free) & mask)) {
        keys[free] = keys[j];
        values[free] = values[j];
        free = j;
      }
    }
    values[free] = 0;
    size--;
    return removed;
  }

  /** What it takes in memory, in bytes. */
  long bytes() {
    return 12L * values.length;
  }

  private void place(long key, int value) {
    int mask = values.length - 1;
    int i = slot(key, mask);
    while (values[i] != 0) {
      i = (i + 1) & mask;
    }
    keys[i] = key;
    values[i] = value;
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldValues = values;
    keys = new long[2 * oldKeys.length];
    values = new int[keys.length];
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldValues[i] != 0) {
        place(oldKeys[i], oldValues[i]);
      }
    }
  }
}
