package org.acksiom.linearizability.delivery;

/**
 * A history that breaks the rules of its data model. The message is one line that says where, what
 * was expected, what was found.
 */
public final class BadHistoryException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final int event;

  BadHistoryException(int event, String expected, String found) {
    super("event " + event + ": expected " + expected + ", found " + found);
    this.event = event;
  }

  /** The position of the event in the history, from 0. */
  public int event() {
    return event;
  }
}
