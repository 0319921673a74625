package org.acksiom.linearizability.model;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.acksiom.linearizability.history.Edn;
import org.acksiom.linearizability.history.Event;
import org.acksiom.linearizability.history.Operation;
import org.acksiom.linearizability.history.PlainData;

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

  /**
   * One of several values that it was invoked with as a list, such as the {@code from} of a {@code
   * cas}.
   *
   * @param place from 0
   * @throws IllegalArgumentException if it was invoked with no list, or a shorter one
   */
  public Object argument(int place) {
    if (argument instanceof List<?> list && place < list.size()) {
      return list.get(place);
    }
    throw new IllegalArgumentException(
        "expected a list of at least %d values as :value of :%s, found %s"
            .formatted(place + 1, function, Edn.print(argument)));
  }

  /**
   * Whether it may have returned that value: it did, or nobody heard what it returned.
   *
   * @param value what the object would return
   */
  public boolean mayReturn(Object value) {
    return !isHeard || Objects.equals(result, PlainData.of(value));
  }
}
