package org.acksiom.kafka.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.acksiom.kafka.cluster.EmbeddedCluster;
import org.acksiom.linearizability.delivery.Stored;
import org.acksiom.specs.Anomaly;
import org.acksiom.specs.Preset;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.utils.Time;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A cluster that asks who its clients are, and on which somebody else has a topic. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UserClusterTest {
  private static final int RECORDS = 10;
  private static final String THEIRS = "theirs";
  private static final TopicPartition THEIR_PARTITION = new TopicPartition(THEIRS, 0);
  private static final Map<String, String> BROKERS =
      Map.of(
          "listener.security.protocol.map",
          "CLIENT:SASL_PLAINTEXT,INTERNAL:PLAINTEXT,CONTROLLER:PLAINTEXT",
          "listener.name.client.sasl.enabled.mechanisms",
          "PLAIN",
          "listener.name.client.plain.sasl.jaas.config",
          "org.apache.kafka.common.security.plain.PlainLoginModule required user_ann=\"secret\";");

  private final List<InetSocketAddress> addresses = Collections.synchronizedList(new ArrayList<>());
  private EmbeddedCluster kafka;
  private Admin admin;
  private TopicDescription description;
  private Config configuration;
  private List<Stored> records;

  @BeforeAll
  void start(@TempDir Path directory) throws Exception {
    kafka =
        EmbeddedCluster.start(
            directory,
            2,
            (broker, listener) -> {
              addresses.add(listener);
              return listener;
            },
            BROKERS,
            Time.SYSTEM);
    ClientProperties ann = new ClientProperties(bootstrap(), as("secret"));
    admin = Admin.create(ann.any());
    admin
        .createTopics(
            List.of(
                new NewTopic(THEIRS, 1, (short) 2)
                    .configs(Map.of("retention.ms", "123456789", "min.insync.replicas", "2"))))
        .all()
        .get();
    Torture.awaitLeader(admin, THEIR_PARTITION);
    Map<String, Object> producer = ann.producer(Preset.IDEMPOTENT.settings());
    try (KafkaProducer<byte[], byte[]> writer = new KafkaProducer<>(producer)) {
      writer.send(new ProducerRecord<>(THEIRS, Payload.of("theirs"))).get();
    }
    description = theirs();
    configuration = configuration();
    records = read();
  }

  @AfterAll
  void stop() throws IOException {
    admin.close();
    kafka.close();
  }

  private static Map<String, String> as(String password) {
    return Map.of(
        "security.protocol",
        "SASL_PLAINTEXT",
        "sasl.mechanism",
        "PLAIN",
        "sasl.jaas.config",
        "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"ann\""
            + " password=\""
            + password
            + "\";");
  }

  private String bootstrap() {
    InetSocketAddress address = addresses.get(addresses.size() - 1);
    return address.getAddress().getHostAddress() + ":" + address.getPort();
  }

  private UserCluster connected() throws IOException, InterruptedException {
    return UserCluster.connect(bootstrap(), as("secret"));
  }

  private TopicDescription theirs() throws Exception {
    return admin.describeTopics(List.of(THEIRS)).allTopicNames().get().get(THEIRS);
  }

  private Config configuration() throws Exception {
    ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, THEIRS);
    return admin.describeConfigs(List.of(topic)).all().get().get(topic);
  }

  /** What is at the first offset: reading to the end would write there. */
  private List<Stored> read() {
    ClientProperties ann = new ClientProperties(bootstrap(), as("secret"));
    try (var reader = new KafkaConsumer<byte[], byte[]>(ann.consumer())) {
      reader.assign(List.of(THEIR_PARTITION));
      reader.seekToBeginning(List.of(THEIR_PARTITION));
      List<Stored> found = new ArrayList<>();
      while (found.isEmpty()) {
        reader
            .poll(Duration.ofMillis(100))
            .forEach(each -> found.add(new Stored(each.offset(), Payload.record(each.value()))));
      }
      assertThat(reader.endOffsets(List.of(THEIR_PARTITION))).containsValue((long) found.size());
      return found;
    }
  }

  /** A broker hears of a topic's beginning and end a little later than the controller. */
  private void awaitTopics(Set<String> names) throws Exception {
    while (!admin.listTopics().names().get().equals(names)) {
      Thread.sleep(5);
    }
  }

  /** Whatever a test did, nothing is left of it, and what was there is as it was. */
  @AfterEach
  void nothingElseIsTouched() throws Exception {
    awaitTopics(Set.of(THEIRS));
    assertThat(theirs()).isEqualTo(description);
    assertThat(configuration()).isEqualTo(configuration);
    assertThat(read()).isEqualTo(records);
  }

  @Test
  void whatAClientLosesShowsWhatALossyNetworkShows() throws Exception {
    try (UserCluster cluster = connected()) {
      assertThat(cluster.brokers()).isEqualTo(2);
      assertThat(cluster.replicas()).isEqualTo(2);
      assertThat(anomalies(cluster, Preset.LEADER_ACK, Scenario.FAULTLESS)).isEmpty();
      assertThat(anomalies(cluster, Preset.LEADER_ACK, Scenario.ACK_LOST))
          .contains(Anomaly.DUPLICATE);
      assertThat(anomalies(cluster, Preset.IDEMPOTENT_DURABLE, Scenario.ACK_LOST)).isEmpty();
      assertThat(anomalies(cluster, Preset.AT_MOST_ONCE, Scenario.ACK_LOST))
          .containsExactly(Anomaly.PHANTOM);
      assertThat(anomalies(cluster, Preset.AT_MOST_ONCE_ALL, Scenario.REQUEST_LOST))
          .containsExactly(Anomaly.REPORTED_LOSS);
      assertThat(anomalies(cluster, Preset.FIRE_AND_FORGET, Scenario.REQUEST_LOST))
          .contains(Anomaly.SILENT_LOSS)
          .doesNotContain(Anomaly.REPORTED_LOSS);
      assertThat(anomalies(cluster, Preset.AT_LEAST_ONCE_PIPELINED, Scenario.IN_FLIGHT_LOST))
          .contains(Anomaly.REORDER);
      assertThat(anomalies(cluster, Preset.IDEMPOTENT, Scenario.IN_FLIGHT_LOST)).isEmpty();
    }
  }

  private static Set<Anomaly> anomalies(UserCluster cluster, Preset preset, Scenario scenario)
      throws Exception {
    try (OwnTopic topic = cluster.create("ours-" + preset.id(), preset.settings(), 2)) {
      Observation first = topic.run(scenario, RECORDS, new Random(1));
      assertThat(first.faults() > 0).isEqualTo(scenario != Scenario.FAULTLESS);
      assertThat(first.report().operations()).isEqualTo(RECORDS + 1);
      assertThat(first.report().reconstructed()).isZero();
      return first.report().anomalies().keySet();
    }
  }

  @Test
  void aTopicThatIsThereIsNeitherUsedNorDeleted() throws Exception {
    try (UserCluster cluster = connected()) {
      assertThatThrownBy(() -> cluster.create(THEIRS, Preset.IDEMPOTENT.settings(), 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("expected a name that no topic has, found the topic theirs");
      assertThatThrownBy(() -> cluster.create("no name", Preset.IDEMPOTENT.settings(), 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("no name");
    }
  }

  @Test
  void aTopicIsDeletedWhenARunFails() throws Exception {
    try (UserCluster cluster = connected()) {
      assertThatThrownBy(
              () -> {
                try (OwnTopic topic = cluster.create("ours", Preset.IDEMPOTENT.settings(), 1)) {
                  topic.run(Scenario.FAULTLESS, 4, new Random(1));
                }
              })
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("records: expected at least 5, found 4");
    }
  }

  @Test
  void aTopicIsDeletedThoughTheThreadIsInterrupted() throws Exception {
    try (UserCluster cluster = connected()) {
      OwnTopic topic = cluster.create("ours", Preset.IDEMPOTENT.settings(), 1);
      Thread.currentThread().interrupt();
      topic.close();
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  /** What is left of it is looked for after each test. */
  @Test
  void aTopicIsDeletedThoughTheThreadIsInterruptedWhileItIsCreated() throws Exception {
    try (UserCluster cluster = connected()) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> cluster.create("ours", Preset.IDEMPOTENT.settings(), 1))
          .isInstanceOf(InterruptedException.class);
    }
  }

  /** Somebody deletes our topic and makes another of that name: that one is theirs. */
  @Test
  void aTopicOfTheSameNameThatIsNotOursStays() throws Exception {
    try (UserCluster cluster = connected()) {
      OwnTopic topic = cluster.create("ours", Preset.IDEMPOTENT.settings(), 1);
      admin.deleteTopics(List.of("ours")).all().get();
      admin.createTopics(List.of(new NewTopic("ours", 1, (short) 1))).all().get();
      awaitTopics(Set.of(THEIRS, "ours"));
      assertThatThrownBy(topic::close).isInstanceOf(IOException.class).hasMessageContaining("ours");
      assertThat(admin.describeTopics(List.of("ours")).allTopicNames().get()).hasSize(1);
      admin.deleteTopics(List.of("ours")).all().get();
    }
  }

  @Test
  void whoeverIsRefusedIsToldInALine() throws Exception {
    assertThatThrownBy(() -> UserCluster.connect(bootstrap(), as("guess")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Authentication failed")
        .message()
        .hasLineCount(1);
    assertThatThrownBy(
            () -> UserCluster.connect(bootstrap(), Map.of("security.protocol", "SECRET")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("SECRET")
        .message()
        .hasLineCount(1);
    assertThatThrownBy(() -> UserCluster.connect("nowhere", Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .hasLineCount(1);
  }
}
