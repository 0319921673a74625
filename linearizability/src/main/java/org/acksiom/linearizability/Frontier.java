package org.acksiom.linearizability;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.acksiom.linearizability.model.SequentialModel;

/**
 * A breadth-first search for an order that explains the history, from completion to completion:
 * just-in-time linearization as in Lowe ("Testing for linearizability", 2017), with the same
 * configurations and the same savings as {@link Search}.
 *
 * <p>It remembers only what leads to the next completion, and so needs far less memory where a
 * history is long and hard; and what there is at a completion can be looked at by any number of
 * workers. It is cut into chunks and shares by its own order, not by who is free, and so the result
 * and all counts are the same for any number of them. The model is only asked between the waves, by
 * the caller's thread.
 */
final class Frontier<S, C> implements Way {
  /** Configurations in a chunk, which one worker looks at in one go. */
  private static final int CHUNK = 512;

  /** More configurations before one completion than this are kept in shares. */
  private static final int SHARED_MIN = 1 << 13;

  private static final int SHARES = 32;

  private static final int WAVE_MAX = 1 << 16;

  /** The part of the memory that a wave may take for a while. */
  private static final int WAVE_SHARE = 8;

  /** A step that the model is to be asked for, in a set. */
  private static final int ASKED_BYTES = 80;

  private final Problem<S, C> problem;
  private final Transitions<S, C> transitions;
  private final CrashCounts counts;
  private final Memory memory;
  private final Workers workers;
  private final int words;
  private final int stride;
  private final int end;

  // The next completion, and what is under way before it.
  private int level;
  private final long[] open;
  private final long[] observing;
  private final int[] occupant;
  private final int[] available;

  /** What was reached before the next completion, and what of it was not looked at yet. */
  private Share[] here;

  private Share[] behind;
  private long passed;

  /** A configuration's state, taken slots and crashed operations, in a row of longs. */
  private final class Rows {
    private long[] rows = new long[stride];
    private int size;

    private void add(long[] row) {
      if (size * stride == rows.length) {
        rows = Arrays.copyOf(rows, 2 * rows.length);
      }
      System.arraycopy(row, 0, rows, size++ * stride, stride);
    }

    private void get(int index, long[] row) {
      System.arraycopy(rows, index * stride, row, 0, stride);
    }

    private long bytes() {
      return 8L * rows.length;
    }
  }

  /** The configurations of one share, without those that another makes pointless. */
  private final class Share {
    private final Memory used = new Memory(Long.MAX_VALUE);
    private final Rows rows = new Rows();
    private final Configurations met;
    private final long[] key = new long[1 + words];
    private final long[] crashed = new long[counts.words()];

    /** For each row how many crashed operations it used. */
    private int[] totals = new int[1];

    /** The rows that were not looked at yet. */
    private int[] left = new int[1];

    private int leftCount;

    private Share() {
      try {
        met = new Configurations(1 + words, counts, used);
      } catch (MemoryExhausted e) {
        throw new IllegalStateException(e);
      }
    }

    private void add(long[] row) {
      System.arraycopy(row, 0, key, 0, key.length);
      System.arraycopy(row, key.length, crashed, 0, crashed.length);
      try {
        int index = met.add(key, crashed, 0);
        if (index >= 0) {
          rows.add(row);
          if (index == totals.length) {
            totals = Arrays.copyOf(totals, 2 * index);
          }
          totals[index] = counts.total(crashed);
          leave(index);
        }
      } catch (MemoryExhausted e) {
        throw new TooMany();
      }
    }

    private void leave(int index) {
      if (leftCount == left.length) {
        left = Arrays.copyOf(left, 2 * leftCount);
      }
      left[leftCount++] = index;
    }

    /** The fewest crashed operations that a row used which was not looked at. */
    private int fewest() {
      int fewest = Integer.MAX_VALUE;
      for (int i = 0; i < leftCount; i++) {
        fewest = Math.min(fewest, totals[left[i]]);
      }
      return fewest;
    }

    /** Takes rows that used so many, but not those that another makes pointless. */
    private int[] take(int crashes, int max) {
      int[] taken = new int[Math.min(max, leftCount)];
      int count = 0;
      int kept = 0;
      for (int i = 0; i < leftCount; i++) {
        int index = left[i];
        if (met.isOutdone(index)) {
          continue;
        }
        if (totals[index] == crashes && count < max) {
          taken[count++] = index;
        } else {
          left[kept++] = index;
        }
      }
      leftCount = kept;
      return Arrays.copyOf(taken, count);
    }

    private long bytes() {
      return rows.bytes() + 4L * (totals.length + left.length) + used.taken();
    }
  }

  /** There are more configurations than an array can have. */
  private static final class TooMany extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooMany() {
      super("more configurations than an array holds", null, false, false);
    }
  }

  /** Some configurations of a share, and what one worker finds out of them. */
  private final class Chunk {
    private final Share share;
    private final int[] indices;
    private final int from;
    private final int to;
    private final Set<Long> unknown = new LinkedHashSet<>();

    /** By share: what else is reached before the completion, and behind it. */
    private final Rows[] found;

    private final Rows[] foundBehind;
    private final long[] row = new long[stride];
    private final long[] next = new long[stride];
    private final long[] crashed = new long[counts.words()];

    private Chunk(Share share, int[] indices, int from, int to) {
      this.share = share;
      this.indices = indices;
      this.from = from;
      this.to = to;
      this.found = new Frontier.Rows[here.length];
      this.foundBehind = new Frontier.Rows[behind.length];
    }

    /** Notes the steps that nobody has asked the model for. */
    private void ask() {
      for (int i = from; i < to; i++) {
        share.rows.get(indices[i], row);
        int state = state(row);
        for (int w = 0; w < words; w++) {
          for (long left = open[w] & ~row[1 + w]; left != 0; left &= left - 1) {
            ask(state, problem.callOf[operation(w, left)]);
          }
        }
        for (int c = 0; c < available.length; c++) {
          if (available[c] > 0) {
            ask(state, problem.callOf[problem.crashed[c][0]]);
          }
        }
      }
    }

    private void ask(int state, int call) {
      if (!transitions.knows(state, call)) {
        unknown.add((long) state << 32 | call);
      }
    }

    private void expand() {
      int due = problem.completions[level];
      int dueSlot = problem.slotOf[due];
      int partition = problem.partitionOf[due];
      for (int i = from; i < to; i++) {
        share.rows.get(indices[i], row);
        int state = state(row);
        for (int w = 0; w < words; w++) {
          for (long left = observing[w] & ~row[1 + w]; left != 0; left &= left - 1) {
            if (step(state, operation(w, left)) != Transitions.REJECTED) {
              row[1 + w] |= left & -left;
            }
          }
        }
        if (isTaken(row, dueSlot)) {
          reachBehind(row, dueSlot);
          continue;
        }
        for (int w = 0; w < words; w++) {
          for (long left = open[w] & ~observing[w] & ~row[1 + w]; left != 0; left &= left - 1) {
            int operation = operation(w, left);
            int after =
                problem.partitionOf[operation] == partition
                    ? step(state, operation)
                    : Transitions.REJECTED;
            if (after != Transitions.REJECTED) {
              System.arraycopy(row, 0, next, 0, stride);
              next[0] = after + 1L;
              next[1 + w] |= left & -left;
              if (operation == due) {
                reachBehind(next, dueSlot);
              } else {
                add(found, here.length, next);
              }
            }
          }
        }
        expandCrashed(state, partition);
      }
    }

    private void expandCrashed(int state, int partition) {
      System.arraycopy(row, 1 + words, crashed, 0, crashed.length);
      for (int c = 0; c < available.length; c++) {
        int operation = problem.crashed[c][0];
        if (problem.partitionOf[operation] == partition && counts.of(crashed, c) < available[c]) {
          int after = step(state, operation);
          if (after != Transitions.REJECTED && after != state) {
            System.arraycopy(row, 0, next, 0, stride);
            next[0] = after + 1L;
            counts.add(crashed, c, 1);
            System.arraycopy(crashed, 0, next, 1 + words, crashed.length);
            counts.add(crashed, c, -1);
            add(found, here.length, next);
          }
        }
      }
    }

    private void reachBehind(long[] reached, int dueSlot) {
      reached[1 + (dueSlot >> 6)] &= ~(1L << dueSlot);
      add(foundBehind, behind.length, reached);
    }

    private void add(Rows[] rows, int shares, long[] reached) {
      int share = share(reached, shares);
      if (rows[share] == null) {
        rows[share] = new Rows();
      }
      rows[share].add(reached);
    }
  }

  /** A search that has begun nothing yet, for the first {@code end} completions. */
  Frontier(
      SequentialModel<S, C> model, Problem<S, C> problem, int end, Memory memory, Workers workers)
      throws MemoryExhausted {
    this.problem = problem;
    this.memory = memory;
    this.workers = workers;
    this.end = end;
    this.words = (problem.slots + Long.SIZE - 1) / Long.SIZE;
    this.counts = new CrashCounts(problem.crashed);
    this.stride = 1 + words + counts.words();
    memory.take(Problem.OPERATION_BYTES * (problem.operations.size() + 1));
    this.transitions = new Transitions<>(model, problem.calls, memory);
    this.open = new long[words];
    this.observing = new long[words];
    this.occupant = new int[problem.slots];
    this.available = new int[problem.crashed.length];
    this.here = shares(1);
    this.behind = shares(1);
    long[] initial = new long[stride];
    initial[0] = 1;
    here[0].add(initial);
    if (end > 0) {
      invoke(0, problem.invokedBefore[0]);
    }
  }

  @Override
  public long configurations() {
    long met = passed;
    for (Share share : here) {
      met += share.rows.size;
    }
    return met;
  }

  /** Once nothing explains it: the first completion that nothing explains. */
  int stuck() {
    return level;
  }

  @Override
  public Progress run(long configurationsMax, Deadline deadline)
      throws MemoryExhausted, Deadline.Passed {
    while (level < end) {
      deadline.look();
      if (configurations() >= configurationsMax) {
        return Progress.PAUSED;
      }
      List<Chunk> wave = wave();
      if (!wave.isEmpty()) {
        look(wave);
      } else if (isLeft()) {
        continue; // what was left is pointless
      } else if (!pass()) {
        return Progress.UNEXPLAINED;
      }
    }
    return Progress.EXPLAINED;
  }

  /**
   * The next configurations that were not looked at yet: those first that used fewest crashed
   * operations, because they make others pointless.
   */
  private List<Chunk> wave() {
    int fewest = Integer.MAX_VALUE;
    for (Share share : here) {
      fewest = Math.min(fewest, share.fewest());
    }
    List<Chunk> wave = new ArrayList<>();
    int max = waveMax();
    for (Share share : here) {
      int[] taken = share.take(fewest, max);
      max -= taken.length;
      for (int from = 0; from < taken.length; from += CHUNK) {
        wave.add(new Chunk(share, taken, from, Math.min(taken.length, from + CHUNK)));
      }
    }
    return wave;
  }

  private boolean isLeft() {
    for (Share share : here) {
      if (share.leftCount > 0) {
        return true;
      }
    }
    return false;
  }

  /** So many that what they lead to, and ask of the model, takes no large part of the memory. */
  private int waveMax() {
    long choices = 1L + problem.slots + problem.crashed.length;
    long bytes = (16L * stride + ASKED_BYTES) * choices;
    return (int) Math.max(1, Math.min(WAVE_MAX, memory.total() / WAVE_SHARE / bytes));
  }

  private void look(List<Chunk> wave) throws MemoryExhausted {
    workers.each(wave.size(), i -> wave.get(i).ask());
    for (Chunk chunk : wave) {
      for (long pair : chunk.unknown) {
        transitions.step((int) (pair >>> 32), (int) pair);
      }
    }
    workers.each(wave.size(), i -> wave.get(i).expand());
    try {
      workers.each(here.length, share -> take(wave, here[share], true, share));
      workers.each(behind.length, share -> take(wave, behind[share], false, share));
    } catch (TooMany e) {
      throw new MemoryExhausted();
    }
    here = sharedOut(here);
    behind = sharedOut(behind);
    requireMemory();
  }

  private void take(List<Chunk> wave, Share share, boolean before, int index) {
    long[] row = new long[stride];
    for (Chunk chunk : wave) {
      Rows found = (before ? chunk.found : chunk.foundBehind)[index];
      for (int i = 0; found != null && i < found.size; i++) {
        found.get(i, row);
        share.add(row);
      }
    }
  }

  private Share[] sharedOut(Share[] shares) {
    if (shares.length > 1 || shares[0].rows.size < SHARED_MIN) {
      return shares;
    }
    Share[] out = shares(SHARES);
    long[] row = new long[stride];
    BitSet left = new BitSet();
    for (int i = 0; i < shares[0].leftCount; i++) {
      left.set(shares[0].left[i]);
    }
    for (int i = 0; i < shares[0].rows.size; i++) {
      shares[0].rows.get(i, row);
      Share share = out[share(row, SHARES)];
      int before = share.leftCount;
      share.add(row);
      if (!left.get(i)) {
        share.leftCount = before;
      }
    }
    return out;
  }

  private void requireMemory() throws MemoryExhausted {
    long bytes = 0;
    for (Share share : here) {
      bytes += share.bytes();
    }
    for (Share share : behind) {
      bytes += share.bytes();
    }
    if (bytes > memory.left()) {
      throw new MemoryExhausted();
    }
  }

  /** Goes on to the next completion; whether anything does. */
  private boolean pass() {
    int reached = 0;
    for (Share share : behind) {
      reached += share.rows.size;
    }
    if (reached == 0) {
      return false;
    }
    passed = configurations();
    here = behind;
    behind = shares(1);
    int due = problem.completions[level];
    int slot = problem.slotOf[due];
    open[slot >> 6] &= ~(1L << slot);
    observing[slot >> 6] &= ~(1L << slot);
    if (++level < end) {
      invoke(problem.invokedBefore[level - 1], problem.invokedBefore[level]);
    }
    return true;
  }

  private void invoke(int from, int to) {
    for (int operation = from; operation < to; operation++) {
      int crashClass = problem.crashClassOf[operation];
      if (crashClass == Problem.COMPLETED) {
        int slot = problem.slotOf[operation];
        occupant[slot] = operation;
        open[slot >> 6] |= 1L << slot;
        if (problem.observes[problem.callOf[operation]]) {
          observing[slot >> 6] |= 1L << slot;
        }
      } else {
        available[crashClass]++;
      }
    }
  }

  private int step(int state, int operation) {
    return transitions.known(state, problem.callOf[operation]);
  }

  private int operation(int word, long slots) {
    return occupant[(word << 6) + Long.numberOfTrailingZeros(slots)];
  }

  private static int state(long[] row) {
    return (int) (row[0] - 1);
  }

  private static boolean isTaken(long[] row, int slot) {
    return (row[1 + (slot >> 6)] >>> slot & 1) != 0;
  }

  /** By all but the crashed operations, so that those that differ only in them meet. */
  private int share(long[] row, int shares) {
    if (shares == 1) {
      return 0;
    }
    long hash = 0;
    for (int i = 0; i <= words; i++) {
      hash = (hash ^ row[i]) * 0xD6E8FEB86659FD93L;
      hash ^= hash >>> 32;
    }
    return (int) (hash >>> 40) & (shares - 1);
  }

  @SuppressWarnings("unchecked")
  private Share[] shares(int count) {
    Share[] shares = new Frontier.Share[count];
    Arrays.setAll(shares, i -> new Share());
    return shares;
  }
}
