package org.acksiom.linearizability.model;

import java.util.Objects;
import java.util.Optional;
import org.acksiom.linearizability.history.Event;
import org.acksiom.linearizability.history.Operation;

/**
 * An operation as a {@link Model} sees it: what was asked, and what was heard.
 *
 * @param function its name, such as {@code read}
 * @param argument the value that it was invoked with; may be {@code null}
 * @param isHeard whether its process heard that it took effect
 * @param result what its process heard; {@code null} also if it heard nothing
 */
public record Call(String function, Object argument, boolean isHeard, Object result) {

  /** The call of an operation; empty if it ended in {@code fail}, and so never happened. */
  static Optional<Call> of(Operation operation) {
    if (operation.outcome() == Event.Type.FAIL) {
      return Optional.empty();
    }
    boolean heard = operation.outcome() == Event.Type.OK;
    return Optional.of(
        new Call(
            operation.function(), operation.argument(), heard, heard ? operation.result() : null));
  }

  /** Whether it may have returned that value: it did, or nobody heard what it returned. */
  public boolean mayReturn(Object value) {
    return !isHeard
        || Objects.equals(
            result, value instanceof Integer number ? (Object) number.longValue() : value);
  }
}
