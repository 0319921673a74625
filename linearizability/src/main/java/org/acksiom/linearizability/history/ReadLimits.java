package org.acksiom.linearizability.history;

/**
 * How much a reader takes on, so that no input can exhaust the memory: one token, the nesting of
 * values, and the whole. Lines may be of any length.
 *
 * @param tokenCharsMax the longest string, number or name, in characters
 * @param nestingMax the deepest nesting of collections, tags and discards; at most 1,000, so that
 *     no stack overflows
 * @param memoryBytesMax the most that the events may take in memory, by a cautious estimate
 */
public record ReadLimits(int tokenCharsMax, int nestingMax, long memoryBytesMax) {

  /** Refuses limits that limit nothing. */
  public ReadLimits {
    if (tokenCharsMax < 1 || nestingMax < 1 || memoryBytesMax < 1) {
      throw new IllegalArgumentException("limits must be positive");
    }
    if (nestingMax > 1_000) {
      throw new IllegalArgumentException("nestingMax must be at most 1000, not " + nestingMax);
    }
  }

  /**
   * The usual limits, for a history that may take the given number of bytes.
   *
   * @param memoryBytesMax what the events may take, in bytes
   */
  public static ReadLimits ofMemory(long memoryBytesMax) {
    return new ReadLimits(1 << 20, 256, memoryBytesMax);
  }
}
