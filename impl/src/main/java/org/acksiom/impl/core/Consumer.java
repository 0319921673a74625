package org.acksiom.impl.core;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A consumer of the partition: it reads a leader's log in order, and never past the high watermark
 * (Kafka: {@code KafkaConsumer}, {@code SubscriptionState}).
 */
public final class Consumer {
  private final ArrayList<Read> reads;
  private int readFrom;

  /**
   * A record that was read.
   *
   * @param offset where
   * @param leaderEpoch the leader epoch under which it was appended
   * @param record which record
   */
  public record Read(int offset, int leaderEpoch, int record) {}

  /** A consumer that has read nothing. */
  public Consumer() {
    this.reads = new ArrayList<>();
  }

  private Consumer(Consumer other) {
    this.reads = new ArrayList<>(other.reads);
    this.readFrom = other.readFrom;
  }

  /** An independent consumer in the same state. */
  public Consumer copy() {
    return new Consumer(this);
  }

  /**
   * Whether that broker leads, in no older epoch than the leader that was read from before, and
   * shows something that comes next. It may be a zombie.
   */
  public boolean canRead(Broker leader) {
    return leader.leads()
        && leader.view().leaderEpoch() >= readFrom
        && validPosition(leader.log()) < leader.highWatermark();
  }

  /** Reads all that the leader shows and that comes next. */
  @SpecAction("ConsumerReads")
  public void read(Broker leader) {
    Log log = leader.log();
    for (int offset = validPosition(log); offset < leader.highWatermark(); offset++) {
      Entry entry = log.entry(offset);
      reads.add(new Read(offset, entry.leaderEpoch(), entry.record()));
    }
    readFrom = leader.view().leaderEpoch();
  }

  /**
   * Where to go on in a log: after the last record read, or, if its epoch ends before that there,
   * where the logs part, as what was read has been truncated (Kafka: {@code
   * SubscriptionState.maybeCompleteValidation}, KIP-320).
   */
  private int validPosition(Log log) {
    if (reads.isEmpty()) {
      return 0;
    }
    Read last = reads.get(reads.size() - 1);
    return Math.min(last.offset() + 1, log.endOfEpoch(last.leaderEpoch()).endOffset());
  }

  /** What was read, in order. */
  public List<Read> reads() {
    return Collections.unmodifiableList(reads);
  }

  /** The leader epoch of the leader that was read from last, 0 if none was. */
  public int readFrom() {
    return readFrom;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Consumer c && readFrom == c.readFrom && reads.equals(c.reads);
  }

  @Override
  public int hashCode() {
    return 31 * reads.hashCode() + readFrom;
  }
}
