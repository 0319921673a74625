package org.acksiom.linearizability.delivery;

/**
 * A record at its place in a partition.
 *
 * @param offset the offset, at least 0
 * @param record the record: a plain value, as in {@link org.acksiom.linearizability.history.Event}
 */
public record Stored(long offset, Object record) {

  /**
   * Refuses negative offsets.
   *
   * @throws IllegalArgumentException if {@code offset} is negative
   */
  public Stored {
    if (offset < 0) {
      throw new IllegalArgumentException("expected an offset of at least 0, found " + offset);
    }
  }
}
