package org.acksiom.kafka.workload;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import org.acksiom.kafka.proxy.FrameRule;
import org.acksiom.linearizability.delivery.DeliveryChecker;
import org.acksiom.linearizability.delivery.DeliveryRecorder;
import org.acksiom.linearizability.history.Event;
import org.acksiom.specs.DeliverySettings;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.utils.internals.AppInfoParser;

/**
 * A real Kafka cluster on which scenarios are run one after another, each on a topic of its own
 * with one partition that every broker replicates. Not thread-safe.
 */
public final class Torture implements AutoCloseable {
  /**
   * The consumer that reads the final log, as a process of the history: no send has this number.
   */
  static final long READER = 0;

  static final Duration RESULTS_LIMIT = Duration.ofSeconds(30);
  private static final Duration TOPIC_LIMIT = Duration.ofSeconds(30);
  private static final Duration TOPIC_PAUSE = Duration.ofMillis(10);

  private final int brokers;
  private final Resources resources = new Resources();
  private final ProxiedCluster cluster;
  private final ClientProperties properties;
  private final Admin admin;
  private final FinalReader reader;
  private int runs;

  /**
   * Starts the cluster.
   *
   * @param directory an existing directory for the brokers' data, which {@link #close} deletes
   *     again
   * @param brokers how many, 1 to 9
   * @throws IllegalArgumentException if {@code brokers} is outside its range
   * @throws org.acksiom.kafka.cluster.ClusterException if Kafka does not start
   * @throws IOException if a port or a file is not to be had
   */
  public Torture(Path directory, int brokers) throws IOException {
    this.brokers = brokers;
    this.cluster = resources.add(new ProxiedCluster(directory, brokers));
    this.properties = new ClientProperties(cluster.bootstrapServers());
    try {
      this.admin = resources.add(Admin.create(properties.any()));
      this.reader = resources.add(new FinalReader(properties));
    } catch (RuntimeException e) {
      resources.closeAfter(e);
      throw e;
    }
  }

  /** The version of Kafka that is on the class path, such as {@code 4.4.0}. */
  public static String kafkaVersion() {
    return AppInfoParser.getVersion();
  }

  /**
   * Runs one scenario: sends the records while the fault happens, heals the network, reads the
   * final log and judges. Takes some tenths of a second.
   *
   * @param records how many records the producer sends, at least {@code settings.maxInFlight()}
   * @param random which of the requests the fault meets
   * @throws IllegalArgumentException if there are too few records, or fewer brokers than {@code
   *     min.insync.replicas}
   * @throws IOException if Kafka fails in a way that no fault explains, such as a final log that
   *     can't be read
   * @throws InterruptedException if the thread is interrupted
   */
  public Observation run(DeliverySettings settings, Scenario scenario, int records, Random random)
      throws IOException, InterruptedException {
    FrameRule rule = scenario.rule(settings, records, random);
    if (brokers < settings.minInsyncReplicas()) {
      throw new IllegalArgumentException(
          "min.insync.replicas: expected at most "
              + brokers
              + " (the brokers), found "
              + settings.minInsyncReplicas());
    }
    TopicPartition partition = createTopic(settings, scenario);
    CountedFaults faults = new CountedFaults(rule);
    DeliveryRecorder recorder = new DeliveryRecorder();
    cluster.obey(faults);
    try {
      produce(settings, partition, records, recorder);
      // With acks=0 a send is complete before the network has seen it: the fault may be to come.
      cluster.awaitEnd(producerId(partition));
    } finally {
      cluster.heal();
    }
    recorder.finalRead(READER, partition.toString(), reader.read(partition));
    List<Event> history = List.copyOf(recorder.events());
    return new Observation(scenario, faults.count(), history, new DeliveryChecker().check(history));
  }

  /**
   * Stops the cluster and deletes its data. May be called by another thread than the one whose run
   * is under way, which then fails.
   *
   * @throws IOException if a part of it can't be released
   */
  @Override
  public void close() throws IOException {
    resources.close();
  }

  private void produce(
      DeliverySettings settings, TopicPartition partition, int records, DeliveryRecorder recorder)
      throws InterruptedException {
    Map<String, Object> configuration = properties.producer(settings);
    configuration.put(ProducerConfig.CLIENT_ID_CONFIG, producerId(partition));
    Producer<byte[], byte[]> producer = new KafkaProducer<>(configuration);
    try {
      new ProducerWorkload(producer, partition, recorder).run(records, RESULTS_LIMIT);
    } finally {
      producer.close(Duration.ZERO);
    }
  }

  /** By this the network tells the producer of one run from all other clients. */
  private static String producerId(TopicPartition partition) {
    return "producer-of-" + partition.topic();
  }

  private TopicPartition createTopic(DeliverySettings settings, Scenario scenario)
      throws IOException, InterruptedException {
    TopicPartition partition = new TopicPartition(scenario.id() + "-" + ++runs, 0);
    NewTopic topic =
        new NewTopic(partition.topic(), 1, (short) brokers)
            .configs(ClientProperties.topic(settings));
    try {
      admin.createTopics(List.of(topic)).all().get();
      awaitLeader(admin, partition);
      return partition;
    } catch (ExecutionException e) {
      throw new IOException(
          "creation of topic " + partition.topic() + ": " + e.getCause().getMessage(), e);
    }
  }

  /**
   * Returns when the partition's leader serves it, for with retries=0 a send would fail until then.
   */
  static void awaitLeader(Admin admin, TopicPartition partition)
      throws ExecutionException, InterruptedException {
    long deadline = System.nanoTime() + TOPIC_LIMIT.toNanos();
    while (true) {
      try {
        admin.listOffsets(Map.of(partition, OffsetSpec.latest())).all().get();
        return;
      } catch (ExecutionException e) {
        // Not every broker hears of a new topic at once, and this error is final for the client.
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)
            || System.nanoTime() > deadline) {
          throw e;
        }
        Thread.sleep(TOPIC_PAUSE.toMillis());
      }
    }
  }
}
