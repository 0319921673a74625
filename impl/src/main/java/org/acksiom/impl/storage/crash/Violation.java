package org.acksiom.impl.storage.crash;

/** A log broke a promise; the message says which and how. */
public final class Violation extends Exception {
  private static final long serialVersionUID = 1;

  Violation(String message) {
    super(message);
  }

  /** The same, with what led to it. */
  Violation(String story, Throwable cause) {
    super(cause.getMessage() + "; " + story, cause);
  }
}
