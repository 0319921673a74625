package org.acksiom.modelcheck;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * A counterexample: a behaviour from an initial state on.
 *
 * @param states at least one, numbered from 1 without gaps, all with the same variables
 * @param loop for a liveness counterexample, the number of the state to which the behaviour returns
 *     for ever after its last state; the last state's own number means that it stutters there
 */
public record Trace(List<TraceState> states, OptionalInt loop) {

  /**
   * @throws IllegalArgumentException if the states are not as described
   */
  public Trace {
    states = List.copyOf(states);
    if (states.isEmpty()) {
      throw new IllegalArgumentException("expected at least one state");
    }
    for (int i = 0; i < states.size(); i++) {
      if (states.get(i).number() != i + 1) {
        throw new IllegalArgumentException(
            "expected state " + (i + 1) + ", found state " + states.get(i).number());
      }
      if (!states.get(i).variables().keySet().equals(states.get(0).variables().keySet())) {
        throw new IllegalArgumentException(
            "expected the same variables in every state, found others in state " + (i + 1));
      }
    }
    if (loop.isPresent() && (loop.getAsInt() < 1 || loop.getAsInt() > states.size())) {
      throw new IllegalArgumentException(
          "expected a loop to a state up to " + states.size() + ", found " + loop.getAsInt());
    }
  }

  /** How many states there are; one more than the steps. */
  public int length() {
    return states.size();
  }

  /** The state in which a behaviour that does not loop ends. */
  public TraceState last() {
    return states.get(states.size() - 1);
  }

  /** As TLC prints it, so that {@link TraceReader} reads it back. */
  @Override
  public String toString() {
    String text = states.stream().map(TraceState::toString).collect(Collectors.joining("\n\n"));
    if (loop.isEmpty()) {
      return text;
    }
    return text
        + "\n\n"
        + (loop.getAsInt() == states.size()
            ? "State " + (states.size() + 1) + ": Stuttering"
            : "Back to state " + loop.getAsInt());
  }
}
