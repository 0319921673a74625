package org.acksiom.kafka.campaign;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.acksiom.kafka.workload.ClientProperties;
import org.acksiom.kafka.workload.Payload;
import org.acksiom.kafka.workload.Sends;
import org.acksiom.linearizability.delivery.DeliveryRecorder;
import org.acksiom.linearizability.delivery.Stored;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * The producers and consumers of a run, a thread for each, and the history that they write
 * together.
 */
final class Clients implements AutoCloseable {
  /** The reader of the final log, as a process of the history. */
  static final long READER = 0;

  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration CLOSE = Duration.ofSeconds(5);
  private static final Duration GRACE = Duration.ofSeconds(30);

  private final Plan plan;
  private final List<TopicPartition> partitions;
  private final ClientProperties properties;
  private final Strikes strikes;
  private final DeliveryRecorder recorder = new DeliveryRecorder();
  private final Sends sends = new Sends(recorder);
  private final List<KafkaProducer<byte[], byte[]>> producers = new ArrayList<>();
  private final List<Thread> sending = new ArrayList<>();
  private final List<Thread> reading = new ArrayList<>();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private volatile boolean stopped;

  /** Where consumers have read enough, once that is known. */
  private volatile Map<TopicPartition, Long> ends;

  private final AtomicInteger sent = new AtomicInteger();

  Clients(
      Plan plan, List<TopicPartition> partitions, ClientProperties properties, Strikes strikes) {
    this.plan = plan;
    this.partitions = partitions;
    this.properties = properties;
    this.strikes = strikes;
  }

  private String producerId(int number) {
    return "p" + number + "-of-" + partitions.get(0).topic();
  }

  /** Starts the consumers and then the producers, which know the topic already. */
  void start() {
    for (int number = 1; number <= plan.load().producers(); number++) {
      Map<String, Object> configuration = properties.producer(plan.settings());
      configuration.put(ProducerConfig.CLIENT_ID_CONFIG, producerId(number));
      configuration.put(
          ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, plan.load().requestTimeoutMillis());
      configuration.put(
          ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, plan.load().deliveryTimeoutMillis());
      KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(configuration);
      producers.add(producer);
      producer.partitionsFor(partitions.get(0).topic());
    }
    strikes.begin();
    long firstConsumer = (long) plan.load().producers() * plan.load().records() + 1;
    for (int i = 0; i < plan.load().consumers(); i++) {
      long process = firstConsumer + i;
      reading.add(thread("consumer-" + (i + 1), () -> read(process)));
    }
    for (int i = 0; i < producers.size(); i++) {
      int number = i + 1;
      sending.add(thread("producer-" + number, () -> send(number)));
    }
    reading.forEach(Thread::start);
    sending.forEach(Thread::start);
  }

  private Thread thread(String name, Runnable task) {
    Thread thread =
        new Thread(
            () -> {
              try {
                task.run();
              } catch (RuntimeException e) {
                failure.compareAndSet(null, e);
              }
            },
            "campaign-" + name);
    thread.setDaemon(true);
    return thread;
  }

  // ---- producers

  @SuppressWarnings("FutureReturnValueIgnored") // the callback is told all that the future knows
  private void send(int number) {
    KafkaProducer<byte[], byte[]> producer = producers.get(number - 1);
    for (int i = 0; i < plan.load().records() && !stopped; i++) {
      long process = (long) (number - 1) * plan.load().records() + i + 1;
      TopicPartition partition = partitions.get(i % partitions.size());
      String record = "p" + number + "r" + (i + 1);
      strikes.countSend();
      sends.invoked(process, "p" + number, partition.toString(), record);
      sent.incrementAndGet();
      try {
        producer.send(
            new ProducerRecord<>(
                partition.topic(), partition.partition(), null, Payload.of(record)),
            (metadata, error) -> sends.decided(process, metadata, error));
        Thread.sleep(plan.load().paceMillis());
      } catch (KafkaException e) {
        // A producer that can't go on, as after a fatal error, says so to the send as well.
        sends.decided(process, null, e);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /** Returns when all is sent. */
  void awaitSends(long deadline) throws RunFailed, InterruptedException {
    await(sending, deadline, "the producers did not send all");
  }

  /**
   * Returns when every send is decided; what is not after {@code delivery.timeout.ms} is unknown.
   */
  void awaitResults(long runDeadline) throws InterruptedException {
    long limit =
        System.nanoTime()
            + Duration.ofMillis(plan.load().deliveryTimeoutMillis()).toNanos()
            + GRACE.toNanos();
    sends.awaitResults(Math.min(limit, runDeadline));
  }

  void closeProducers() {
    for (KafkaProducer<byte[], byte[]> producer : producers) {
      producer.close(CLOSE);
    }
  }

  List<String> producerIds() {
    List<String> ids = new ArrayList<>();
    for (int number = 1; number <= plan.load().producers(); number++) {
      ids.add(producerId(number));
    }
    return ids;
  }

  // ---- consumers

  private void read(long process) {
    Map<String, Object> configuration = properties.consumer();
    configuration.put(ConsumerConfig.CLIENT_ID_CONFIG, "c" + process + "-of-" + partitions.get(0));
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(configuration)) {
      consumer.assign(partitions);
      begin(process, consumer, partitions);
      while (!stopped && !hasReadAll(consumer)) {
        try {
          write(process, consumer.poll(POLL));
        } catch (InvalidOffsetException e) {
          // The log was truncated below what was read of it: it is read anew.
          begin(process, consumer, List.copyOf(e.partitions()));
        }
      }
    }
  }

  private void begin(
      long process, KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> anew) {
    consumer.seekToBeginning(anew);
    synchronized (recorder) {
      anew.forEach(partition -> recorder.assigned(process, partition.toString()));
    }
  }

  private void write(long process, ConsumerRecords<byte[], byte[]> polled) {
    for (TopicPartition partition : polled.partitions()) {
      List<Stored> records = new ArrayList<>();
      for (ConsumerRecord<byte[], byte[]> record : polled.records(partition)) {
        records.add(new Stored(record.offset(), Payload.record(record.value())));
      }
      synchronized (recorder) {
        recorder.polled(process, partition.toString(), records);
      }
    }
  }

  private boolean hasReadAll(KafkaConsumer<byte[], byte[]> consumer) {
    Map<TopicPartition, Long> known = ends;
    return known != null
        && known.entrySet().stream()
            .allMatch(end -> consumer.position(end.getKey(), CLOSE) >= end.getValue());
  }

  /** Returns when the consumers have read up to these offsets. */
  void awaitReads(Map<TopicPartition, Long> offsets, long deadline)
      throws RunFailed, InterruptedException {
    ends = new HashMap<>(offsets);
    await(reading, deadline, "the consumers did not read all");
  }

  private void await(List<Thread> threads, long deadline, String otherwise)
      throws RunFailed, InterruptedException {
    for (Thread thread : threads) {
      thread.join(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
      if (thread.isAlive()) {
        throw new RunFailed(otherwise + " in time");
      }
    }
    Throwable thrown = failure.get();
    if (thrown != null) {
      throw new RunFailed(otherwise + ": " + thrown.getMessage(), thrown);
    }
  }

  // ---- the history

  int sent() {
    return sent.get();
  }

  /** The history; only for when all clients have ended. */
  DeliveryRecorder recorder() {
    return recorder;
  }

  @Override
  public void close() {
    stopped = true;
    sending.forEach(Thread::interrupt);
    producers.forEach(producer -> producer.close(Duration.ZERO));
    List<Thread> threads = new ArrayList<>(sending);
    threads.addAll(reading);
    for (Thread thread : threads) {
      try {
        thread.join(CLOSE.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
