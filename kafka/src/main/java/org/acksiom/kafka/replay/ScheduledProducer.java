package org.acksiom.kafka.replay;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import org.acksiom.kafka.workload.InnerProducer;
import org.acksiom.kafka.workload.Payload;
import org.acksiom.kafka.workload.Sends;
import org.acksiom.linearizability.delivery.DeliveryRecorder;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.utils.Time;

/**
 * The real producer, whose time elapses when a schedule says so. It writes down what it is told.
 */
final class ScheduledProducer implements AutoCloseable {
  /** Before and after a send, so that time-outs elapse one after the other. */
  private static final long BETWEEN_SENDS_MILLIS = 10_000;

  private static final long DELIVERY_TIMEOUT_MILLIS = 3_600_000;
  private static final String NAME = "producer";

  private final ShiftedTime time = new ShiftedTime();
  private final Producer<byte[], byte[]> producer;
  private final String topic;
  private final Sends sends;
  private final Map<Integer, Long> created = new HashMap<>();

  /** By record; results come on the producer's I/O thread. */
  private final Map<Integer, Told> told = new ConcurrentSkipListMap<>();

  /**
   * What the application was told of a record.
   *
   * @param offset where it stands, or -1
   * @param error the error's name, or {@code null}
   */
  record Told(long offset, String error) {}

  /**
   * Starts the producer.
   *
   * @param properties of the producer, but for its time-outs
   * @param recorder is told of everything under its own lock
   */
  ScheduledProducer(Map<String, Object> properties, String topic, DeliveryRecorder recorder) {
    this.topic = topic;
    this.sends = new Sends(recorder);
    Map<String, Object> own = new HashMap<>(properties);
    own.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) DELIVERY_TIMEOUT_MILLIS);
    own.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) DELIVERY_TIMEOUT_MILLIS);
    own.put(ProducerConfig.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT_MILLIS);
    own.put(ProducerConfig.SOCKET_CONNECTION_SETUP_TIMEOUT_MAX_MS_CONFIG, DELIVERY_TIMEOUT_MILLIS);
    own.put(ProducerConfig.CONNECTIONS_MAX_IDLE_MS_CONFIG, -1L);
    own.put(ProducerConfig.METADATA_MAX_AGE_CONFIG, 30L);
    own.put(ProducerConfig.METADATA_MAX_IDLE_CONFIG, 10 * DELIVERY_TIMEOUT_MILLIS);
    own.put(CommonClientConfigs.METADATA_RECOVERY_STRATEGY_CONFIG, "none");
    this.producer = InnerProducer.with(new ProducerConfig(own), time);
  }

  /** Sends something to another topic, to have a connection to its leader and an id. */
  void warmUp(String otherTopic) throws InterruptedException {
    try {
      producer.send(new ProducerRecord<>(otherTopic, 0, null, Payload.of("warm"))).get();
      producer.partitionsFor(topic);
    } catch (ExecutionException e) {
      throw new IllegalStateException("the first record was not written", e.getCause());
    }
  }

  /** Whether that record was given to the producer. */
  boolean hasSent(int record) {
    return created.containsKey(record);
  }

  /**
   * Gives a record to the producer, which sends it when it can. Its timestamp is of the brokers'
   * time: they refuse one that is an hour ahead.
   */
  @SuppressWarnings("FutureReturnValueIgnored") // the callback is told all that the future knows
  void send(int record) {
    time.advance(BETWEEN_SENDS_MILLIS);
    sends.invoked(record, NAME, topic, Records.name(record));
    producer.send(
        new ProducerRecord<>(
            topic, 0, Time.SYSTEM.milliseconds(), null, Payload.of(Records.name(record))),
        (metadata, error) -> decided(record, metadata, error));
    created.put(record, time.milliseconds());
    time.advance(BETWEEN_SENDS_MILLIS);
  }

  /** {@code delivery.timeout.ms} elapses for a record, and for those that were sent before it. */
  void elapse(int record) {
    long end = created.get(record) + DELIVERY_TIMEOUT_MILLIS + 1_000;
    time.advance(Math.max(0, end - time.milliseconds()));
  }

  private void decided(int record, RecordMetadata metadata, Exception error) {
    if (sends.decided(record, metadata, error)) {
      told.put(
          record,
          error == null
              ? new Told(metadata.hasOffset() ? metadata.offset() : -1, null)
              : new Told(-1, error.getClass().getSimpleName()));
    }
  }

  /** What was told, by record. */
  Map<Integer, Told> told() {
    return new TreeMap<>(told);
  }

  /** Ends the producer, whatever it still wants; what is undecided stays unknown. */
  @Override
  public void close() {
    sends.end("no result");
    producer.close(Duration.ZERO);
  }
}
