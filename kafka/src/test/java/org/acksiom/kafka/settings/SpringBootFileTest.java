package org.acksiom.kafka.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.acksiom.specs.Acks;
import org.acksiom.specs.DeliverySettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Spring Boot's files, and other files that give settings to producers that they do not name. */
class SpringBootFileTest {
  private static final String IN_FLIGHT = "max.in.flight.requests.per.connection";

  @TempDir private Path folder;

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private ResolvedSettings read(String name, String text, String... profiles) throws Exception {
    return SettingsReader.read(
        List.of(file(name, text)), List.of(), KafkaVersion.current(), Set.of(profiles));
  }

  private SettingsException refused(String name, String text, String... assignments)
      throws IOException {
    Path file = file(name, text);
    return catchThrowableOfType(
        SettingsException.class,
        () -> SettingsReader.read(List.of(file), List.of(assignments), KafkaVersion.current()));
  }

  private static Setting setting(ResolvedSettings settings, String name) {
    return settings.settings().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void bootsOwnNamesAndKafkasAreReadWithTheirPlaces() throws Exception {
    ResolvedSettings settings =
        read(
            "application.yml",
            """
            server:
              port: 8080
            spring:
              application.name: orders
              kafka:
                bootstrap-servers: localhost:9092
                consumer:
                  group-id: g
                producer:
                  acks: 1
                  retries: 3
                  properties:
                    linger.ms: 5
                    "[enable.idempotence]": false
                    max:
                      in.flight:
                        requests.per.connection: 2
            """);
    assertThat(settings.delivery())
        .isEqualTo(new DeliverySettings(Acks.LEADER, true, false, 2, 1, false));
    assertThat(setting(settings, "acks").origin())
        .isEqualTo(new Origin.InFile(folder + "/application.yml", 10, 7));
    assertThat(setting(settings, IN_FLIGHT).origin())
        .isEqualTo(new Origin.InFile(folder + "/application.yml", 17, 13));
    assertThat(settings.warnings()).isEmpty();
  }

  @Test
  void thePropertiesFormSaysTheSame() throws Exception {
    ResolvedSettings settings =
        read(
            "application.properties",
            """
            spring.application.name=orders
            spring.kafka.producer.acks=1
            spring.kafka.producer.properties.enable.idempotence=false
            spring.kafka.producer.properties[max.in.flight.requests.per.connection]=2
            """);
    assertThat(settings.delivery())
        .isEqualTo(new DeliverySettings(Acks.LEADER, true, false, 2, 1, false));
    assertThat(setting(settings, "acks").origin())
        .isEqualTo(new Origin.InFile(folder + "/application.properties", 2, 1));
  }

  @Test
  void itIsTheContentThatTells() throws Exception {
    assertThat(
            read("a.conf", "spring:\n  kafka:\n    producer:\n      acks: 0\n").delivery().acks())
        .isEqualTo(Acks.NONE);
    assertThat(read("b.conf", "spring.kafka.producer.acks=0\n").delivery().acks())
        .isEqualTo(Acks.NONE);
  }

  @Test
  void theProducersPropertiesCountBeforeBootsNamesAndTheseBeforeAllClients() throws Exception {
    String common = "spring.kafka.properties.acks=0\n";
    String own = "spring.kafka.producer.acks=1\n";
    String special = "spring.kafka.producer.properties.acks=all\n";
    assertThat(read("a.properties", common).delivery().acks()).isEqualTo(Acks.NONE);
    assertThat(read("b.properties", own + common).delivery().acks()).isEqualTo(Acks.LEADER);
    assertThat(read("c.properties", special + own + common).delivery().acks()).isEqualTo(Acks.ALL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"transaction-id-prefix", "transactionIdPrefix", "transaction_id_prefix"})
  void bootsNamesMayBeWrittenAsBootTakesThem(String name) throws Exception {
    ResolvedSettings settings = read("a.properties", "spring.kafka.producer." + name + "=tx-\n");
    assertThat(settings.notes()).anyMatch(note -> note.startsWith("transactional.id is set"));
  }

  @Test
  void documentsOfAProfileCountIfItIsNamed() throws Exception {
    String yaml =
        """
        spring.kafka.producer.acks: 1
        ---
        spring:
          config.activate.on-profile: [prod, staging]
          kafka.producer.acks: all
        ---
        spring:
          config.activate.on-profile: test
          kafka.producer.acks: 0
        """;
    ResolvedSettings without = read("a.yml", yaml);
    assertThat(without.delivery().acks()).isEqualTo(Acks.LEADER);
    assertThat(without.notes())
        .contains(
            folder
                + "/a.yml:4:32: what is set for prod, staging alone is not counted; --spring-profile does");
    assertThat(read("a.yml", yaml, "staging").delivery().acks()).isEqualTo(Acks.ALL);
    assertThat(read("a.yml", yaml, "prod", "test").delivery().acks()).isEqualTo(Acks.NONE);
    String properties =
        """
        spring.kafka.producer.acks=1
        #---
        spring.config.activate.on-profile=prod
        spring.kafka.producer.acks=all
        """;
    assertThat(read("a.properties", properties).delivery().acks()).isEqualTo(Acks.LEADER);
    assertThat(read("a.properties", properties, "prod").delivery().acks()).isEqualTo(Acks.ALL);
  }

  @Test
  void aPlaceholderIsTakenForItsDefaultOrForWhatTheFileSays() throws Exception {
    ResolvedSettings settings =
        read(
            "a.yml",
            "spring.kafka.producer:\n  acks: ${ACKS:1}\n  retries: ${my.retries}\nmy.retries: 0\n");
    assertThat(settings.delivery().acks()).isEqualTo(Acks.LEADER);
    assertThat(settings.delivery().retries()).isFalse();
    assertThat(settings.notes()).contains(folder + "/a.yml:2:9: acks is ${ACKS:1}, taken for 1");
  }

  @Test
  void aPlaceholderWithoutADefaultHasToBeGiven() throws Exception {
    String yaml = "spring.kafka.producer:\n  acks: ${ACKS}\n";
    assertThat(refused("a.yml", yaml))
        .hasMessage(
            folder
                + "/a.yml:2:9: expected a value, found ${ACKS}, which is not known here; give what it stands for with"
                + " --set acks=VALUE");
    assertThat(
            SettingsReader.read(
                    List.of(file("a.yml", yaml)), List.of("acks=0"), KafkaVersion.current())
                .delivery()
                .acks())
        .isEqualTo(Acks.NONE);
    assertThat(refused("b.yml", "spring.kafka.producer:\n  acks: ${a}\na: ${a}\n"))
        .as("a placeholder that stands for itself")
        .hasMessageContaining(":2:9: expected a value, found ${a}");
  }

  @Test
  void whatBootWouldIgnoreIsNotPassedOver() throws Exception {
    assertThat(refused("a.yml", "spring.kafka.producer:\n  enable-idempotence: false\n"))
        .hasMessage(
            folder
                + "/a.yml:2:3: Spring Boot ignores spring.kafka.producer.enable-idempotence, which it does not know;"
                + " did you mean spring.kafka.producer.properties.enable.idempotence?");
    assertThat(read("b.yml", "spring.kafka.producer:\n  frobnicate: 1\n").warnings())
        .containsExactly(
            folder
                + "/b.yml:2:3: Spring Boot ignores spring.kafka.producer.frobnicate, which it does not know");
    assertThat(
            read(
                    "c.yml",
                    "spring.kafka:\n  properties:\n    group.id: g\n    frobnicate: 1\n"
                        + "  producer.properties:\n    min.insync.replicas: 2\n")
                .warnings())
        .containsExactly(
            folder + "/c.yml:4:5: unknown setting 'frobnicate': ignored, as Kafka would",
            folder
                + "/c.yml:6:5: min.insync.replicas is a topic's setting, and this is a producer's file: ignored, as"
                + " Kafka would");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "spring: [ | :2:1: expected the node content, found '<stream end>'",
        "a: b: c | :1:5: expected YAML, found a mistake: mapping values are not allowed here",
        "spring:\\n  kafka:\\n    a: 1\\n    a: 2 | :4:5: expected each name once in a mapping, found 'a' again",
        "server.port: 1 | :1:1: expected a file with spring.kafka, found none of it; its first name is 'server.port'",
        "hello | :1:1: expected a mapping such as 'spring:', found 'hello'",
        "spring.kafka.producer.acks: 7 | :1:29: Invalid value 7 for configuration acks: String must be one of: all,"
            + " -1, 0, 1",
        "spring.kafka.producer: &a [*a] | :1:24: expected settings, found a mapping that is too deep or too large",
        "spring.kafka:\\n  producer: [1, 2] | :2:14: expected a value, found a list",
        "spring.kafka.producer:\\n  acks: [nope] | :2:10: expected a value, found a list",
        "spring.kafka.properties:\\n  acks: [1, all] | :2:10: expected a value, found a list",
        "spring.kafka.producer:\\n  properties: [1] | :2:16: expected a value, found a list",
        "a: [1 } | :1:7: expected ',' or ']', found }"
      })
  void everyMistakeIsOneLineWithItsPlace(String yaml, String message) throws Exception {
    assertThat(refused("a.yml", yaml.replace("\\n", "\n") + "\n"))
        .hasMessage(folder + "/a.yml" + message);
  }

  @Test
  void aListThatBootAndKafkaTakeIsNoMistake() throws Exception {
    ResolvedSettings settings =
        read(
            "a.yml",
            "spring.kafka:\n  bootstrap-servers: [a, b]\n  producer:\n    acks: 1\n"
                + "    bootstrap-servers: [c]\n");
    assertThat(settings.delivery().acks()).isEqualTo(Acks.LEADER);
  }

  @Test
  void bytesThatAreNoUtf8AreRefusedWithTheirPlace() throws Exception {
    Path file = folder.resolve("a.yml");
    Files.write(file, "spring.kafka.producer:\n  acks: é\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> SettingsReader.read(List.of(file), List.of(), KafkaVersion.current()))
        .hasMessage(file + ":2:9: expected text in UTF-8, found the byte 0xe9");
  }

  @Test
  void aCharacterThatIsNoTextHasItsPlace() throws Exception {
    assertThat(refused("a.yml", "spring:\n  kafka: \u0000\n"))
        .hasMessage(folder + "/a.yml:2:10: expected YAML, found the character U+0000");
  }

  @Test
  void aNameOfSeveralLinesMakesAWarningOfOne() throws Exception {
    assertThat(read("a.yml", "spring.kafka.producer:\n  acks: 1\n  \"one\\ntwo\": 3\n").warnings())
        .singleElement()
        .asString()
        .contains("one\\u000atwo")
        .hasLineCount(1);
  }

  @Test
  void mergesThatMultiplyAreRefusedBeforeTheyAreFollowed() throws Exception {
    StringBuilder yaml = new StringBuilder("a0: &a0 {acks: 1}\n");
    for (int i = 1; i < 17; i++) {
      String before = "*a" + (i - 1);
      yaml.append("a" + i + ": &a" + i + " {<<: [" + String.join(", ", before, before, before));
      yaml.append("]}\n");
    }
    assertTimeoutPreemptively(
        Duration.ofSeconds(5),
        () ->
            assertThat(refused("a.yml", yaml + "spring.kafka.producer.acks: 1\n"))
                .hasMessageContaining("found a mapping that is too deep or too large"));
  }

  @Test
  void aConnectWorkersProducersHaveConnectsDefaultsAndWhatThePrefixGivesThem() throws Exception {
    String worker =
        """
        bootstrap.servers=localhost:9092
        key.converter=org.apache.kafka.connect.json.JsonConverter
        offset.storage.topic=offsets
        """;
    assertThat(read("w.properties", worker).delivery())
        .isEqualTo(new DeliverySettings(Acks.ALL, true, false, 1, 1, false));
    ResolvedSettings settings = read("w.properties", worker + "producer.acks=1\nretries=0\n");
    assertThat(settings.delivery())
        .isEqualTo(new DeliverySettings(Acks.LEADER, true, false, 1, 1, false));
    assertThat(settings.warnings())
        .containsExactly(
            folder
                + "/w.properties:5:1: retries reaches no producer without producer. before it: ignored");
    ResolvedSettings connector =
        SettingsReader.read(
            List.of(
                file("w.properties", worker + "producer.acks=1\n"),
                file("c.properties", "connector.class=C\nproducer.override.acks=all\n")),
            List.of(),
            KafkaVersion.current());
    assertThat(connector.delivery().acks()).isEqualTo(Acks.ALL);
  }

  @Test
  void aStreamsApplicationsPrefixCountsBeforeWhatAllItsClientsGet() throws Exception {
    String streams = "application.id=s\nproducer.acks=1\nacks=0\nnum.stream.threads=2\n";
    ResolvedSettings settings = read("s.properties", streams);
    assertThat(settings.delivery().acks()).isEqualTo(Acks.LEADER);
    assertThat(read("s.properties", "application.id=s\nacks=0\n").delivery().acks())
        .isEqualTo(Acks.NONE);
  }

  private ResolvedSettings read(List<String> assignments, Set<String> profiles, Path... files)
      throws SettingsException {
    return SettingsReader.read(List.of(files), assignments, KafkaVersion.current(), profiles);
  }

  @Test
  void theFilesOfAnApplicationAreMergedBeforeTheirSettingsAre() throws Exception {
    Path own = file("own.yml", "spring.kafka.producer.acks: 1\n");
    Path common =
        file("common.yml", "spring.kafka.properties.acks: all\nretry: 0\nspring.kafka.a: b\n");
    Path filled = file("filled.yml", "spring.kafka.producer.retries: ${retry}\n");
    ResolvedSettings settings = read(List.of(), Set.of(), own, filled, common);
    assertThat(settings.delivery().acks()).as("Boot's own name counts").isEqualTo(Acks.LEADER);
    assertThat(settings.delivery().retries()).isFalse();
    assertThat(settings.warnings()).isEmpty();
    Path plain = file("p.properties", "acks=0\nlinger.ms=1\n");
    assertThat(read(List.of(), Set.of(), own, plain).delivery().acks()).isEqualTo(Acks.NONE);
    assertThat(read(List.of(), Set.of(), plain, own).delivery().acks()).isEqualTo(Acks.LEADER);
  }

  @Test
  void aConnectorsOverrideCountsWhereverItsFileStands() throws Exception {
    Path worker =
        file("w.properties", "key.converter=J\noffset.storage.topic=o\nproducer.acks=1\n");
    Path connector = file("c.properties", "connector.class=C\nproducer.override.acks=0\n");
    assertThat(read(List.of(), Set.of(), connector, worker).delivery().acks()).isEqualTo(Acks.NONE);
    assertThat(read(List.of(), Set.of(), worker, connector).delivery().acks()).isEqualTo(Acks.NONE);
    assertThat(read(List.of("acks=all"), Set.of(), connector, worker).delivery().acks())
        .isEqualTo(Acks.ALL);
  }

  @Test
  void connectsDefaultsAreNotCalledKafkas() throws Exception {
    ResolvedSettings settings =
        read("w.properties", "key.converter=J\noffset.storage.topic=o\nproducer.acks=1\n");
    assertThat(setting(settings, IN_FLIGHT).origin()).hasToString("default of Kafka Connect");
    assertThat(settings.warnings()).as("no file is replaced").isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application.id=s\nprocessing.guarantee=exactly_once_v2\nproducer.enable.idempotence=false\n",
        "key.converter=J\noffset.storage.topic=o\nexactly.once.source.support=enabled\n"
      })
  void exactlyOnceSwitchesIdempotenceOn(String text) throws Exception {
    ResolvedSettings settings = read("a.properties", text);
    assertThat(settings.delivery().idempotence()).isTrue();
    assertThat(settings.delivery().acks()).isEqualTo(Acks.ALL);
    assertThat(settings.notes()).anyMatch(note -> note.contains(" switches idempotence on; "));
    ResolvedSettings without =
        read(
            "b.properties",
            text.replace("exactly_once_v2", "at_least_once").replace("enabled", "preparing"));
    assertThat(without.delivery().idempotence()).isFalse();
  }

  @Test
  void activeProfilesOfTheFileCountUnlessTheUserNamesOthers() throws Exception {
    String yaml =
        "spring.profiles.active: prod\nspring.kafka.producer.acks: all\n---\n"
            + "spring.config.activate.on-profile: prod\nspring.kafka.producer.acks: 1\n---\n"
            + "spring.config.activate.on-profile: dev\nspring.kafka.producer.acks: 0\n";
    assertThat(read("a.yml", yaml).delivery().acks()).isEqualTo(Acks.LEADER);
    assertThat(read("a.yml", yaml, "dev").delivery().acks()).isEqualTo(Acks.NONE);
    String byDefault = yaml.replace("spring.profiles.active: prod\n", "").replace("dev", "default");
    assertThat(read("a.yml", byDefault).delivery().acks()).isEqualTo(Acks.NONE);
    assertThat(read("a.yml", byDefault, "prod").delivery().acks()).isEqualTo(Acks.LEADER);
  }

  @Test
  void whatNobodyCanTellOfProfilesIsAWarning() throws Exception {
    ResolvedSettings settings =
        read(
            "a.yml",
            "spring.kafka.producer.acks: all\n---\nspring.config.activate.on-profile: '!dev'\n"
                + "spring.kafka.producer.acks: 1\n",
            "prod");
    assertThat(settings.warnings())
        .containsExactly(
            folder
                + "/a.yml:3:1: what is set for !dev alone is not counted: whether it holds is not known here",
            "--spring-profile prod: no document is for that profile: ignored");
    assertThat(read(List.of(), Set.of("prod"), file("p.properties", "acks=1\n")).warnings())
        .containsExactly("--spring-profile prod: no file is a Spring Boot application's: ignored");
  }
}
