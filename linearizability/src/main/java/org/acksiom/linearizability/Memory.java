package org.acksiom.linearizability;

/** The bytes that a search may still remember. */
final class Memory {

  private long total;
  private long left;

  Memory(long bytes) {
    this.total = bytes;
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

  long total() {
    return total;
  }

  long left() {
    return left;
  }

  long taken() {
    return total - left;
  }

  /** From now on there are so many in all. */
  void limit(long bytes) {
    left += bytes - total;
    total = bytes;
  }
}
