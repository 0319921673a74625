package org.acksiom.linearizability.delivery;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Records a history and keeps the plain facts of it beside, for an oracle that reads no events. */
final class Facts {
  /** The processes from here on are consumers. */
  private static final long CONSUMERS = 1000;

  enum Result {
    ACKED,
    COMPLETED,
    FAILED,
    UNKNOWN
  }

  /** A send; the order of sends is the order of the list. */
  static final class SendFact {
    final String producer;
    final long partition;
    final long record;
    Result result = Result.UNKNOWN;
    long offset;

    SendFact(String producer, long partition, long record) {
      this.producer = producer;
      this.partition = partition;
      this.record = record;
    }
  }

  /**
   * A read of one record; {@code seeks} counts how often the consumer's position was chosen anew
   * before.
   */
  record ReadFact(long consumer, long partition, Stored place, int seeks) {}

  /** An ack or a read, in the order of the history; those of one event by offset and send. */
  record Seen(long partition, Stored place) {}

  final List<SendFact> sends = new ArrayList<>();
  final List<ReadFact> reads = new ArrayList<>();
  final List<Seen> seen = new ArrayList<>();
  final Map<Long, List<Stored>> finalReads = new HashMap<>();
  final DeliveryRecorder recorder = new DeliveryRecorder();
  private final Map<List<Long>, Integer> seeks = new HashMap<>();

  /** Invokes a send; its index is its process. */
  int send(String producer, long partition, long record) {
    recorder.sendInvoked(sends.size(), producer, partition, record);
    sends.add(new SendFact(producer, partition, record));
    return sends.size() - 1;
  }

  void tell(int send, Result result, long offset) {
    SendFact fact = sends.get(send);
    fact.result = result;
    switch (result) {
      case ACKED -> {
        recorder.acked(send, offset);
        fact.offset = offset;
        seen.add(new Seen(fact.partition, new Stored(offset, fact.record)));
      }
      case COMPLETED -> recorder.completed(send);
      case FAILED -> recorder.failed(send, "error");
      case UNKNOWN -> recorder.unknown(send, "crashed");
    }
  }

  void polled(long consumer, long partition, List<Stored> places) {
    recorder.polled(CONSUMERS + consumer, partition, places);
    int epoch = seeks.getOrDefault(List.of(consumer, partition), 0);
    for (Stored place : places) {
      reads.add(new ReadFact(consumer, partition, place, epoch));
    }
    places.stream()
        .sorted(Comparator.comparing(Stored::offset).thenComparing(place -> (Long) place.record()))
        .forEach(place -> seen.add(new Seen(partition, place)));
  }

  void assigned(long consumer, long partition) {
    recorder.assigned(CONSUMERS + consumer, partition);
    seeks.merge(List.of(consumer, partition), 1, Integer::sum);
  }

  void finalRead(long partition, List<Stored> log) {
    recorder.finalRead(CONSUMERS, partition, log);
    finalReads.put(partition, log);
    log.forEach(place -> seen.add(new Seen(partition, place)));
  }
}
