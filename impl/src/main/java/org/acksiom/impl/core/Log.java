package org.acksiom.impl.core;

import java.util.List;

/**
 * What a replica needs of its log of one partition: entries by offset, with the leader epoch of
 * each, and how much of them outlives a crash (Kafka: {@code UnifiedLog} and its {@code
 * LeaderEpochFileCache}).
 *
 * <p>A log is used like a value: whoever appends or truncates goes on with the log that is
 * returned, and forgets the one before. So a log in memory may answer with another log and share
 * what they have in common, as the explorer needs it, and a log on a disk with itself, once the
 * disk has it.
 *
 * <p>A crash leaves a prefix of the log that has at least {@link #flushPoint()} entries. That is
 * the action {@code BrokerCrashes(b, n)} of the specification, which loses the last {@code n}.
 *
 * <p>A log that can not do what is asked throws an unchecked exception, and does so from then on:
 * its broker has to crash, having answered nothing (Kafka: a log directory that is offline, {@code
 * KAFKA_STORAGE_ERROR}).
 */
public interface Log {

  /** The offset that the next entry gets; also the number of entries. */
  int endOffset();

  /** How many entries, from the first, no crash can lose; 0 to {@link #endOffset()}. */
  int flushPoint();

  /** The entry at an offset from 0 to below {@link #endOffset()}. */
  Entry entry(int offset);

  /** The entries from an offset on, oldest first. */
  List<Entry> from(int offset);

  /** The epoch of the last entry, or -1 if there is none. */
  int lastEpoch();

  /**
   * Where the largest epoch ends that the log has and that is not above {@code epoch} (Kafka:
   * {@code LeaderEpochFileCache.endOffsetFor}, KIP-101, KIP-279). If there is no such epoch, the
   * answer is epoch -1, ending at 0.
   */
  EpochEnd endOfEpoch(int epoch);

  /** The log with one more entry at its end. */
  default Log append(Entry entry) {
    return appendAll(List.of(entry));
  }

  /** The log with more entries at its end. */
  Log appendAll(List<Entry> more);

  /** The log up to an offset; all of it if it ends before. */
  Log truncatedTo(int endOffset);
}
