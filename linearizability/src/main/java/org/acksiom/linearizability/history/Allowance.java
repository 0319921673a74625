package org.acksiom.linearizability.history;

/**
 * The memory that what is read may still take. The costs are those of a 64-bit JVM with compressed
 * references, rounded up: the aim is to stop long before the heap is full, not to count its bytes.
 */
final class Allowance {

  static final int SCALAR = 24;
  static final int ELEMENT = 8;
  static final int COLLECTION = 80;
  static final int MAP_ENTRY = 48;

  /** An event, its share of an operation, and its place in the lists and the positions. */
  static final int EVENT = 120;

  private final long total;
  private long left;

  Allowance(long bytes) {
    this.total = bytes;
    this.left = bytes;
  }

  static int string(int length) {
    return 48 + 2 * length;
  }

  long left() {
    return left;
  }

  /** Gives back what was taken since {@code left} was the rest: its value is not kept. */
  void backTo(long left) {
    this.left = left;
  }

  /** Takes so many bytes; where the text stands, nothing more fits. */
  void take(long bytes, Utf8Text text) throws HistoryFormatException {
    left -= bytes;
    if (left < 0) {
      throw text.wrong("a history that fits into " + total + " bytes of memory", "more");
    }
  }
}
