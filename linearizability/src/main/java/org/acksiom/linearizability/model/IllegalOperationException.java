package org.acksiom.linearizability.model;

import org.acksiom.linearizability.history.Edn;
import org.acksiom.linearizability.history.Operation;

/** A model has no such operation: it has an unknown function, or a value of the wrong kind. */
public final class IllegalOperationException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final int event;
  private final String expected;
  private final String found;

  private IllegalOperationException(int event, String expected, String found) {
    super("event " + event + ": expected " + expected + ", found " + found);
    this.event = event;
    this.expected = expected;
    this.found = found;
  }

  /** The invocation is wrong. */
  static IllegalOperationException invoked(Operation operation, String expected, Object found) {
    return new IllegalOperationException(operation.invokedAt(), expected, Edn.print(found));
  }

  /** The completion is wrong. */
  static IllegalOperationException completed(Operation operation, String expected, Object found) {
    return new IllegalOperationException(operation.completedAt(), expected, Edn.print(found));
  }

  /** The model knows only the functions listed in {@code known}. */
  static IllegalOperationException unknown(Operation operation, String known) {
    return new IllegalOperationException(
        operation.invokedAt(), ":f of " + known, ":" + operation.function());
  }

  /** The index of the event that is wrong. */
  public int event() {
    return event;
  }

  /** What would have been right. */
  public String expected() {
    return expected;
  }

  /** What was there. */
  public String found() {
    return found;
  }
}
