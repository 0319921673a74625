package org.acksiom.impl.simulator;

import java.util.List;
import org.acksiom.impl.core.Consumer;
import org.acksiom.impl.core.Producer;
import org.acksiom.impl.core.Result;
import org.acksiom.linearizability.delivery.DeliveryRecorder;
import org.acksiom.linearizability.delivery.Stored;
import org.acksiom.linearizability.history.Event;

/**
 * Writes down what the clients of a simulated cluster see: what was sent, what the producer was
 * told, what the consumer reads meanwhile, and what one reads at the end. It knows nothing else of
 * the cluster, so that the history checkers judge it as they would judge a history of real Kafka.
 */
public final class HistoryRecorder implements Schedule.Observer {
  private static final String PRODUCER = "producer";
  private static final int PARTITION = 0;

  private final DeliveryRecorder recorder = new DeliveryRecorder();
  private Result[] told = {};
  private int readSoFar;

  /** A component is another object once it has changed. */
  private Producer producer;

  /** The history of a schedule, ended by a full read if it ends settled. */
  public static List<Event> historyOf(Schedule schedule) {
    HistoryRecorder recorder = new HistoryRecorder();
    Cluster end = schedule.run(recorder);
    return recorder.ended(end);
  }

  /**
   * The sends of all records, in their order: each is under way on its own, so each is a process of
   * its own.
   */
  @Override
  public void begun(Cluster initial) {
    producer = initial.producer();
    told = new Result[initial.producer().records() + 1];
    for (int record = 1; record < told.length; record++) {
      told[record] = initial.producer().result(record);
      recorder.sendInvoked(record, PRODUCER, PARTITION, (long) record);
    }
  }

  /** What the application is told, or the consumer reads, by this event. */
  @Override
  @SuppressWarnings("ReferenceEquality") // a cluster never changes a component that was seen
  public void happened(org.acksiom.impl.simulator.Event event, Cluster after) {
    if (after.producer() != producer) {
      producer = after.producer();
      tell(event);
    }
    List<Consumer.Read> reads = after.consumer().reads();
    if (reads.size() > readSoFar) {
      recorder.polled(consumer(), PARTITION, stored(reads.subList(readSoFar, reads.size())));
      readSoFar = reads.size();
    }
  }

  private void tell(org.acksiom.impl.simulator.Event event) {
    for (int record = 1; record < told.length; record++) {
      Result result = producer.result(record);
      if (!result.equals(told[record])) {
        told[record] = result;
        switch (result.outcome()) {
          case ACKED -> recorder.acked(record, result.offset());
          case COMPLETED -> recorder.completed(record);
          case FAILED -> recorder.failed(record, event.action().specName());
          case UNKNOWN ->
              throw new IllegalStateException("a result was taken back: record " + record);
        }
      }
    }
  }

  /** The consumer is a process of its own, as is each send. */
  private long consumer() {
    return told.length;
  }

  private static List<Stored> stored(List<Consumer.Read> reads) {
    return reads.stream().map(read -> new Stored(read.offset(), (long) read.record())).toList();
  }

  /**
   * Ends the history: sends without an answer stay unknown, and if the cluster is settled another
   * consumer reads it all.
   */
  public List<Event> ended(Cluster end) {
    for (int record = 1; record < told.length; record++) {
      if (told[record].outcome() == Result.Outcome.UNKNOWN) {
        recorder.unknown(record, "no answer");
      }
    }
    if (end.isSettled()) {
      recorder.finalRead(consumer() + 1, PARTITION, stored(end.finalLog()));
    }
    return recorder.events();
  }
}
