package org.acksiom.kafka.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.acksiom.specs.DeliverySettings;
import org.acksiom.specs.Preset;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SettingsReaderTest {
  private static final KafkaVersion NEWEST = KafkaVersion.current();

  /** A producer's file as it is shipped: connections and batching, and nothing of delivery. */
  private static final String PRODUCER =
      """
      # where to find the cluster
      bootstrap.servers=localhost:9092
      compression.type=none
      #linger.ms=
      max.block.ms=60000
      """;

  /** A broker's file as it is shipped. */
  private static final String BROKER =
      """
      process.roles=broker,controller
      node.id=1
      controller.quorum.bootstrap.servers=localhost:9093
      listeners=PLAINTEXT://:9092,CONTROLLER://:9093
      controller.listener.names=CONTROLLER
      listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT
      num.network.threads=3
      log.dirs=/tmp/logs
      offsets.topic.replication.factor=1
      log.retention.hours=168
      """;

  @TempDir private Path folder;

  @Test
  void aProducersFileWithoutADeliverySettingHasTheDefaultOfKafka() throws Exception {
    ResolvedSettings settings = read(file("producer.properties", PRODUCER));
    assertThat(settings.delivery()).isEqualTo(Preset.IDEMPOTENT.settings());
    assertThat(settings.replicationFactor()).isEqualTo(3);
    assertThat(settings.warnings()).isEmpty();
    assertThat(settings.notes())
        .containsExactly(
            folder
                + "/producer.properties: a producer's file (only a producer's file has bootstrap.servers in line 2)",
            "3 replicas are assumed, since nothing says how many the topic has; --set replication.factor=N does");
    assertThat(settings.settings().stream().map(Setting::toString))
        .containsExactly(
            "acks=all (default of Kafka " + NEWEST + " (KIP-679))",
            "retries=2147483647 (default of Kafka " + NEWEST + " (KIP-91))",
            "enable.idempotence=true (default of Kafka " + NEWEST + " (KIP-679, KAFKA-13598))",
            "max.in.flight.requests.per.connection=5 (default of Kafka "
                + NEWEST
                + " (since the Java producer))",
            "delivery.timeout.ms=120000 (default of Kafka " + NEWEST + " (KIP-91))",
            "replication.factor=3 (assumed)",
            "min.insync.replicas=1 (default of Kafka " + NEWEST + " (KAFKA-1555))",
            "unclean.leader.election.enable=false (default of Kafka " + NEWEST + " (KIP-106))");
  }

  @Test
  void aBrokersFileGivesTheTopicItsDefaults() throws Exception {
    Path file =
        file(
            "server.properties",
            BROKER + "min.insync.replicas=2\ndefault.replication.factor=2\nsuper.users=User:a\n");
    ResolvedSettings settings = read(file);
    assertThat(settings.delivery()).isEqualTo(Preset.IDEMPOTENT_DURABLE.settings());
    assertThat(settings.replicationFactor()).isEqualTo(2);
    assertThat(settings.warnings())
        .containsExactly(file + ":13:1: unknown setting 'super.users': ignored, as Kafka would");
  }

  @Test
  void aProducersAndABrokersFileAreReadTogether() throws Exception {
    ResolvedSettings settings =
        read(
            file("server.properties", BROKER + "unclean.leader.election.enable=true\n"),
            file("producer.properties", PRODUCER + "acks=1\n"));
    assertThat(settings.delivery()).isEqualTo(Preset.LEADER_ACK_UNCLEAN.settings());
  }

  @Test
  void aTopicsSettingCountsBeforeItsBrokersWhateverTheOrder() throws Exception {
    Path broker = file("server.properties", BROKER + "min.insync.replicas=2\n");
    Path topic = file("topic.properties", "retention.ms=1000\nmin.insync.replicas=1\n");
    assertThat(read(broker, topic).delivery().minInsyncReplicas()).isEqualTo(1);
    assertThat(read(topic, broker).delivery().minInsyncReplicas()).isEqualTo(1);
  }

  @Test
  void theCommandLineCountsBeforeAnyFile() throws Exception {
    Path broker =
        file("server.properties", BROKER + "min.insync.replicas=1\ndefault.replication.factor=1\n");
    ResolvedSettings settings =
        SettingsReader.read(
            List.of(broker),
            List.of("min.insync.replicas=2", "replication.factor=4", "acks=1", "acks = all"),
            NEWEST);
    assertThat(settings.delivery()).isEqualTo(Preset.IDEMPOTENT_DURABLE.settings());
    assertThat(settings.replicationFactor()).isEqualTo(4);
    assertThat(settings.settings())
        .contains(new Setting("min.insync.replicas", "2", new Origin.CommandLine()));
  }

  @Test
  void theLeastOfInSyncReplicasIsSaidToCountForNothingWithoutAcksAll() throws Exception {
    Path topic = file("topic.properties", "min.insync.replicas=2\n");
    String note =
        "min.insync.replicas=2 ("
            + topic
            + ":1:1) refuses writes only with acks=all, and acks is 1";
    assertThat(read(topic, file("p.properties", "acks=1\n")).notes()).contains(note);
    assertThat(read(topic, file("p.properties", "acks=all\n")).notes())
        .noneMatch(each -> each.contains("refuses writes only"));
  }

  @ParameterizedTest
  @EnumSource(Preset.class)
  void everyPresetIsReadBackFromItsSettings(Preset preset) throws Exception {
    DeliverySettings s = preset.settings();
    String text =
        """
        acks=%s
        retries=%d
        enable.idempotence=%s
        max.in.flight.requests.per.connection=%d
        min.insync.replicas=%d
        unclean.leader.election.enable=%s
        """
            .formatted(
                s.acks().value(),
                s.retries() ? 3 : 0,
                s.idempotence(),
                s.maxInFlight(),
                s.minInsyncReplicas(),
                s.uncleanLeaderElection());
    Path file = file("all.properties", text);
    ResolvedSettings settings = read(file);
    assertThat(settings.delivery()).isEqualTo(s);
    assertThat(settings.warnings()).isEmpty();
    assertThat(settings.notes())
        .contains(
            file
                + ": settings of several kinds, each read as its own (no one kind of file has them all)");
  }

  @Test
  void idempotenceThatWasNotAskedForGivesWayAndItIsSaid() throws Exception {
    Path file = file("p.properties", "acks=1\nretries=0\n");
    ResolvedSettings settings = read(file);
    assertThat(settings.delivery().idempotence()).isFalse();
    assertThat(settings.notes())
        .contains(
            "enable.idempotence is off, as Kafka has it without a word, because of acks=1 ("
                + file
                + ":1:1), retries=0 ("
                + file
                + ":2:1)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "acks=1\\nenable.idempotence=true | :2:1: enable.idempotence=true contradicts acks=1 (FILE:1:1): Must set acks to"
            + " all in order to use the idempotent producer. Otherwise we cannot guarantee idempotence.",
        "enable.idempotence=true\\nretries=0 | :1:1: enable.idempotence=true contradicts retries=0 (FILE:2:1): Must set"
            + " retries to non-zero when using the idempotent producer.",
        "max.in.flight.requests.per.connection=6 | :1:1: enable.idempotence=true contradicts"
            + " max.in.flight.requests.per.connection=6 (FILE:1:1): To use the idempotent producer,"
            + " max.in.flight.requests.per.connection must be set to at most 5. Current value is 6.",
        "transactional.id=t\\nenable.idempotence=false | :2:1: enable.idempotence=false contradicts transactional.id=t"
            + " (FILE:1:1): Cannot set a transactional.id without also enabling idempotence.",
        "transactional.id=t\\nacks=0 | :1:1: transactional.id=t contradicts acks=0 (FILE:2:1): Cannot set a"
            + " transactional.id without also enabling idempotence.",
        "delivery.timeout.ms=9 | :1:1: delivery.timeout.ms=9 contradicts request.timeout.ms=30000 (default of Kafka"
            + " VERSION (KIP-19)) and linger.ms=5 (default of Kafka VERSION (KIP-1030)): delivery.timeout.ms should be"
            + " equal to or larger than linger.ms + request.timeout.ms",
        "acks=7 | :1:6: Invalid value 7 for configuration acks: String must be one of: all, -1, 0, 1",
        "acks=all # safe | :1:6: Invalid value all # safe for configuration acks: String must be one of: all, -1, 0, 1",
        "linger.ms=1\\nretries=many | :2:9: Invalid value many for configuration retries: Not a number of type INT",
        "min.insync.replicas=0 | :1:21: Invalid value 0 for configuration min.insync.replicas: Value must be at least 1",
        "replication.factor=0 | :1:20: Invalid value 0 for configuration replication.factor: Value must be at least 1",
        "unclean.leader.election.enable=1 | :1:32: Invalid value 1 for configuration unclean.leader.election.enable:"
            + " Expected value to be either true or false",
        "acks=${env:ACKS} | :1:6: expected a value, found a variable; give what it stands for with --set acks=VALUE",
        "ack=all | :1:1: expected a setting, found 'ack', which Kafka would ignore; did you mean 'acks', which decides"
            + " what delivery promises?",
        "linger.ms=1\\n min.insync.replica=2 | :2:2: expected a setting, found 'min.insync.replica', which Kafka would"
            + " ignore; did you mean 'min.insync.replicas', which decides what delivery promises?",
        "foo=1\\nbar=2 | :1:1: expected a file with settings of a producer, a topic or a broker, found none of them; its"
            + " first name is 'foo'",
        "acks=\\\\u00zz | :1:6: expected four hexadecimal digits after \\\\u, found 'z'",
      })
  void everyMistakeIsOneLineWithItsPlace(String text, String message) throws Exception {
    Path file =
        file("my.properties", text.replace("\\\\", "\0").replace("\\n", "\n").replace('\0', '\\'));
    assertRefused(file)
        .hasMessage(
            file
                + message
                    .replace("FILE", file.toString())
                    .replace("VERSION", NEWEST.toString())
                    .replace("\\\\", "\\"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "acks | --set: expected NAME=VALUE, found 'acks'",
        "=1 | --set: expected NAME=VALUE, found '=1'",
        "ack=1 | --set: expected a setting of a producer, a topic or a broker, found 'ack'; did you mean 'acks'?",
        "foo=1 | --set: expected a setting of a producer, a topic or a broker, found 'foo'",
        "acks=2 | --set acks=2: Invalid value 2 for configuration acks: String must be one of: all, -1, 0, 1",
        "default.replication.factor=0 | --set: Invalid value 0 for configuration"
            + " replication.factor: Value must be at least 1"
      })
  void everyMistakeOnTheCommandLineIsOneLine(String assignment, String message) {
    assertThatThrownBy(() -> SettingsReader.read(List.of(), List.of(assignment), NEWEST))
        .isInstanceOf(SettingsException.class)
        .hasMessage(message);
  }

  @Test
  void allMistakesAreToldEachInItsLine() throws Exception {
    Path file =
        file(
            "all.properties",
            """
            ack=all
            retrie=3
            linger.ms=soon
            frobnicate=1
            compression.type=none
            enable.idempotence=true
            acks=1
            max.in.flight.requests.per.connection=6
            delivery.timeout.ms=10
            """);
    Path none = folder.resolve("none");
    assertThat(refused(List.of(file), List.of("foo=1", "min.insync.replicas=0")).mistakes())
        .containsExactly(
            file
                + ":1:1: expected a setting, found 'ack', which Kafka would ignore; did you mean"
                + " 'acks', which decides what delivery promises?",
            file
                + ":2:1: expected a setting, found 'retrie', which Kafka would ignore; did you mean"
                + " 'retries', which decides what delivery promises?",
            file
                + ":3:11: Invalid value soon for configuration linger.ms: Not a number of type LONG",
            "--set: expected a setting of a producer, a topic or a broker, found 'foo'",
            "--set min.insync.replicas=0: Invalid value 0 for configuration min.insync.replicas:"
                + " Value must be at least 1",
            file
                + ":6:1: enable.idempotence=true contradicts max.in.flight.requests.per.connection=6 ("
                + file
                + ":8:1): To use the idempotent producer, max.in.flight.requests.per.connection must"
                + " be set to at most 5. Current value is 6.");
    assertThat(refused(List.of(file), List.of()).warnings())
        .containsExactly(file + ":4:1: unknown setting 'frobnicate': ignored, as Kafka would");
    assertThat(refused(List.of(none, file), List.of()).mistakes())
        .as("the file that is not there may have said otherwise")
        .hasSize(4)
        .noneMatch(mistake -> mistake.contains("contradicts"));
  }

  @Test
  void eachContradictionHasItsOwnSentence() {
    List<String> mistakes =
        refused(
                List.of(),
                List.of(
                    "enable.idempotence=true",
                    "acks=1",
                    "retries=0",
                    "max.in.flight.requests.per.connection=6",
                    "delivery.timeout.ms=10"))
            .mistakes();
    assertThat(mistakes)
        .satisfiesExactly(
            acks ->
                assertThat(acks)
                    .startsWith("--set: enable.idempotence=true contradicts acks=1 (--set): Must")
                    .contains("set acks to all"),
            retries ->
                assertThat(retries)
                    .startsWith("--set: enable.idempotence=true contradicts retries=0 (--set): ")
                    .contains("set retries to non-zero"),
            inFlight -> assertThat(inFlight).contains("per.connection=6 (--set): ", "at most 5"),
            timeout -> assertThat(timeout).contains("delivery.timeout.ms=10 contradicts "));
    assertThat(
            refused(List.of(), List.of("enable.idempotence=false", "acks=1", "transactional.id=t"))
                .mistakes())
        .singleElement()
        .asString()
        .startsWith("--set: enable.idempotence=false contradicts transactional.id=t (--set): ");
  }

  @Test
  void aFileOfNothingButMisspeltNamesIsToldByAllOfThem() throws Exception {
    Path file = file("typos", "ack=all\nfrob=1\nretrie=0\n");
    assertThat(refused(List.of(file), List.of()).mistakes())
        .satisfiesExactly(
            ack -> assertThat(ack).contains(":1:1: ", "'acks'"),
            retries -> assertThat(retries).contains(":3:1: ", "'retries'"));
  }

  private static SettingsException refused(List<Path> files, List<String> assignments) {
    return catchThrowableOfType(
        SettingsException.class, () -> SettingsReader.read(files, assignments, NEWEST));
  }

  @Test
  void whatIsNoFileOfSettingsIsRefused() throws Exception {
    assertRefused(folder.resolve("none"))
        .hasMessage(folder + "/none: expected a file of settings, found no such file");
    assertRefused(folder).hasMessage(folder + ": expected a file of settings, found a directory");
    assertRefused(file("empty", ""))
        .hasMessage(folder + "/empty: expected settings such as acks=all, found an empty file");
    assertRefused(file("comments", "# a\n\n!b"))
        .hasMessage(
            folder
                + "/comments: expected settings such as acks=all, found only comments and blank lines");
    assertRefused(file("binary", "acks=1\nx\u0001"))
        .hasMessage(folder + "/binary:2:2: expected text, found the byte 0x01");
    assertRefused(
            file(
                "utf16",
                new String(
                    "acks".getBytes(StandardCharsets.UTF_16LE), StandardCharsets.ISO_8859_1)))
        .hasMessage(folder + "/utf16:1:2: expected text, found the byte 0x00");
    assertRefused(file("marked", "\u00ef\u00bb\u00bfacks=1"))
        .hasMessage(
            folder
                + "/marked:1:1: expected a setting, found a byte order mark, which Kafka would read as a part of the first"
                + " name");
    assertRefused(file("large", "#".repeat((1 << 20) + 1)))
        .hasMessage(
            folder + "/large: expected settings, at most 1 MiB of them, found a larger file");
  }

  @Test
  void oneLongLineOfAMegabyteIsReadOrRefusedInOneLine() throws Exception {
    String longName = "a".repeat((1 << 20) - 2);
    assertRefused(file("long", longName))
        .hasMessageEndingWith("its first name is '" + "a".repeat(80) + "…'");
    assertRefused(file("value", "acks=" + longName.substring(10)))
        .hasMessage(
            folder
                + "/value:1:6: Invalid value "
                + "a".repeat(80)
                + "… for configuration acks: String must be one of: all, -1, 0, 1");
  }

  @Test
  void aSettingOfAnotherKindOfFileIsIgnoredWithAWarning() throws Exception {
    Path broker = file("server.properties", BROKER + "acks=0\n");
    ResolvedSettings settings = read(broker);
    assertThat(settings.delivery()).isEqualTo(Preset.IDEMPOTENT.settings());
    assertThat(settings.warnings())
        .containsExactly(
            broker
                + ":11:1: acks is a producer's setting, and this is a broker's file: ignored, as Kafka would");
    Path producer = file("producer.properties", PRODUCER + "min.insync.replicas=2\n");
    assertThat(read(producer).warnings())
        .containsExactly(
            producer
                + ":6:1: min.insync.replicas is a topic's setting, and this is a producer's file: ignored, as Kafka would");
  }

  @Test
  void namesThatOnlyOneKindKnowsInOneFileMakeItMixed() throws Exception {
    Path file =
        file(
            "both.properties",
            "bootstrap.servers=a:1\nlog.dirs=/l\nacks=1\nmin.insync.replicas=2\n");
    ResolvedSettings settings = read(file);
    assertThat(settings.delivery().acks().value()).isEqualTo("1");
    assertThat(settings.delivery().minInsyncReplicas()).isEqualTo(2);
    assertThat(settings.notes())
        .contains(
            file
                + ": settings of several kinds, each read as its own (bootstrap.servers in line 1 is only a producer's,"
                + " log.dirs in line 2 is only a broker's)");
  }

  @Test
  void unknownNamesWarnWithTheNearestOne() throws Exception {
    Path file = file("p.properties", PRODUCER + "bufer.memory=1\nmy.interceptor.x=y\n");
    assertThat(read(file).warnings())
        .containsExactly(
            file
                + ":6:1: unknown setting 'bufer.memory' (did you mean 'buffer.memory'?): ignored, as Kafka would",
            file + ":7:1: unknown setting 'my.interceptor.x': ignored, as Kafka would");
  }

  @Test
  void aRepeatedSettingCountsWithItsLastValueAndWarns() throws Exception {
    Path first = file("a.properties", "acks=1\nacks=1\nacks=0\n");
    Path second = file("b.properties", "acks=all\n");
    ResolvedSettings settings = read(first, second);
    assertThat(settings.delivery()).isEqualTo(Preset.IDEMPOTENT.settings());
    assertThat(settings.warnings())
        .containsExactly(
            first + ":3:1: acks is set again and replaces " + first + ":2:1",
            second + ":1:1: acks is set again and replaces " + first + ":3:1");
  }

  @Test
  void classesOfTheUserAndVariablesOfNoConsequenceAreNotJudged() throws Exception {
    Path file =
        file(
            "p.properties",
            """
            key.serializer=com.example.Ours
            ssl.keystore.password=${file:/secrets:password}
            send.buffer.bytes=${env:BYTES}
            linger.ms=${env:LINGER}
            acks=all
            """);
    assertThat(read(file).delivery()).isEqualTo(Preset.IDEMPOTENT.settings());
  }

  @Test
  void moreInsyncReplicasThanReplicasIsWarnedOf() throws Exception {
    ResolvedSettings settings =
        SettingsReader.read(
            List.of(), List.of("min.insync.replicas=3", "replication.factor=2"), NEWEST);
    assertThat(settings.warnings())
        .containsExactly(
            "min.insync.replicas=3 (--set) is more than replication.factor=2 (--set): Kafka takes it for as many"
                + " as there are");
    assertThat(
            SettingsReader.read(List.of(), List.of("min.insync.replicas=5"), NEWEST)
                .replicationFactor())
        .isEqualTo(5);
  }

  @Test
  void olderVersionsHaveTheirOwnDefaults() throws Exception {
    assertThat(SettingsReader.read(List.of(), List.of(), KafkaVersion.parse("2.8.1")).delivery())
        .isEqualTo(Preset.LEADER_ACK.settings());
    assertThat(
            SettingsReader.read(
                    List.of(),
                    List.of("max.in.flight.requests.per.connection=1"),
                    KafkaVersion.OLDEST)
                .delivery())
        .isEqualTo(Preset.AT_MOST_ONCE.settings());
  }

  @Property(tries = 400)
  void anyValueOfAnySettingIsReadOrRefusedInOneLine(
      @ForAll("names") String name, @ForAll("values") String value) throws IOException {
    Properties properties = new Properties();
    properties.setProperty(name, value);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    properties.store(bytes, null);
    Path file = Files.createTempFile("acksiom", ".properties");
    try {
      Files.write(file, bytes.toByteArray());
      SettingsReader.read(List.of(file), List.of(), NEWEST);
    } catch (SettingsException e) {
      assertThat(e.getMessage()).startsWith(file.toString() + ":").doesNotContain("\n", "\r");
    } finally {
      Files.delete(file);
    }
  }

  @Provide
  Arbitrary<String> names() {
    return Arbitraries.of(SettingKind.allNames());
  }

  @Provide
  Arbitrary<String> values() {
    return Arbitraries.oneOf(
        Arbitraries.of(
            "",
            "0",
            "-1",
            "1",
            "true",
            "all",
            "a,b",
            "99999999999",
            "1e9",
            "a\nb",
            "none",
            "PLAINTEXT://:1"),
        Arbitraries.strings().ofMaxLength(4));
  }

  private AbstractThrowableAssert<?, ? extends Throwable> assertRefused(Path file) {
    return assertThatThrownBy(() -> read(file)).isInstanceOf(SettingsException.class);
  }

  private ResolvedSettings read(Path... files) throws SettingsException {
    return SettingsReader.read(List.of(files), List.of(), NEWEST);
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text, StandardCharsets.ISO_8859_1);
  }
}
