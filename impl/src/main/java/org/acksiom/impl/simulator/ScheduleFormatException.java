package org.acksiom.impl.simulator;

/**
 * A file is not a schedule; the message is one line that says where, what was expected and what was
 * found.
 */
public final class ScheduleFormatException extends Exception {
  private static final long serialVersionUID = 1L;

  ScheduleFormatException(String message) {
    super(message);
  }
}
