package org.acksiom.linearizability;

/** The bytes that a search may still remember. */
final class Memory {

  private long left;

  Memory(long bytes) {
    this.left = bytes;
  }

  void take(long bytes) throws MemoryExhausted {
    if (bytes > left) {
      throw new MemoryExhausted();
    }
    left -= bytes;
  }

  void giveBack(long bytes) {
    left += bytes;
  }
}
