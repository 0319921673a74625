package org.acksiom.linearizability;

/** The search may not remember any more. */
final class MemoryExhausted extends Exception {
  private static final long serialVersionUID = 1L;

  MemoryExhausted() {
    super("the memory limit was reached", null, false, false);
  }
}
