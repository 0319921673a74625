package org.acksiom.kafka.workload;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.acksiom.linearizability.delivery.Stored;
import org.acksiom.specs.Preset;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;

/** Reads the final log of partitions in which nothing is in flight any more. */
public final class FinalReader implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final byte[] END = Payload.of("end");

  private final KafkaProducer<byte[], byte[]> producer;
  private final KafkaConsumer<byte[], byte[]> consumer;

  public FinalReader(ClientProperties properties) {
    producer = new KafkaProducer<>(properties.producer(Preset.IDEMPOTENT_DURABLE.settings()));
    consumer = new KafkaConsumer<>(properties.consumer());
  }

  /**
   * Appends a record that marks the end and reads everything before it. The mark is acknowledged by
   * the whole ISR, and a follower has a record only with all before it: whatever was in the
   * leader's log is committed by then.
   *
   * @throws IOException if the mark is not written or not reached within 30 seconds
   */
  public List<Stored> read(TopicPartition partition) throws IOException, InterruptedException {
    long end = mark(partition);
    consumer.assign(List.of(partition));
    consumer.seekToBeginning(List.of(partition));
    long deadline = System.nanoTime() + LIMIT.toNanos();
    List<Stored> log = new ArrayList<>();
    while (consumer.position(partition, LIMIT) <= end) {
      if (System.nanoTime() > deadline) {
        throw new IOException(
            "final read of "
                + partition
                + ": expected to reach offset "
                + end
                + " within "
                + LIMIT.toSeconds()
                + " s, found the reader at "
                + consumer.position(partition));
      }
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
        if (record.offset() < end) {
          log.add(new Stored(record.offset(), Payload.record(record.value())));
        }
      }
    }
    return log;
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
    consumer.close();
  }

  private long mark(TopicPartition partition) throws IOException, InterruptedException {
    ProducerRecord<byte[], byte[]> mark =
        new ProducerRecord<>(partition.topic(), partition.partition(), null, END);
    try {
      RecordMetadata written = producer.send(mark).get();
      if (!written.hasOffset()) {
        throw new IOException(
            "final read of "
                + partition
                + ": expected the offset of the mark at its end, found none");
      }
      return written.offset();
    } catch (ExecutionException e) {
      throw new IOException(
          "final read of "
              + partition
              + ": the mark at its end was not written: "
              + e.getCause().getMessage(),
          e);
    }
  }
}
