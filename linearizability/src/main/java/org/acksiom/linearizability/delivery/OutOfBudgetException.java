package org.acksiom.linearizability.delivery;

/** Something takes more memory than it may; the message says what. */
final class OutOfBudgetException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  OutOfBudgetException(String message) {
    super(message);
  }
}
