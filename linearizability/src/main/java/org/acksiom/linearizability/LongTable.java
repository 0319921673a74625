package org.acksiom.linearizability;

import java.util.Arrays;

/**
 * A set of keys of a fixed number of longs, by open addressing. The first long of a key is not
 * zero.
 *
 * <p>Each key may carry one more long, its value.
 */
final class LongTable {

  private static final int CAPACITY_MIN = 64;
  private static final int LONGS_MAX = Integer.MAX_VALUE - 8;

  private final int keyLength;
  private final int stride;
  private final Memory memory;
  private long[] table;
  private int capacity;
  private int size;

  /** An empty table that takes its memory from the given one. */
  LongTable(int keyLength, int valueLength, Memory memory) throws MemoryExhausted {
    this.keyLength = keyLength;
    this.stride = keyLength + valueLength;
    this.memory = memory;
    this.capacity = CAPACITY_MIN;
    memory.take(8L * CAPACITY_MIN * stride);
    this.table = new long[CAPACITY_MIN * stride];
  }

  int size() {
    return size;
  }

  /**
   * Where the key stands; if it did not, it stands there now and the result is negative: {@code
   * ~index}. The index is that of its value in {@link #at}, until the next insertion.
   */
  int insert(long[] key) throws MemoryExhausted {
    int index = find(key);
    if (table[index] != 0) {
      return index + keyLength;
    }
    if (3L * (size + 1) > 2L * capacity) {
      grow();
      index = find(key);
    }
    System.arraycopy(key, 0, table, index, keyLength);
    size++;
    return ~(index + keyLength);
  }

  long at(int index) {
    return table[index];
  }

  void put(int index, long value) {
    table[index] = value;
  }

  private int find(long[] key) {
    int slot = slot(key, 0);
    while (true) {
      int index = slot * stride;
      if (table[index] == 0 || Arrays.equals(table, index, index + keyLength, key, 0, keyLength)) {
        return index;
      }
      slot = (slot + 1) & (capacity - 1);
    }
  }

  private int slot(long[] longs, int from) {
    long hash = 0;
    for (int i = from; i < from + keyLength; i++) {
      hash = (hash ^ longs[i]) * 0x9E3779B97F4A7C15L;
      hash ^= hash >>> 32;
    }
    return (int) hash & (capacity - 1);
  }

  private void grow() throws MemoryExhausted {
    if (2L * table.length > LONGS_MAX) {
      throw new MemoryExhausted();
    }
    memory.take(8L * 2 * table.length);
    long[] old = table;
    table = new long[2 * old.length];
    capacity *= 2;
    for (int from = 0; from < old.length; from += stride) {
      if (old[from] != 0) {
        int slot = slot(old, from);
        while (table[slot * stride] != 0) {
          slot = (slot + 1) & (capacity - 1);
        }
        System.arraycopy(old, from, table, slot * stride, stride);
      }
    }
    memory.giveBack(8L * old.length);
  }
}
