package org.acksiom.linearizability;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.acksiom.linearizability.history.Operation;
import org.acksiom.linearizability.model.SequentialModel;

/**
 * A depth-first search for an order that explains the history: that of Wing and Gong (1993), just
 * in time as in Lowe ("Testing for linearizability", 2017).
 *
 * <p>It goes from completion to completion. The next one's operation has to take effect now, if it
 * has not, and before it any others that are under way. A configuration is the next completion, the
 * object's state, one bit for each operation under way that will complete, and a count for each
 * crash class; so its size depends on how much is concurrent, not on how long the history is. One
 * that was met before, or that has used more crashed operations than one met before, is not tried.
 *
 * <p>Three rules save choices. An observation, such as a read, that can take effect takes effect:
 * whatever follows without it follows with it. An operation that may never have taken effect and
 * would change nothing is left out. And where the model has independent parts, only operations on
 * the part of the next completion can help it; if it is beyond help, so is every choice that did
 * not concern that part, and the search goes back behind them (by Herlihy and Wing's locality).
 */
final class Search<S, C> {
  // What was tried last in a configuration, if it was no slot and no crash class behind those.
  private static final int NOTHING = -2;
  private static final int DUE = -1;

  /** Between two looks at the clock. */
  private static final int STEPS_PER_LOOK = 1 << 10;

  /** More ends of explanations are not watched. */
  private static final int WATCHED_MAX = 1 << 14;

  private final Problem<S, C> problem;
  private final Transitions<S, C> transitions;
  private final Configurations met;
  private final CrashCounts counts;
  private final Memory memory;
  private final Deadline deadline;
  private final int words;

  // Where the search is: the next completion, the state, ...
  private int level;
  private int state;

  // ... the slots of operations that have taken effect and not completed, ...
  private final long[] taken;

  // ... the slots of all operations under way, of the observations among them, who has them, ...
  private final long[] open;
  private final long[] observing;
  private final int[] occupant;

  // ... and for each crash class how many were invoked, and how many have taken effect.
  private final int[] available;
  private final long[] crashed;

  /** The operations that have taken effect, in order. */
  private final int[] order;

  private int ordered;

  // The choices that were made: how things stood before each, and what was tried last.
  private final int[] levelAt;
  private final int[] stateAt;
  private final int[] orderedAt;
  private final int[] configurationAt;
  private final int[] triedAt;
  private long[] takenAt;
  private long[] crashedAt;
  private int depth;

  /** The partition in which the last choice failed. */
  private int blame;

  /** The completion, the state and the slots. */
  private final long[] key;

  /** For each partition the last completion in it that was reached and had no choices left. */
  private final int[] furthest;

  // A completion that is watched, and how explanations end there.
  private int watched = NOTHING;
  private int watchLeft = WATCHED_MAX;
  private List<Operation> longest = List.of();
  private final Set<Integer> watchedStates = new LinkedHashSet<>();

  Search(SequentialModel<S, C> model, Problem<S, C> problem, Memory memory, Deadline deadline)
      throws MemoryExhausted {
    int operations = problem.operations.size();
    this.problem = problem;
    this.memory = memory;
    this.deadline = deadline;
    this.words = (problem.slots + Long.SIZE - 1) / Long.SIZE;
    this.counts = new CrashCounts(problem.crashed);
    memory.take(Problem.OPERATION_BYTES * (operations + 1));
    this.transitions = new Transitions<>(model, problem.calls, memory);
    this.met = new Configurations(1 + words, counts, memory);
    this.taken = new long[words];
    this.open = new long[words];
    this.observing = new long[words];
    this.occupant = new int[problem.slots];
    Arrays.fill(occupant, -1);
    this.available = new int[problem.crashed.length];
    this.crashed = new long[counts.words()];
    this.order = new int[operations];
    this.furthest = new int[problem.partitions];
    this.levelAt = new int[operations + 1];
    this.stateAt = new int[operations + 1];
    this.orderedAt = new int[operations + 1];
    this.configurationAt = new int[operations + 1];
    this.triedAt = new int[operations + 1];
    this.takenAt = new long[0];
    this.crashedAt = new long[0];
    this.key = new long[1 + words];
  }

  Problem<S, C> problem() {
    return problem;
  }

  long configurations() {
    return met.size();
  }

  /** Whether the model explains all that was heard. */
  boolean run() throws MemoryExhausted, Deadline.Passed {
    deadline.look();
    if (problem.completions.length == 0) {
      return true;
    }
    invoke(0, problem.invokedBefore[0]);
    int steps = 0;
    boolean alive = true;
    while (alive && watchLeft > 0) {
      if (++steps % STEPS_PER_LOOK == 0) {
        deadline.look();
      }
      if (settle()) {
        return true;
      }
      alive = choose() && tryNext();
      while (!alive && goBack()) {
        alive = tryNext();
      }
    }
    return false;
  }

  // ---- forwards

  /**
   * Lets all observations take effect that can, and passes completions of operations that have;
   * whether that was the last.
   */
  private boolean settle() throws MemoryExhausted {
    while (true) {
      observe();
      int next = problem.completions[level];
      int slot = problem.slotOf[next];
      if ((taken[slot >> 6] >>> slot & 1) == 0) {
        return false;
      }
      complete(next);
      if (++level == problem.completions.length) {
        return true;
      }
      invoke(problem.invokedBefore[level - 1], problem.invokedBefore[level]);
    }
  }

  private void observe() throws MemoryExhausted {
    for (int w = 0; w < words; w++) {
      for (long left = observing[w] & ~taken[w]; left != 0; left &= left - 1) {
        int operation = occupant[(w << 6) + Long.numberOfTrailingZeros(left)];
        if (transitions.step(state, problem.callOf[operation]) != Transitions.REJECTED) {
          taken[w] |= left & -left;
          order[ordered++] = operation;
        }
      }
    }
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

  private void complete(int operation) {
    int slot = problem.slotOf[operation];
    taken[slot >> 6] &= ~(1L << slot);
    open[slot >> 6] &= ~(1L << slot);
    observing[slot >> 6] &= ~(1L << slot);
  }

  /** Makes this configuration one with choices, unless it is known to be pointless. */
  private boolean choose() throws MemoryExhausted {
    key[0] = (level + 1L) << 32 | state;
    System.arraycopy(taken, 0, key, 1, words);
    int configuration = met.add(key, crashed, problem.partitionOf[problem.completions[level]]);
    if (configuration < 0) {
      blame = met.blame(~configuration);
      return false;
    }
    keep(depth);
    configurationAt[depth] = configuration;
    triedAt[depth] = NOTHING;
    depth++;
    return true;
  }

  private void keep(int at) throws MemoryExhausted {
    if ((at + 1) * words > takenAt.length || (at + 1) * crashed.length > crashedAt.length) {
      int choices = Math.max(16, 2 * at);
      memory.take(8L * (choices - at) * (words + crashed.length));
      takenAt = Arrays.copyOf(takenAt, choices * words);
      crashedAt = Arrays.copyOf(crashedAt, choices * crashed.length);
    }
    levelAt[at] = level;
    stateAt[at] = state;
    orderedAt[at] = ordered;
    System.arraycopy(taken, 0, takenAt, at * words, words);
    System.arraycopy(crashed, 0, crashedAt, at * crashed.length, crashed.length);
  }

  /**
   * Takes the next choice of the last configuration: first the operation that has to complete, then
   * the others under way, then crashed ones. If there is none, that configuration is at its end.
   */
  private boolean tryNext() throws MemoryExhausted {
    int due = problem.completions[level];
    int partition = problem.partitionOf[due];
    int tried = triedAt[depth - 1];
    if (tried == NOTHING && !problem.observes[problem.callOf[due]] && take(due)) {
      triedAt[depth - 1] = DUE;
      return true;
    }
    for (int slot = nextSlot(Math.max(0, tried + 1));
        slot < problem.slots;
        slot = nextSlot(slot + 1)) {
      int operation = occupant[slot];
      if (operation != due && problem.partitionOf[operation] == partition && take(operation)) {
        triedAt[depth - 1] = slot;
        return true;
      }
    }
    for (int c = Math.max(0, tried + 1 - problem.slots); c < available.length; c++) {
      if (problem.partitionOf[problem.crashed[c][0]] == partition && takeCrashed(c)) {
        triedAt[depth - 1] = problem.slots + c;
        return true;
      }
    }
    furthest[partition] = Math.max(furthest[partition], level);
    if (level == watched) {
      noteEnd();
    }
    blame = partition;
    depth--;
    met.blame(configurationAt[depth], blame);
    return false;
  }

  /** The first slot from there on whose operation may take effect next. */
  private int nextSlot(int from) {
    for (int w = from >> 6; w < words; w++) {
      long left = open[w] & ~observing[w] & ~taken[w];
      if (w == from >> 6) {
        left &= -1L << from;
      }
      if (left != 0) {
        return (w << 6) + Long.numberOfTrailingZeros(left);
      }
    }
    return problem.slots;
  }

  private boolean take(int operation) throws MemoryExhausted {
    int after = transitions.step(state, problem.callOf[operation]);
    if (after == Transitions.REJECTED) {
      return false;
    }
    int slot = problem.slotOf[operation];
    taken[slot >> 6] |= 1L << slot;
    order[ordered++] = operation;
    state = after;
    return true;
  }

  private boolean takeCrashed(int crashClass) throws MemoryExhausted {
    int count = counts.of(crashed, crashClass);
    if (count == available[crashClass]) {
      return false;
    }
    int operation = problem.crashed[crashClass][count];
    int after = transitions.step(state, problem.callOf[operation]);
    if (after == Transitions.REJECTED || after == state) {
      return false;
    }
    counts.add(crashed, crashClass, 1);
    order[ordered++] = operation;
    state = after;
    return true;
  }

  // ---- backwards

  /** Goes back to the last configuration with choices in the part that failed, if there is one. */
  private boolean goBack() {
    while (depth > 0) {
      int last = depth - 1;
      if (problem.partitionOf[problem.completions[levelAt[last]]] == blame) {
        restore(last);
        return true;
      }
      met.blame(configurationAt[last], blame);
      depth--;
    }
    return false;
  }

  private void restore(int at) {
    while (level > levelAt[at]) {
      uninvoke(problem.invokedBefore[level - 1], problem.invokedBefore[level]);
      level--;
      int slot = problem.slotOf[problem.completions[level]];
      open[slot >> 6] |= 1L << slot;
      if (problem.observes[problem.callOf[problem.completions[level]]]) {
        observing[slot >> 6] |= 1L << slot;
      }
    }
    state = stateAt[at];
    ordered = orderedAt[at];
    System.arraycopy(takenAt, at * words, taken, 0, words);
    System.arraycopy(crashedAt, at * crashed.length, crashed, 0, crashed.length);
  }

  private void uninvoke(int from, int to) {
    for (int operation = to - 1; operation >= from; operation--) {
      int crashClass = problem.crashClassOf[operation];
      if (crashClass == Problem.COMPLETED) {
        int slot = problem.slotOf[operation];
        open[slot >> 6] &= ~(1L << slot);
        observing[slot >> 6] &= ~(1L << slot);
        occupant[slot] = problem.previousInSlot[operation];
      } else {
        available[crashClass]--;
      }
    }
  }

  // ---- where explanations end

  /**
   * The first completion that nothing explains, once {@link #run} found that there is one: the last
   * one reached in the partition that is to blame. One in another partition may have been reached
   * later on the way, but only if that has no part in the failure; and not been passed, but only
   * because nobody went back there.
   */
  int furthest() {
    return furthest[blame];
  }

  /** Has {@link #run} remember how explanations end at that completion, which nothing explains. */
  void watch(int completion) {
    watched = completion;
  }

  private void noteEnd() {
    watchLeft--;
    watchedStates.add(state);
    if (ordered > longest.size()) {
      longest = new ArrayList<>(ordered);
      for (int i = 0; i < ordered; i++) {
        longest.add(problem.operations.get(order[i]));
      }
    }
  }

  /** One of the longest explanations met of what was heard before the watched completion. */
  List<Operation> longestExplanation() {
    return longest;
  }

  /** The states that were met there. */
  List<S> watchedStates() {
    return watchedStates.stream().map(transitions::state).toList();
  }
}
