package org.acksiom.kafka.replay;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.acksiom.kafka.workload.Payload;
import org.acksiom.linearizability.delivery.DeliveryRecorder;
import org.acksiom.linearizability.delivery.Stored;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * The real consumer, which reads when a schedule says so. It begins at the beginning; of what it
 * has read and what is no more it goes on where the logs part, as a consumer does that resets its
 * offset by itself (KIP-320).
 */
final class ScheduledConsumer implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(20);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final TopicPartition partition;
  private final DeliveryRecorder recorder;
  private final long process;
  private final List<Stored> reads = new ArrayList<>();

  /**
   * Starts the consumer.
   *
   * @param properties of the consumer, but for how it hears of a leader and resets its offset
   * @param recorder is told of what is read under its own lock
   * @param process the consumer's number in the history
   */
  ScheduledConsumer(
      Map<String, Object> properties, String topic, DeliveryRecorder recorder, long process) {
    this.recorder = recorder;
    this.process = process;
    Map<String, Object> own = new HashMap<>(properties);
    own.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 30L);
    own.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    // A client that connects to a dead leader again and again asks nobody for another one.
    own.put(ConsumerConfig.RECONNECT_BACKOFF_MS_CONFIG, 100L);
    own.put(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500L);
    consumer = new KafkaConsumer<>(own);
    partition = new TopicPartition(topic, 0);
    consumer.assign(List.of(partition));
    consumer.seek(partition, 0);
  }

  /** Reads what is there; returns soon if there is nothing. */
  void poll() {
    List<Stored> read = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
      read.add(new Stored(record.offset(), Payload.record(record.value())));
    }
    if (!read.isEmpty()) {
      reads.addAll(read);
      synchronized (recorder) {
        recorder.polled(process, partition.topic(), read);
      }
    }
  }

  /** All that was read, in order. */
  List<Stored> reads() {
    return List.copyOf(reads);
  }

  @Override
  public void close() {
    consumer.close(CloseOptions.timeout(Duration.ZERO));
  }
}
