package org.acksiom.linearizability;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.acksiom.linearizability.model.Model;
import org.acksiom.linearizability.model.Step;

/**
 * A model's steps between numbers: each state and each class of equal calls has one, given as they
 * are met. The model is asked about each pair once.
 */
final class Transitions<S, C> {

  /** The result of a step that the model rejects. */
  static final int REJECTED = -1;

  /** For a state's number, its places in a map and a list. */
  private static final long STATE_OVERHEAD_BYTES = 96;

  private final Model<S, C> model;
  private final List<C> calls;
  private final Memory memory;
  private final List<S> states = new ArrayList<>();
  private final Map<S, Integer> numbers = new HashMap<>();
  private final LongTable known;
  private final long[] key = new long[1];

  Transitions(Model<S, C> model, List<C> calls, Memory memory) throws MemoryExhausted {
    this.model = model;
    this.calls = calls;
    this.memory = memory;
    this.known = new LongTable(1, 1, memory);
    number(model.initialState());
  }

  /**
   * The number of the state that a call leads to, or {@link #REJECTED}. The initial state's is 0.
   */
  int step(int state, int call) throws MemoryExhausted {
    key[0] = (state + 1L) << 32 | call;
    int index = known.insert(key);
    if (index >= 0) {
      return (int) known.at(index);
    }
    Step<S> step = model.step(states.get(state), calls.get(call));
    int next = step instanceof Step.Next<S> followed ? number(followed.state()) : REJECTED;
    known.put(~index, next);
    return next;
  }

  boolean isObservation(int call) {
    return model.isObservation(calls.get(call));
  }

  S state(int number) {
    return states.get(number);
  }

  /** Why the model rejects a call that {@link #step} found to be rejected. */
  String reason(int state, int call) {
    return ((Step.Rejected<S>) model.step(states.get(state), calls.get(call))).reason().get();
  }

  private int number(S state) throws MemoryExhausted {
    Integer known = numbers.get(state);
    if (known != null) {
      return known;
    }
    memory.take(STATE_OVERHEAD_BYTES + model.bytes(state));
    numbers.put(state, states.size());
    states.add(state);
    return states.size() - 1;
  }
}
