package org.acksiom.impl.core;

import java.util.ArrayList;
import java.util.List;

/**
 * What a log says of the producer: its last epoch and the last five batches in it, by which a retry
 * is recognised and a gap refused (Kafka: {@code ProducerStateManager}, {@code
 * ProducerStateEntry}). It is a function of the log, so a new leader has it by reading its own.
 */
final class ProducerState {
  private static final int CACHED_BATCHES = 5;

  private final Log log;

  /** Offsets of the cached batches, newest first; all of one producer epoch. */
  private final List<Integer> cached;

  private ProducerState(Log log, List<Integer> cached) {
    this.log = log;
    this.cached = cached;
  }

  static ProducerState of(Log log) {
    List<Integer> cached = new ArrayList<>(CACHED_BATCHES);
    for (int offset = log.endOffset() - 1;
        offset >= 0 && cached.size() < CACHED_BATCHES;
        offset--) {
      Entry entry = log.entry(offset);
      if (entry.sequence() == Entry.NO_SEQUENCE) {
        continue;
      }
      if (!cached.isEmpty() && entry.producerEpoch() != log.entry(cached.get(0)).producerEpoch()) {
        break;
      }
      cached.add(offset);
    }
    return new ProducerState(log, cached);
  }

  /**
   * The offset of the cached batch that the request repeats, or {@link ProduceResponse#NO_OFFSET}.
   */
  int offsetOfDuplicate(ProduceRequest request) {
    int found = ProduceResponse.NO_OFFSET;
    for (int offset : cached) {
      Entry entry = log.entry(offset);
      if (entry.producerEpoch() == request.producerEpoch()
          && entry.sequence() == request.sequence()) {
        found = offset;
      }
    }
    return found;
  }

  /** Why a batch that is no duplicate may not follow; {@link ErrorCode#NONE} if it may. */
  ErrorCode check(ProduceRequest request) {
    if (cached.isEmpty()) {
      return ErrorCode.NONE;
    }
    Entry last = log.entry(cached.get(0));
    if (request.producerEpoch() < last.producerEpoch()) {
      return ErrorCode.INVALID_PRODUCER_EPOCH;
    }
    int expected = request.producerEpoch() > last.producerEpoch() ? 0 : after(last.sequence());
    return request.sequence() == expected ? ErrorCode.NONE : ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER;
  }

  /** After the largest sequence comes 0 (Kafka: {@code ProducerAppendInfo.inSequence}). */
  private static int after(int sequence) {
    return sequence == Integer.MAX_VALUE ? 0 : sequence + 1;
  }
}
