package org.acksiom.linearizability;

/** The search may not remember any more. */
final class MemoryExhausted extends Exception {
  private static final long serialVersionUID = 1L;

  /** The reason that is told. */
  static final String REASON = new MemoryExhausted().getMessage();

  MemoryExhausted() {
    super("the memory limit was reached", null, false, false);
  }
}
