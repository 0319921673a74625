package org.acksiom.linearizability;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.acksiom.linearizability.history.Operation;
import org.acksiom.linearizability.model.Model;

/**
 * The search of Wing and Gong (1993) with the memory of Lowe ("Testing for linearizability", 2017).
 *
 * <p>Invocations and completions stand in a doubly linked list. The operations invoked before the
 * first completion in the list are those that may take effect next. Taking one lifts its entries
 * out of the list; when the first completion is met, its operation had to be taken before, and the
 * search goes back to the last choice. A configuration, which is the set of operations taken and
 * the state, that was met before is not tried again.
 *
 * <p>A configuration is kept as the first completion in the list, the state, and one bit for each
 * operation under way there: all that completed before are taken, and all that are invoked later
 * are not. So its size depends on how much is concurrent, not on how long the history is.
 *
 * <p>Two rules save choices. An observation, such as a read, that can be taken is taken for good:
 * whatever follows without it follows with it. An operation that may never have taken effect and
 * would change nothing is not taken yet.
 */
final class Search<S, C> {

  private static final int HEAD = 0;

  /** Between two looks at the clock. */
  private static final int STEPS_PER_LOOK = 1 << 12;

  /** What the problem and the arrays below take for each operation. */
  private static final long OPERATION_BYTES = 256;

  private final Problem<C> problem;
  private final Transitions<S, C> transitions;
  private final LongTable met;
  private final Deadline deadline;

  // The list: entry e of the problem is node e + 1; node 0 is the head, and the last node's next is
  // 0.
  private final int[] next;
  private final int[] previous;
  private final int[] callNode;
  private final int[] returnNode;

  /**
   * The operations in the order of their completions, and how many of those are taken from the
   * first on.
   */
  private final int[] completions;

  private int frontier;
  private int state;

  /** The first word has the frontier and the state, the others one bit a slot. */
  private final long[] configuration;

  // What was taken, and how things stood before.
  private final int[] taken;
  private final int[] stateBefore;
  private final int[] frontierBefore;
  private int depth;

  // The furthest completion that no choice got past, and how it was reached.
  private int furthest = -1;
  private final int[] longest;
  private int longestDepth;
  private final Set<Integer> furthestStates = new LinkedHashSet<>();

  /** Up to this depth {@link #taken} is as it was when it was last copied to {@link #longest}. */
  private int copiedDepth;

  Search(Model<S, C> model, Problem<C> problem, Memory memory, Deadline deadline)
      throws MemoryExhausted {
    int operations = problem.operations().size();
    int[] entries = problem.entries();
    int words = 1 + (problem.slots() + 63) / 64;
    memory.take(OPERATION_BYTES * (operations + 1) + 8L * words);
    this.problem = problem;
    this.deadline = deadline;
    this.transitions = new Transitions<>(model, problem.calls(), memory);
    this.met = new LongTable(words, 0, memory);
    this.configuration = new long[words];
    this.next = new int[entries.length + 1];
    this.previous = new int[entries.length + 1];
    this.callNode = new int[operations];
    this.returnNode = new int[operations];
    int[] returned = new int[operations];
    int count = 0;
    for (int e = 0; e < entries.length; e++) {
      next[e] = e + 1;
      previous[e + 1] = e;
      if (entries[e] >= 0) {
        callNode[entries[e]] = e + 1;
      } else {
        returnNode[~entries[e]] = e + 1;
        returned[count++] = ~entries[e];
      }
    }
    previous[HEAD] = entries.length;
    this.completions = Arrays.copyOf(returned, count);
    this.taken = new int[operations];
    this.stateBefore = new int[operations];
    this.frontierBefore = new int[operations];
    this.longest = new int[operations];
  }

  long configurations() {
    return met.size();
  }

  /** Whether the model explains all that was heard. */
  boolean run() throws MemoryExhausted, Deadline.Passed {
    deadline.look();
    int steps = 0;
    int node = next[HEAD];
    while (frontier < completions.length) {
      if (++steps % STEPS_PER_LOOK == 0) {
        deadline.look();
      }
      int operation = problem.entries()[node - 1];
      if (operation >= 0) {
        node = take(operation) ? next[HEAD] : next[node];
      } else {
        noteStuck();
        node = giveUp();
        if (node == HEAD) {
          return false;
        }
      }
    }
    return true;
  }

  /**
   * Takes an operation, unless the model rejects it, it is of no use, or what it leads to was met
   * before.
   */
  private boolean take(int operation) throws MemoryExhausted {
    int after = transitions.step(state, problem.callOf()[operation]);
    boolean completed = returnNode[operation] != 0;
    if (after == Transitions.REJECTED || (after == state && !completed)) {
      return false;
    }
    taken[depth] = operation;
    stateBefore[depth] = state;
    frontierBefore[depth] = frontier;
    depth++;
    state = after;
    mark(operation);
    configuration[0] = (frontier + 1L) << 32 | state;
    if (met.insert(configuration) >= 0) {
      goBack();
      return false;
    }
    unlink(callNode[operation]);
    if (completed) {
      unlink(returnNode[operation]);
    }
    return true;
  }

  /**
   * Undoes choices up to the last that leaves another; the node to go on with, or the head if there
   * is none.
   */
  private int giveUp() {
    while (depth > 0) {
      int operation = taken[depth - 1];
      boolean forGood = transitions.isObservation(problem.callOf()[operation]);
      goBack();
      if (returnNode[operation] != 0) {
        link(returnNode[operation]);
      }
      link(callNode[operation]);
      if (!forGood) {
        return next[callNode[operation]];
      }
    }
    return HEAD;
  }

  private void goBack() {
    depth--;
    copiedDepth = Math.min(copiedDepth, depth);
    unmark(taken[depth], frontierBefore[depth]);
    frontier = frontierBefore[depth];
    state = stateBefore[depth];
  }

  /**
   * Notes that an operation is taken: past the frontier as a bit, at the frontier by moving that
   * on.
   */
  private void mark(int operation) {
    flip(operation);
    while (frontier < completions.length && isMarked(completions[frontier])) {
      flip(completions[frontier]);
      frontier++;
    }
  }

  private void unmark(int operation, int before) {
    for (int i = before; i < frontier; i++) {
      flip(completions[i]);
    }
    flip(operation);
  }

  private boolean isMarked(int operation) {
    int slot = problem.slotOf()[operation];
    return (configuration[1 + (slot >> 6)] >>> slot & 1) != 0;
  }

  private void flip(int operation) {
    int slot = problem.slotOf()[operation];
    configuration[1 + (slot >> 6)] ^= 1L << slot;
  }

  private void unlink(int node) {
    next[previous[node]] = next[node];
    previous[next[node]] = previous[node];
  }

  private void link(int node) {
    next[previous[node]] = node;
    previous[next[node]] = node;
  }

  /** Remembers how far explanations got, and the states in which they end. */
  private void noteStuck() {
    if (frontier > furthest) {
      furthest = frontier;
      furthestStates.clear();
      longestDepth = 0;
    }
    if (frontier == furthest) {
      if (furthestStates.size() < Counterexample.STATES_MAX) {
        furthestStates.add(state);
      }
      if (depth > longestDepth) {
        System.arraycopy(taken, copiedDepth, longest, copiedDepth, depth - copiedDepth);
        copiedDepth = depth;
        longestDepth = depth;
      }
    }
  }

  /** Where explanations end, once {@link #run} found that they do. */
  Counterexample counterexample(Optional<Object> partition) {
    List<Operation> prefix = new ArrayList<>(longestDepth);
    for (int i = 0; i < longestDepth; i++) {
      prefix.add(problem.operations().get(longest[i]));
    }
    int stuck = completions[furthest];
    List<Counterexample.Possible> states = new ArrayList<>();
    for (int number : furthestStates) {
      states.add(
          new Counterexample.Possible(
              String.valueOf(transitions.state(number)),
              transitions.reason(number, problem.callOf()[stuck])));
    }
    return new Counterexample(partition, prefix, problem.operations().get(stuck), states);
  }
}
