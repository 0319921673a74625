package org.acksiom.linearizability;

/**
 * How many operations of each crash class have taken effect, packed into a few longs so that two
 * such vectors are compared at once (Lamport, "Multiple byte processing with full-word
 * instructions", 1975): each count has a spare bit above it.
 */
final class CrashCounts {
  private final int[] word;
  private final int[] shift;
  private final long[] spare;

  /**
   * For so many classes with so many members each.
   *
   * @param members for each class its operations
   */
  CrashCounts(int[][] members) {
    word = new int[members.length];
    shift = new int[members.length];
    int words = 0;
    int bits = Long.SIZE;
    for (int c = 0; c < members.length; c++) {
      int width = Integer.SIZE - Integer.numberOfLeadingZeros(members[c].length) + 1;
      if (bits + width > Long.SIZE) {
        words++;
        bits = 0;
      }
      word[c] = words - 1;
      shift[c] = bits;
      bits += width;
    }
    spare = new long[words];
    for (int c = 0; c < members.length; c++) {
      int width = Integer.SIZE - Integer.numberOfLeadingZeros(members[c].length);
      spare[word[c]] |= 1L << (shift[c] + width);
    }
  }

  int words() {
    return spare.length;
  }

  void add(long[] counts, int crashClass, int more) {
    counts[word[crashClass]] += (long) more << shift[crashClass];
  }

  int of(long[] counts, int crashClass) {
    int w = word[crashClass];
    int from = shift[crashClass];
    int to = Long.numberOfTrailingZeros(spare[w] & -(1L << from));
    return (int) (counts[w] >>> from & (1L << (to - from)) - 1);
  }

  /** All of them together. */
  int total(long[] counts) {
    int total = 0;
    for (int c = 0; c < word.length; c++) {
      total += of(counts, c);
    }
    return total;
  }

  /** Whether no count in {@code few}, from that index on, is above that in {@code many}. */
  boolean areAtMost(long[] few, int from, long[] many) {
    return areAtMost(few, from, many, 0);
  }

  /** Whether no count in {@code few} is above that in {@code many}, from that index on. */
  boolean areAtMost(long[] few, long[] many, int from) {
    return areAtMost(few, 0, many, from);
  }

  private boolean areAtMost(long[] few, int fewFrom, long[] many, int manyFrom) {
    for (int w = 0; w < spare.length; w++) {
      if (((many[manyFrom + w] | spare[w]) - few[fewFrom + w] & spare[w]) != spare[w]) {
        return false;
      }
    }
    return true;
  }
}
