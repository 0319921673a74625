package org.acksiom.impl.storage.crash;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/**
 * Which of the changes that were not forced reach the disk when the power goes.
 *
 * @param changes a bit for each, in the disk's order
 */
record Keeping(BitSet changes) {
  private static final int RANDOM_CHOICES = 32;

  static Keeping nothing() {
    return new Keeping(new BitSet());
  }

  static Keeping all(int count) {
    return of(0, count);
  }

  private static Keeping of(int from, int to) {
    BitSet bits = new BitSet();
    bits.set(from, to);
    return new Keeping(bits);
  }

  /** Every choice of so many changes; if there are too many, the telling ones and some others. */
  static List<Keeping> choices(int count, int exhaustiveMax, SplittableRandom random) {
    List<Keeping> choices = new ArrayList<>();
    if (count <= exhaustiveMax) {
      for (long bits = 0; bits < 1L << count; bits++) {
        choices.add(new Keeping(BitSet.valueOf(new long[] {bits})));
      }
      return choices;
    }
    for (int i = 0; i <= count; i++) {
      choices.add(of(0, i));
      choices.add(of(i, count));
      if (i < count) {
        Keeping allBut = all(count);
        allBut.changes().clear(i);
        choices.add(allBut);
        choices.add(of(i, i + 1));
      }
    }
    for (int i = 0; i < RANDOM_CHOICES; i++) {
      BitSet bits = new BitSet();
      for (int change = 0; change < count; change++) {
        bits.set(change, random.nextBoolean());
      }
      choices.add(new Keeping(bits));
    }
    return choices;
  }

  boolean isNothing() {
    return changes.isEmpty();
  }

  /** Answers for one change after the other. */
  BooleanSupplier reached() {
    int[] next = {0};
    return () -> changes.get(next[0]++);
  }

  @Override
  public String toString() {
    return "kept " + changes;
  }
}
