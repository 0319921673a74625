package org.acksiom.linearizability;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.acksiom.linearizability.history.Operation;
import org.acksiom.linearizability.model.SequentialModel;
import org.acksiom.linearizability.model.Step;

/**
 * Shows that some operations cannot be explained even if each of the others may take effect as
 * often as it likes, at any time after its invocation. That is more than they may, so it shows
 * nothing if there is such an explanation. But which of them did is no part of a configuration
 * then: there are at most as many as the object has states, for each choice of kept operations
 * under way. A search that counts has one for each set of crashed operations.
 *
 * <p>Goes from completion to completion and finds all configurations before each. Where the others
 * lead from one state covers where they lead from there, so few states are started from.
 */
final class Reachability<S, C> {
  private static final int UNKNOWN = -1;
  private static final int REJECTED = -2;

  /** So that a configuration is one number. */
  private static final int SLOTS_MAX = 31;

  /** Of the table of transitions: 32 MiB. */
  private static final int CELLS_MAX = 1 << 23;

  /** An object of more states than this for each call has no end of them. */
  private static final int STATES_PER_CALL_MAX = 4;

  private static final long STEPS_MAX = 200_000_000;

  private final SequentialModel<S, C> model;
  private final List<C> calls;
  private final Map<Integer, Integer> keptCalls;
  private final Map<Integer, Integer> otherCalls;
  private final List<S> states = new ArrayList<>();
  private final Map<S, Integer> numbers = new HashMap<>();

  /** For each state and call the next state. */
  private final List<int[]> next = new ArrayList<>();

  private final int statesMax;

  /** It takes more than it is worth. */
  private static final class TooMuch extends Exception {
    private static final long serialVersionUID = 1L;

    TooMuch() {
      super("too many states, steps or operations at a time", null, false, false);
    }
  }

  /**
   * For operations that are given by their indices.
   *
   * @param kept their calls, where they are kept
   * @param others their calls, where they may or may not take effect
   */
  Reachability(SequentialModel<S, C> model, Map<Integer, C> kept, Map<Integer, C> others) {
    this.model = model;
    Map<C, Integer> classes = new LinkedHashMap<>();
    keptCalls = numbers(kept, classes);
    otherCalls = numbers(others, classes);
    calls = new ArrayList<>(classes.keySet());
    statesMax =
        Math.min(CELLS_MAX / Math.max(1, calls.size()), 16 + STATES_PER_CALL_MAX * calls.size());
  }

  private static <C> Map<Integer, Integer> numbers(Map<Integer, C> calls, Map<C, Integer> classes) {
    Map<Integer, Integer> numbers = new HashMap<>();
    calls.forEach(
        (index, call) -> {
          classes.putIfAbsent(call, classes.size());
          numbers.put(index, classes.get(call));
        });
    return numbers;
  }

  /**
   * Whether operations that completed cannot be explained.
   *
   * @param others what else may take effect, in the order of invocations
   * @return empty if that takes more than it is worth, as for an object without bounds
   */
  Optional<Boolean> excludes(List<Operation> kept, List<Operation> others) {
    try {
      return Optional.of(new Walk(kept, others).endsEarly());
    } catch (TooMuch e) {
      return Optional.empty();
    }
  }

  private int number(S state) throws TooMuch {
    Integer known = numbers.get(state);
    if (known != null) {
      return known;
    }
    if (states.size() >= statesMax) {
      throw new TooMuch();
    }
    numbers.put(state, states.size());
    states.add(state);
    int[] row = new int[calls.size()];
    Arrays.fill(row, UNKNOWN);
    next.add(row);
    return states.size() - 1;
  }

  private int step(int state, int call) throws TooMuch {
    int[] row = next.get(state);
    if (row[call] == UNKNOWN) {
      row[call] =
          model.step(states.get(state), calls.get(call)) instanceof Step.Next<S> following
              ? number(following.state())
              : REJECTED;
    }
    return row[call];
  }

  /** One way from completion to completion. */
  private final class Walk {
    private final List<Operation> byInvocation;
    private final List<Operation> byCompletion;
    private final List<Operation> others;

    /** States, with the slots of kept operations under way that have taken effect. */
    private Set<Long> reached = new HashSet<>();

    private final BitSet free = new BitSet();
    private final Map<Integer, Integer> slotOf = new HashMap<>();

    /** The calls of the others so far, and those of the kept operations under way by slot. */
    private final BitSet helpingClasses = new BitSet();

    private int[] helping = {};

    /** States that the others lead to from one of them, and from there to no other. */
    private BitSet closed = new BitSet();

    private final int[] open = new int[SLOTS_MAX];
    private long steps;

    Walk(List<Operation> kept, List<Operation> others) throws TooMuch {
      byInvocation = new ArrayList<>(kept);
      byInvocation.sort(Comparator.comparing(Operation::invokedAt));
      byCompletion = new ArrayList<>(kept);
      byCompletion.sort(Comparator.comparing(Operation::completedAt));
      this.others = others;
      free.set(0, SLOTS_MAX);
      Arrays.fill(open, UNKNOWN);
      reached.add(configuration(number(model.initialState()), 0));
    }

    boolean endsEarly() throws TooMuch {
      int invoked = 0;
      int helped = 0;
      for (Operation due : byCompletion) {
        while (helped < others.size() && others.get(helped).invokedAt() < due.completedAt()) {
          helpingClasses.set(otherCalls.get(others.get(helped++).index()));
        }
        helping = helpingClasses.stream().toArray();
        closed = new BitSet();
        while (invoked < byInvocation.size()
            && byInvocation.get(invoked).invokedAt() < due.completedAt()) {
          begin(byInvocation.get(invoked++));
        }
        close();
        require(slotOf.get(due.index()));
        if (reached.isEmpty()) {
          return true;
        }
      }
      return false;
    }

    private void begin(Operation operation) throws TooMuch {
      int slot = free.nextSetBit(0);
      if (slot < 0) {
        throw new TooMuch();
      }
      free.clear(slot);
      slotOf.put(operation.index(), slot);
      open[slot] = keptCalls.get(operation.index());
    }

    /** Adds what may be reached before the next completion. */
    private void close() throws TooMuch {
      Set<Long> covered = new HashSet<>();
      Map<Integer, int[]> helped = new HashMap<>();
      Deque<Long> fresh = new ArrayDeque<>(reached);
      while (!fresh.isEmpty()) {
        long configuration = fresh.remove();
        int from = (int) (configuration >>> 32);
        int taken = (int) configuration;
        if (covered.add(configuration)) {
          int[] there = helped.get(from);
          if (there == null) {
            there = helped(from);
            helped.put(from, there);
          }
          for (int state : there) {
            covered.add(configuration(state, taken));
            reach(state, taken, fresh);
          }
        }
        for (int slot = 0; slot < SLOTS_MAX; slot++) {
          if (open[slot] != UNKNOWN && (taken & 1 << slot) == 0) {
            reach(step(from, open[slot]), taken | 1 << slot, fresh);
          }
        }
      }
    }

    /** Where the others lead from a state, and from there, and so on. */
    private int[] helped(int from) throws TooMuch {
      int[] found = {from};
      int size = 1;
      BitSet seen = new BitSet();
      seen.set(from);
      int unseenClosed = closed.cardinality() - (closed.get(from) ? 1 : 0);
      for (int i = 0; i < size; i++) {
        if (unseenClosed == 0 && closed.get(found[i])) {
          continue; // all that it leads to is there
        }
        steps += helping.length;
        if (steps > STEPS_MAX) {
          throw new TooMuch();
        }
        int[] row = next.get(found[i]);
        for (int call : helping) {
          int state = row[call] == UNKNOWN ? step(found[i], call) : row[call];
          if (state != REJECTED && !seen.get(state)) {
            seen.set(state);
            unseenClosed -= closed.get(state) ? 1 : 0;
            if (size == found.length) {
              found = Arrays.copyOf(found, 2 * size);
            }
            found[size++] = state;
          }
        }
      }
      closed = seen;
      return Arrays.copyOf(found, size);
    }

    private void reach(int state, int taken, Deque<Long> fresh) {
      if (state != REJECTED && reached.add(configuration(state, taken))) {
        fresh.add(configuration(state, taken));
      }
    }

    /** Goes on from where the operation with that slot has taken effect; the slot is free then. */
    private void require(int slot) {
      Set<Long> left = new HashSet<>();
      for (long configuration : reached) {
        if ((configuration & 1L << slot) != 0) {
          left.add(configuration & ~(1L << slot));
        }
      }
      reached = left;
      open[slot] = UNKNOWN;
      free.set(slot);
    }

    private static long configuration(int state, int taken) {
      return (long) state << 32 | taken;
    }
  }
}
