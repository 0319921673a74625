package org.acksiom.linearizability;

import java.util.Arrays;
import java.util.BitSet;

/**
 * The configurations that a search was in. One with which nothing can be explained rules out all
 * that differ from it only in that more crashed operations have taken effect: it has more left.
 */
final class Configurations {
  private static final int NONE = -1;
  private static final int CAPACITY_MIN = 64;

  private final CrashCounts counts;
  private final Memory memory;

  /** For each key the last configuration that has it, of those that none with it outdoes. */
  private final LongTable newest;

  // For each configuration.
  private int size;
  private int[] older = new int[CAPACITY_MIN];
  private int[] blame = new int[CAPACITY_MIN];
  private long[] used;
  private final BitSet outdone = new BitSet();

  Configurations(int keyLength, CrashCounts counts, Memory memory) throws MemoryExhausted {
    this.counts = counts;
    this.memory = memory;
    this.newest = new LongTable(keyLength, 1, memory);
    memory.take((8L + 8L * counts.words()) * CAPACITY_MIN);
    this.used = new long[CAPACITY_MIN * counts.words()];
  }

  int size() {
    return size;
  }

  /**
   * Adds a configuration.
   *
   * @param key all of it but the crashed operations; the first long is not zero
   * @param crashed how many of each crash class it used
   * @param partition that of its completion, to blame until {@link #blame(int, int)} says
   *     otherwise: crashed operations may lead back to a configuration that is not at its end yet
   * @return its number; or {@code ~n} if it is pointless because configuration n was
   */
  int add(long[] key, long[] crashed, int partition) throws MemoryExhausted {
    int index = newest.insert(key);
    int last = NONE;
    if (index >= 0) {
      last = (int) newest.at(index);
      int younger = NONE;
      for (int other = last; other != NONE; other = older[other]) {
        if (counts.areAtMost(used, other * counts.words(), crashed)) {
          return ~other;
        }
        if (counts.areAtMost(crashed, used, other * counts.words())) {
          outdone.set(other);
          if (younger == NONE) {
            last = older[other];
          } else {
            older[younger] = older[other];
          }
        } else {
          younger = other;
        }
      }
    } else {
      index = ~index;
    }
    if (size == older.length) {
      grow();
    }
    older[size] = last;
    blame[size] = partition;
    System.arraycopy(crashed, 0, used, size * counts.words(), counts.words());
    newest.put(index, size);
    return size++;
  }

  /** Whether one that was added later rules the configuration out. */
  boolean isOutdone(int configuration) {
    return outdone.get(configuration);
  }

  private void grow() throws MemoryExhausted {
    if (2L * size * Math.max(1, counts.words()) > Integer.MAX_VALUE - 8) {
      throw new MemoryExhausted();
    }
    long bytes = (8L + 8L * counts.words()) * size;
    memory.take(2 * bytes);
    older = Arrays.copyOf(older, 2 * size);
    blame = Arrays.copyOf(blame, 2 * size);
    used = Arrays.copyOf(used, 2 * used.length);
    memory.giveBack(bytes);
  }

  /** The partition in which the configuration is at its end. */
  int blame(int configuration) {
    return blame[configuration];
  }

  void blame(int configuration, int partition) {
    blame[configuration] = partition;
  }
}
