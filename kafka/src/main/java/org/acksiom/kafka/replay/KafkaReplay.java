package org.acksiom.kafka.replay;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.acksiom.impl.simulator.HistoryRecorder;
import org.acksiom.impl.simulator.Schedule;
import org.acksiom.kafka.cluster.ClusterException;
import org.acksiom.kafka.workload.ClientProperties;
import org.acksiom.kafka.workload.FinalReader;
import org.acksiom.linearizability.delivery.DeliveryChecker;
import org.acksiom.linearizability.delivery.DeliveryRecorder;
import org.acksiom.linearizability.delivery.DeliveryReport;
import org.acksiom.linearizability.delivery.Stored;
import org.acksiom.linearizability.history.Event;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Real Kafka as a witness of schedules: a cluster on which one schedule after the other is
 * replayed, each on a topic of its own. Not thread-safe.
 */
public final class KafkaReplay implements AutoCloseable {
  private static final String WARM = "warm";
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration TOPIC_LIMIT = Duration.ofSeconds(30);

  /** The consumer that reads the final log, as a process of the history. */
  private static final long READER = 0;

  private final Path directory;
  private final int replicas;
  private final Patience patience;
  private GatedCluster cluster;
  private Admin admin;
  private int runs;

  /**
   * What a replay came to.
   *
   * @param notFollowed where and how Kafka did otherwise than the schedule says, if it did
   * @param history what the producer was told and what was finally in the log
   * @param report what the delivery checker says of the history
   * @param simulated what it says of the same schedule on the simulated cluster
   */
  public record Outcome(
      Optional<String> notFollowed,
      List<Event> history,
      DeliveryReport report,
      DeliveryReport simulated) {}

  /**
   * Starts a cluster of one broker more than there are replicas: the one that tells how far the
   * controller is.
   *
   * @param directory an existing directory for the brokers' data, left as it was by {@link #close}
   * @param replicas of the partition, 1 to 8
   * @throws org.acksiom.kafka.cluster.ClusterException if Kafka does not start
   * @throws IOException if a port or a file is not to be had
   */
  public KafkaReplay(Path directory, int replicas) throws IOException {
    this(directory, replicas, PATIENCE);
  }

  /** The same with another limit for each event. */
  KafkaReplay(Path directory, int replicas, Duration patience) throws IOException {
    this.directory = directory;
    this.replicas = replicas;
    this.patience = new Patience(patience);
    start();
  }

  private void start() throws IOException {
    cluster = new GatedCluster(directory, replicas + 1);
    try {
      admin = Admin.create(new ClientProperties(cluster.bootstrapServer(replicas + 1)).any());
      create(WARM, Map.of(0, List.of(replicas + 1)), Map.of());
    } catch (RuntimeException | IOException e) {
      closeAfter(e);
      throw e;
    } catch (InterruptedException e) {
      closeAfter(e);
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while Kafka starts", e);
    }
  }

  /**
   * Replays a schedule and reads the final log, whether Kafka has followed it or not: all that was
   * held passes then, and brokers that are down come back.
   *
   * @param schedule with as many replicas as the cluster was made for
   * @throws IllegalArgumentException if it has others
   * @throws IOException if Kafka fails in a way that no fault of the schedule explains
   * @throws InterruptedException if the thread is interrupted
   */
  public Outcome run(Schedule schedule) throws IOException, InterruptedException {
    if (schedule.setup().bounds().replicas() != replicas) {
      throw new IllegalArgumentException(
          "replicas: expected " + replicas + ", found " + schedule.setup().bounds().replicas());
    }
    if (cluster == null) {
      start();
    }
    String topic = "replay-" + ++runs;
    DeliveryRecorder recorder = new DeliveryRecorder();
    create(topic, Map.of(0, replicas()), ClientProperties.topic(schedule.setup().settings()));
    Optional<String> notFollowed = follow(schedule, topic, recorder);
    try {
      openAll();
      recorder.finalRead(READER, topic, finalLog(topic));
    } catch (IOException | KafkaException e) {
      discard();
      throw new IOException(
          notFollowed.map(why -> why + "; then: ").orElse("") + e.getMessage(), e);
    }
    if (notFollowed.isPresent()) {
      discard();
    } else {
      delete(topic);
    }
    List<Event> history = List.copyOf(recorder.events());
    DeliveryChecker checker = new DeliveryChecker();
    return new Outcome(
        notFollowed,
        history,
        checker.check(history),
        checker.check(HistoryRecorder.historyOf(schedule)));
  }

  private Optional<String> follow(Schedule schedule, String topic, DeliveryRecorder recorder)
      throws IOException, InterruptedException {
    ClientProperties properties = new ClientProperties(cluster.bootstrapServer(replicas + 1));
    MetadataView metadata = new MetadataView(cluster.addresses(), topic);
    String producerId = "producer-of-" + topic;
    String consumerId = "consumer-of-" + topic;
    Map<Integer, ProducerGate> gates = new TreeMap<>();
    for (int id = 1; id <= replicas + 1; id++) {
      gates.put(id, new ProducerGate(producerId, metadata));
      cluster.clients(id).obey(gates.get(id));
    }
    Map<String, Object> ofProducer = properties.producer(schedule.setup().settings());
    ofProducer.put(ProducerConfig.CLIENT_ID_CONFIG, producerId);
    Map<String, Object> ofConsumer = properties.consumer();
    ofConsumer.put(ConsumerConfig.CLIENT_ID_CONFIG, consumerId);
    long process = schedule.setup().bounds().records() + 1L;
    try (ScheduledProducer producer = new ScheduledProducer(ofProducer, topic, recorder);
        ScheduledConsumer consumer =
            schedule.setup().bounds().consumers() == 0
                ? null
                : new ScheduledConsumer(ofConsumer, topic, recorder, process)) {
      producer.warmUp(WARM);
      metadata.tell(producerId, new Belief(1, 0));
      metadata.tell(consumerId, new Belief(1, 0));
      gates.values().forEach(ProducerGate::shut);
      for (int id : replicas()) {
        cluster.fetches(id).shut();
        cluster.control(id).shut();
      }
      Clients clients =
          new Clients(
              producerId, producer, consumerId, Optional.ofNullable(consumer), metadata, gates);
      new ScheduleReplay(cluster, schedule, topic, clients, patience).run();
      return Optional.empty();
    } catch (NotFollowed e) {
      return Optional.of(e.getMessage());
    } finally {
      gates.values().forEach(ProducerGate::open);
    }
  }

  private List<Integer> replicas() {
    return IntStream.rangeClosed(1, replicas).boxed().toList();
  }

  /** Whatever was held passes, and whoever is down comes back. */
  private void openAll() throws IOException, InterruptedException {
    for (int id : replicas()) {
      cluster.control(id).open();
      cluster.fetches(id).open();
    }
    cluster.restartAll();
  }

  /**
   * What a schedule left half done is nobody's to clear up, and a new cluster is soon there. That
   * the old one does not end in good order changes nothing in what was seen.
   */
  private void discard() {
    try {
      close();
    } catch (IOException | ClusterException e) {
      // Its processor time and its files are lost until this process ends.
    }
  }

  private List<Stored> finalLog(String topic) throws IOException, InterruptedException {
    try (FinalReader reader =
        new FinalReader(new ClientProperties(cluster.bootstrapServer(replicas + 1)))) {
      return reader.read(new TopicPartition(topic, 0));
    }
  }

  private void create(
      String topic, Map<Integer, List<Integer>> assignment, Map<String, String> configuration)
      throws IOException, InterruptedException {
    try {
      admin
          .createTopics(List.of(new NewTopic(topic, assignment).configs(configuration)))
          .all()
          .get();
    } catch (ExecutionException e) {
      throw new IOException("creation of topic " + topic + ": " + e.getCause().getMessage(), e);
    }
    Nodes nodes = new Nodes(cluster, topic);
    long deadline = System.nanoTime() + TOPIC_LIMIT.toNanos();
    for (int broker : assignment.get(0)) {
      while (!isServed(nodes, broker)) {
        if (System.nanoTime() > deadline) {
          throw new IOException("topic " + topic + ": broker " + broker + " does not serve it");
        }
        Thread.sleep(1);
      }
    }
  }

  private boolean isServed(Nodes nodes, int broker) {
    try {
      return nodes.logEndOffset(broker, 0) == 0 && nodes.known(replicas + 1).leader() > 0;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * What can't be deleted must not be in the next schedule's way, and is no reason to lose this.
   */
  private void delete(String topic) throws InterruptedException {
    try {
      admin.deleteTopics(List.of(topic)).all().get();
    } catch (ExecutionException e) {
      discard();
    }
  }

  private void closeAfter(Exception failure) {
    try {
      close();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  @Override
  public void close() throws IOException {
    GatedCluster closing = cluster;
    cluster = null;
    try (closing) {
      if (admin != null) {
        admin.close();
        admin = null;
      }
    }
  }
}
