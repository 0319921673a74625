package org.acksiom.linearizability;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.acksiom.linearizability.model.SequentialModel;
import org.acksiom.linearizability.model.Step;

/**
 * A model's steps between numbers: each state and each class of equal calls has one, given as they
 * are met. The model is asked about each pair once.
 */
final class Transitions<S, C> {

  /** The result of a step that the model rejects. */
  static final int REJECTED = -1;

  private static final int UNKNOWN = -2;

  /** For a state's number, its places in a map and a list. */
  private static final long STATE_OVERHEAD_BYTES = 96;

  private static final int CAPACITY_MIN = 256;
  private static final int CAPACITY_MAX = 1 << 29;

  private final SequentialModel<S, C> model;
  private final List<C> calls;
  private final Memory memory;
  private final List<S> states = new ArrayList<>();
  private final Map<S, Integer> numbers = new HashMap<>();

  // Open addressing: state and call, and where they lead.
  private long[] pairs = new long[CAPACITY_MIN];
  private int[] results = new int[CAPACITY_MIN];
  private int known;

  Transitions(SequentialModel<S, C> model, List<C> calls, Memory memory) throws MemoryExhausted {
    this.model = model;
    this.calls = calls;
    this.memory = memory;
    memory.take(12L * CAPACITY_MIN);
    Arrays.fill(results, UNKNOWN);
    number(model.initialState());
  }

  /**
   * The number of the state that a call leads to, or {@link #REJECTED}. The initial state's is 0.
   */
  int step(int state, int call) throws MemoryExhausted {
    long pair = (long) state << 32 | call;
    int index = index(pair);
    return results[index] == UNKNOWN ? learn(pair, state, call) : results[index];
  }

  /** Whether {@link #step} was asked for it. */
  boolean knows(int state, int call) {
    return results[index((long) state << 32 | call)] != UNKNOWN;
  }

  /** What {@link #step} said: for several threads at a time, while nobody asks that. */
  int known(int state, int call) {
    return results[index((long) state << 32 | call)];
  }

  private int learn(long pair, int state, int call) throws MemoryExhausted {
    Step<S> step = model.step(states.get(state), calls.get(call));
    int next = step instanceof Step.Next<S> followed ? number(followed.state()) : REJECTED;
    if (2 * (known + 1) > pairs.length) {
      grow();
    }
    int index = index(pair);
    pairs[index] = pair;
    results[index] = next;
    known++;
    return next;
  }

  private int index(long pair) {
    int index = (int) (pair * 0x9E3779B97F4A7C15L >>> 33) & (pairs.length - 1);
    while (results[index] != UNKNOWN && pairs[index] != pair) {
      index = (index + 1) & (pairs.length - 1);
    }
    return index;
  }

  private void grow() throws MemoryExhausted {
    if (pairs.length >= CAPACITY_MAX) {
      throw new MemoryExhausted();
    }
    memory.take(24L * pairs.length);
    long[] oldPairs = pairs;
    int[] oldResults = results;
    pairs = new long[2 * oldPairs.length];
    results = new int[pairs.length];
    Arrays.fill(results, UNKNOWN);
    for (int i = 0; i < oldPairs.length; i++) {
      if (oldResults[i] != UNKNOWN) {
        int index = index(oldPairs[i]);
        pairs[index] = oldPairs[i];
        results[index] = oldResults[i];
      }
    }
    memory.giveBack(12L * oldPairs.length);
  }

  S state(int number) {
    return states.get(number);
  }

  private int number(S state) throws MemoryExhausted {
    Integer numbered = numbers.get(state);
    if (numbered != null) {
      return numbered;
    }
    memory.take(STATE_OVERHEAD_BYTES + model.bytes(state));
    numbers.put(state, states.size());
    states.add(state);
    return states.size() - 1;
  }
}
