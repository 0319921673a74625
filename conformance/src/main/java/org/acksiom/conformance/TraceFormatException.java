package org.acksiom.conformance;

/**
 * A file is not an action trace; the message is one line that says where, what was expected and
 * what was found.
 */
public final class TraceFormatException extends Exception {
  private static final long serialVersionUID = 1L;

  TraceFormatException(String message) {
    super(message);
  }
}
