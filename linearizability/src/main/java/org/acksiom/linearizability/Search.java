package org.acksiom.linearizability;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.acksiom.linearizability.history.Operation;
import org.acksiom.linearizability.model.Feasibility;
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
 *
 * <p>Where that is not enough, the model is asked to look ahead ({@link Lookahead}): a
 * configuration from which what was heard later is out of reach is given up, and those whose states
 * will be overwritten before anybody sees them are one.
 */
final class Search<S, C> implements Way {
  // What was tried last in a configuration, if it was neither the level of another operation nor,
  // behind all levels, a crash class.
  private static final int NOTHING = -2;
  private static final int DUE = -1;

  /** The state in the key of a configuration whose state nobody will see. */
  private static final long UNSEEN = 0xFFFF_FFFFL;

  /** After so few setbacks a search is too easy for looking ahead to pay. */
  static final int SETBACKS_MIN = 16;

  /** Between two looks at the clock. */
  private static final int STEPS_PER_LOOK = 1 << 10;

  /** More ends of explanations are not watched. */
  private static final int WATCHED_MAX = 1 << 14;

  private final Problem<S, C> problem;
  private final Transitions<S, C> transitions;
  private final Configurations met;
  private final CrashCounts counts;
  private final Memory memory;
  private final int setbacksMin;
  private final int words;

  /** So many completions are to be passed. */
  private final int end;

  /** {@code null} if the model does not look ahead. */
  private final Feasibility<S, C> feasibility;

  /** Observations that complete after so many others are not looked ahead to. */
  private final int foreseen;

  /** {@code null} while there is no need. */
  private Lookahead<S, C> lookahead;

  private int setbacks;

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
  private boolean begun;

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

  /**
   * A search that has begun nothing yet.
   *
   * @param end how many completions there are to explain
   * @param foreseen observations that complete after so many others are not looked ahead to
   * @param setbacksMin after how many setbacks the model is asked to look ahead
   */
  Search(
      SequentialModel<S, C> model,
      Problem<S, C> problem,
      int end,
      int foreseen,
      int setbacksMin,
      Memory memory)
      throws MemoryExhausted {
    int operations = problem.operations.size();
    this.problem = problem;
    this.memory = memory;
    this.setbacksMin = setbacksMin;
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
    this.end = end;
    this.foreseen = foreseen;
    this.feasibility = model.feasibility().orElse(null);
  }

  @Override
  public long configurations() {
    return met.size();
  }

  @Override
  public Progress run(long configurationsMax, Deadline deadline)
      throws MemoryExhausted, Deadline.Passed {
    deadline.look();
    if (end == 0) {
      return Progress.EXPLAINED;
    }
    if (!begun) {
      begun = true;
      invoke(0, problem.invokedBefore[0]);
    }
    int steps = 0;
    while (watchLeft > 0) {
      if (++steps % STEPS_PER_LOOK == 0) {
        deadline.look();
      }
      if (met.size() >= configurationsMax) {
        return Progress.PAUSED;
      }
      if (settle()) {
        return Progress.EXPLAINED;
      }
      boolean alive = choose() && tryNext();
      while (!alive) {
        if (!goBack()) {
          return Progress.UNEXPLAINED;
        }
        alive = tryNext();
      }
    }
    return Progress.UNEXPLAINED;
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
      if (++level == end) {
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
    Lookahead.Outlook outlook = outlook();
    if (outlook == Lookahead.Outlook.HOPELESS) {
      blame = problem.partitionOf[problem.completions[level]];
      return false;
    }
    key[0] = (level + 1L) << 32 | (outlook == Lookahead.Outlook.UNSEEN ? UNSEEN : state);
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
    int last = tried < problem.completions.length ? Math.max(level, tried) : Integer.MAX_VALUE;
    for (int other = after(last); other >= 0; other = after(problem.levelOf[other])) {
      if (problem.partitionOf[other] == partition && take(other)) {
        triedAt[depth - 1] = problem.levelOf[other];
        return true;
      }
    }
    int crashes = problem.completions.length;
    for (int c = Math.max(0, tried + 1 - crashes); c < available.length; c++) {
      if (problem.partitionOf[problem.crashed[c][0]] == partition && takeCrashed(c)) {
        triedAt[depth - 1] = crashes + c;
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

  /**
   * Of the operations under way that may take effect next and complete behind a level, the one that
   * completes first; -1 if there is none. Soonest completed is likeliest to have been first.
   */
  private int after(int last) {
    int first = -1;
    int firstLevel = Integer.MAX_VALUE;
    for (int w = 0; w < words; w++) {
      for (long left = open[w] & ~observing[w] & ~taken[w]; left != 0; left &= left - 1) {
        int operation = occupant[(w << 6) + Long.numberOfTrailingZeros(left)];
        int completed = problem.levelOf[operation];
        if (completed > last && completed < firstLevel) {
          first = operation;
          firstLevel = completed;
        }
      }
    }
    return first;
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

  private Lookahead.Outlook outlook() throws MemoryExhausted {
    if (setbacks < setbacksMin || feasibility == null) {
      return Lookahead.Outlook.OPEN;
    }
    if (lookahead == null) {
      lookahead = new Lookahead<>(problem, transitions, feasibility, foreseen, memory);
    }
    int partition = problem.partitionOf[problem.completions[level]];
    lookahead.begin();
    for (int w = 0; w < words; w++) {
      for (long left = observing[w] & ~taken[w]; left != 0; left &= left - 1) {
        int observation = occupant[(w << 6) + Long.numberOfTrailingZeros(left)];
        if (problem.partitionOf[observation] == partition) {
          lookahead.add(observation);
        }
      }
    }
    return lookahead.outlook(state, level);
  }

  // ---- backwards

  /** Goes back to the last configuration with choices in the part that failed, if there is one. */
  private boolean goBack() {
    setbacks++;
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
   * Where explanations end, once {@link #run} found that there is none: from the last completion
   * reached in the partition that is to blame on, and no later than the last observation that was
   * foreseen to be out of reach. One in another partition may have been reached later on the way,
   * but only if that has no part in the failure; and not been passed, but only because nobody went
   * back there.
   */
  Explanation.Stuck stuck() {
    int reached = furthest[blame];
    return new Explanation.Stuck(
        reached, lookahead == null ? reached : Math.max(reached, lookahead.horizon()));
  }

  /** The numbers of the operations in the order that {@link #run} found. */
  int[] order() {
    return Arrays.copyOf(order, ordered);
  }

  /** The operations in that order. */
  List<Operation> explanation() {
    List<Operation> explanation = new ArrayList<>(ordered);
    for (int i = 0; i < ordered; i++) {
      explanation.add(problem.operations.get(order[i]));
    }
    return explanation;
  }

  /** Has {@link #run} remember how explanations end at that completion, which nothing explains. */
  void watch(int completion) {
    watched = completion;
  }

  private void noteEnd() {
    watchLeft--;
    watchedStates.add(state);
    if (ordered > longest.size()) {
      longest = explanation();
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
