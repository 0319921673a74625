package org.acksiom.modelcheck;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One state of a counterexample and the action that led to it.
 *
 * @param number counted from 1
 * @param action the name of the action, as far as TLC knows it: {@link #INITIAL} for the first
 *     state, {@code Action} for a step without a name of its own
 * @param location where the action is defined; none for the first state
 * @param variables each variable's value, in the order in which TLC prints them
 */
public record TraceState(
    int number, String action, Optional<Location> location, Map<String, TlaValue> variables) {

  /** What TLC calls the step into an initial state. */
  public static final String INITIAL = "Initial predicate";

  public TraceState {
    variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
  }

  /** As TLC prints it, save that each value is on one line. */
  @Override
  public String toString() {
    StringBuilder lines = new StringBuilder("State " + number + ": <" + action);
    location.ifPresent(where -> lines.append(' ').append(where));
    lines.append('>');
    variables.forEach(
        (name, value) -> lines.append("\n/\\ ").append(name).append(" = ").append(value));
    return lines.toString();
  }
}
