package org.acksiom.kafka.workload;

import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.acksiom.linearizability.delivery.DeliveryRecorder;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Sends records one after another without waiting for their results, and writes down each result
 * when the producer tells it. Results come on the producer's I/O thread, hence the lock.
 */
final class ProducerWorkload {
  private static final String PRODUCER = "producer";

  private final Producer<byte[], byte[]> producer;
  private final TopicPartition partition;
  private final DeliveryRecorder recorder;
  private final Set<Long> undecided = new TreeSet<>();

  ProducerWorkload(
      Producer<byte[], byte[]> producer, TopicPartition partition, DeliveryRecorder recorder) {
    this.producer = producer;
    this.partition = partition;
    this.recorder = recorder;
  }

  /**
   * Sends the records {@code r1}, {@code r2}, and so on, and returns when every send is decided or
   * the limit has passed; what is undecided then is recorded as unknown.
   */
  void run(int records, Duration limit) throws InterruptedException {
    // The first send would otherwise wait for the metadata, and the others would not overlap with
    // it.
    producer.partitionsFor(partition.topic());
    for (long process = 1; process <= records; process++) {
      send(process);
    }
    awaitResults(System.nanoTime() + limit.toNanos());
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the callback is told all that the future knows
  private void send(long process) {
    String record = "r" + process;
    synchronized (this) {
      recorder.sendInvoked(process, PRODUCER, partition.toString(), record);
      undecided.add(process);
    }
    producer.send(
        new ProducerRecord<>(partition.topic(), partition.partition(), null, Payload.of(record)),
        (metadata, error) -> decided(process, metadata, error));
  }

  private synchronized void decided(long process, RecordMetadata metadata, Exception error) {
    if (!undecided.remove(process)) {
      return;
    }
    if (error != null) {
      recorder.failed(process, error.getClass().getSimpleName());
    } else if (metadata.hasOffset()) {
      recorder.acked(process, metadata.offset());
    } else {
      recorder.completed(process);
    }
    notifyAll();
  }

  private synchronized void awaitResults(long deadline) throws InterruptedException {
    long left = deadline - System.nanoTime();
    while (!undecided.isEmpty() && left > 0) {
      wait(left / 1_000_000 + 1);
      left = deadline - System.nanoTime();
    }
    undecided.forEach(process -> recorder.unknown(process, "no result in time"));
    undecided.clear();
  }
}
