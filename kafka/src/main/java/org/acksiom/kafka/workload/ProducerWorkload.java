package org.acksiom.kafka.workload;

import java.time.Duration;
import org.acksiom.linearizability.delivery.DeliveryRecorder;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** Sends records one after another without waiting for their results, which are written down. */
final class ProducerWorkload {
  private static final String PRODUCER = "producer";

  private final Producer<byte[], byte[]> producer;
  private final TopicPartition partition;
  private final Sends sends;

  ProducerWorkload(
      Producer<byte[], byte[]> producer, TopicPartition partition, DeliveryRecorder recorder) {
    this.producer = producer;
    this.partition = partition;
    this.sends = new Sends(recorder);
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
    sends.awaitResults(System.nanoTime() + limit.toNanos());
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the callback is told all that the future knows
  private void send(long process) {
    String record = "r" + process;
    sends.invoked(process, PRODUCER, partition.toString(), record);
    producer.send(
        new ProducerRecord<>(partition.topic(), partition.partition(), null, Payload.of(record)),
        (metadata, error) -> sends.decided(process, metadata, error));
  }
}
