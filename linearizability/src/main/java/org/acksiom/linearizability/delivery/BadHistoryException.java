package org.acksiom.linearizability.delivery;

/**
 * A history that breaks the rules of its data model. The message is one line that says where, what
 * was expected, what was found.
 */
public final class BadHistoryException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final int event;
  private final String expected;
  private final String found;

  BadHistoryException(int event, String expected, String found) {
    super("event " + event + ": expected " + expected + ", found " + found);
    this.event = event;
    this.expected = expected;
    this.found = found;
  }

  /** The position of the event in the history, from 0. */
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
