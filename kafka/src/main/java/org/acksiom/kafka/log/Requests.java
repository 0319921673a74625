package org.acksiom.kafka.log;

import static org.acksiom.impl.core.Entry.NO_SEQUENCE;

import java.util.Optional;
import org.acksiom.impl.core.Entry;
import org.acksiom.impl.core.Log;
import org.acksiom.impl.core.ProduceRequest;

/** Requests of a producer of whom is known what a log has of it. Each has a record of its own. */
final class Requests {
  private static final int FIRST_EPOCH = 1;

  private int nextRecord;

  ProduceRequest request(int epoch, int sequence) {
    return new ProduceRequest(nextRecord++, epoch, sequence);
  }

  ProduceRequest plain() {
    return request(0, NO_SEQUENCE);
  }

  /** So many sequences behind the newest record, from 1; counted from 0 if there is none. */
  ProduceRequest following(Log log, int by) {
    return newest(log)
        .map(entry -> request(entry.producerEpoch(), advanced(entry.sequence(), by)))
        .orElseGet(() -> request(FIRST_EPOCH, by - 1));
  }

  ProduceRequest repeating(Log log) {
    return following(log, newest(log).isPresent() ? 0 : 1);
  }

  /** Without a record before it a gap begins so far up that two more come to the end of numbers. */
  ProduceRequest leavingOutOne(Log log) {
    return newest(log).isPresent()
        ? following(log, 2)
        : request(FIRST_EPOCH, Integer.MAX_VALUE - 1);
  }

  ProduceRequest underEpochBefore(Log log) {
    ProduceRequest next = following(log, 1);
    return new ProduceRequest(
        next.record(), Math.max(0, next.producerEpoch() - 1), next.sequence());
  }

  ProduceRequest underNextEpoch(Log log) {
    return request(newest(log).map(Entry::producerEpoch).orElse(FIRST_EPOCH) + 1, 0);
  }

  /** The newest record of the producer. */
  static Optional<Entry> newest(Log log) {
    for (int offset = log.endOffset() - 1; offset >= 0; offset--) {
      Entry entry = log.entry(offset);
      if (entry.sequence() != NO_SEQUENCE) {
        return Optional.of(entry);
      }
    }
    return Optional.empty();
  }

  /** After the largest sequence comes 0 (Kafka: {@code DefaultRecordBatch.incrementSequence}). */
  static int advanced(int sequence, int by) {
    return (sequence + by) & Integer.MAX_VALUE;
  }
}
