package org.acksiom.impl.storage;

/**
 * When a log is flushed without being asked (Kafka: {@code log.flush.interval.messages}, whose
 * default is never).
 *
 * @param interval how many entries may be unflushed after an append, plus one: 1 or more
 */
public record FlushPolicy(int interval) {
  /** Each append is flushed before it returns: what is acknowledged is on the disk. */
  public static final FlushPolicy EACH_APPEND = new FlushPolicy(1);

  /** Only {@link SegmentedLog#flush()} and a full segment flush: Kafka's default. */
  public static final FlushPolicy WHEN_ASKED = new FlushPolicy(Integer.MAX_VALUE);

  /**
   * Any interval.
   *
   * @throws IllegalArgumentException if it is below 1
   */
  public FlushPolicy {
    if (interval < 1) {
      throw new IllegalArgumentException(
          "expected a flush interval of 1 entry or more, found " + interval);
    }
  }

  /** Whether so many unflushed entries are too many. */
  boolean isDue(int unflushed) {
    return unflushed >= interval;
  }
}
