package org.acksiom.kafka.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EffectiveProducerTest {
  private static final List<String> DECISIVE =
      List.of("acks", "retries", "enable.idempotence", "max.in.flight.requests.per.connection");

  @Property(tries = 2000)
  void withTheNewestVersionItIsWhatProducerConfigMakesOfTheSameSettings(
      @ForAll("configurations") Map<String, String> given) throws SettingsException {
    ProducerConfig expected;
    try {
      expected = new ProducerConfig(configuration(given));
    } catch (ConfigException e) {
      assertThatThrownBy(() -> effective(given, KafkaVersion.current()))
          .isInstanceOfSatisfying(
              SettingsException.class,
              refused ->
                  assertThat(refused.mistakes())
                      .allMatch(mistake -> mistake.startsWith("--set: "))
                      .anyMatch(mistake -> mistake.endsWith(": " + e.getMessage())));
      return;
    }
    Map<String, Object> parsed =
        ProducerConfig.configDef().parse(configuration(effective(given, KafkaVersion.current())));
    for (String name : DECISIVE) {
      Object kafkas = expected.values().get(name);
      assertThat(parsed.get(name)).as(name).isEqualTo("-1".equals(kafkas) ? "all" : kafkas);
    }
  }

  @Provide
  Arbitrary<Map<String, String>> configurations() {
    return Combinators.combine(
            Arbitraries.of("", "0", "1", "all", "-1"),
            Arbitraries.of("", "0", "1", "2147483647"),
            Arbitraries.of("", "", "true", "false", "TRUE"),
            Arbitraries.of("", "1", "5", "6"),
            Arbitraries.of("", "", "t"))
        .as(
            (acks, retries, idempotence, inFlight, transactionalId) -> {
              Map<String, String> given = new LinkedHashMap<>();
              given.put("acks", acks);
              given.put("retries", retries);
              given.put("enable.idempotence", idempotence);
              given.put("max.in.flight.requests.per.connection", inFlight);
              given.put("transactional.id", transactionalId);
              given.values().removeIf(String::isEmpty);
              return given;
            });
  }

  /** What producers of these versions were seen to do, run one by one with these settings. */
  @ParameterizedTest
  @CsvSource({
    "0.11.0.3, '', 1 0 false 5",
    "0.11.0.3, enable.idempotence=true, all 2147483647 true 1",
    "0.11.0.3, transactional.id=t, all 2147483647 true 1",
    "0.11.0.3, max.in.flight.requests.per.connection=6, 1 0 false 6",
    "1.0.2, '', 1 0 false 5",
    "1.0.2, enable.idempotence=true, all 2147483647 true 5",
    "1.0.2, enable.idempotence=true max.in.flight.requests.per.connection=2, all 2147483647 true 2",
    "2.0.1, retries=0, 1 0 false 5",
    "2.0.1, transactional.id=t, all 2147483647 true 5",
    "2.1.1, '', 1 2147483647 false 5",
    "2.1.1, enable.idempotence=true, all 2147483647 true 5",
    "3.0.0, '', all 2147483647 false 5",
    "3.0.0, transactional.id=t, all 2147483647 true 5",
    "3.0.1, '', all 2147483647 true 5",
    "3.0.1, acks=1, 1 2147483647 false 5",
    "3.0.1, max.in.flight.requests.per.connection=6, all 2147483647 false 6",
    "3.1.0, '', all 2147483647 false 5",
    "3.1.0, enable.idempotence=true, all 2147483647 true 5",
    "3.1.1, '', all 2147483647 true 5",
    "3.1.1, retries=0, all 0 false 5",
    "3.9.1, max.in.flight.requests.per.connection=6, all 2147483647 false 6",
    "3.9.1, acks=1 max.in.flight.requests.per.connection=6, 1 2147483647 false 6",
    "4.0.0, '', all 2147483647 true 5",
    "4.0.0, acks=1, 1 2147483647 false 5",
  })
  void olderVersionsDoWhatTheirProducersWereSeenToDo(String version, String given, String expected)
      throws SettingsException {
    Map<String, String> settings = effective(assignments(given), KafkaVersion.parse(version));
    assertThat(DECISIVE.stream().map(settings::get).collect(Collectors.joining(" ")))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "0.11.0.3, enable.idempotence=true acks=1, Must set acks to all",
    "0.11.0.3, enable.idempotence=true max.in.flight.requests.per.connection=2, Must set max.in.flight.requests.per.connection to 1",
    "1.0.2, transactional.id=t enable.idempotence=false, Cannot set a transactional.id without also",
    "2.1.1, enable.idempotence=true retries=0, Must set retries to non-zero",
    "2.1.1, transactional.id=t acks=1, Must set acks to all",
    "3.0.1, transactional.id=t acks=1, Cannot set a transactional.id without also",
    "3.9.1, transactional.id=t max.in.flight.requests.per.connection=6, Cannot set a transactional.id without also",
    "4.0.0, max.in.flight.requests.per.connection=6, must be set to at most 5",
    "4.0.0, acks=1 max.in.flight.requests.per.connection=6, must be set to at most 5",
  })
  void olderVersionsRefuseWhatTheirProducersWereSeenToRefuse(
      String version, String given, String sentence) {
    assertThatThrownBy(() -> effective(assignments(given), KafkaVersion.parse(version)))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(sentence);
  }

  @ParameterizedTest
  @CsvSource({
    "delivery.timeout.ms=30004, true",
    "delivery.timeout.ms=30005, false",
    "delivery.timeout.ms=2147483647 linger.ms=2147483647, false",
    "delivery.timeout.ms=2147483646 linger.ms=2147483647, true",
    "delivery.timeout.ms=100 linger.ms=0 request.timeout.ms=101, true",
    "linger.ms=500000, false"
  })
  void deliveryTimeoutIsJudgedAsTheProducerItselfDoes(String given, boolean refused) {
    Map<String, Object> configuration = configuration(assignments(given));
    if (refused) {
      assertThatThrownBy(() -> new KafkaProducer<>(configuration).close())
          .isInstanceOf(KafkaException.class)
          .cause()
          .satisfies(
              kafka ->
                  assertThatThrownBy(() -> effective(assignments(given), KafkaVersion.current()))
                      .hasMessageEndingWith(": " + kafka.getMessage()));
    } else {
      assertThat(configuration).isNotNull();
      new KafkaProducer<>(configuration).close();
      org.assertj.core.api.Assertions.assertThatCode(
              () -> effective(assignments(given), KafkaVersion.current()))
          .doesNotThrowAnyException();
    }
  }

  @Test
  void aDeliveryTimeoutThatWasNotSetGrowsWithTheTimeOutsItContains() throws SettingsException {
    assertThat(effective(Map.of("request.timeout.ms", "200000"), new KafkaVersion(3, 9, 1)))
        .containsEntry("delivery.timeout.ms", "200000");
    assertThat(effective(Map.of("request.timeout.ms", "200000"), new KafkaVersion(4, 0, 0)))
        .containsEntry("delivery.timeout.ms", "200005");
  }

  @Test
  void aVersionWithoutDeliveryTimeoutIgnoresItWithAWarning() throws SettingsException {
    List<String> warnings = new ArrayList<>();
    Mistakes none = new Mistakes();
    GivenSettings given = new GivenSettings(Set.of(), none, new ArrayList<>(), new ArrayList<>());
    given.addAssignment("delivery.timeout.ms=1");
    assertThat(
            EffectiveProducer.of(
                given, new KafkaVersion(2, 0, 1), none, warnings, new ArrayList<>()))
        .doesNotContainKey("delivery.timeout.ms");
    assertThat(warnings)
        .containsExactly("--set: Kafka 2.0.1 has no delivery.timeout.ms yet: ignored");
  }

  private static Map<String, String> assignments(String text) {
    Map<String, String> assignments = new LinkedHashMap<>();
    for (String assignment : text.split(" ")) {
      if (!assignment.isEmpty()) {
        assignments.put(assignment.split("=")[0], assignment.split("=")[1]);
      }
    }
    return assignments;
  }

  private static Map<String, String> effective(
      Map<String, String> assignments, KafkaVersion version) throws SettingsException {
    Mistakes mistakes = new Mistakes();
    GivenSettings given =
        new GivenSettings(Set.of(), mistakes, new ArrayList<>(), new ArrayList<>());
    for (Map.Entry<String, String> assignment : assignments.entrySet()) {
      given.addAssignment(assignment.getKey() + "=" + assignment.getValue());
    }
    Map<String, String> values = new LinkedHashMap<>();
    EffectiveProducer.of(given, version, mistakes, new ArrayList<>(), new ArrayList<>())
        .forEach((name, setting) -> values.put(name, setting.value()));
    mistakes.throwIfAny(List.of());
    return values;
  }

  private static Map<String, Object> configuration(Map<String, String> given) {
    Map<String, Object> configuration = new LinkedHashMap<>(given);
    configuration.put("bootstrap.servers", "localhost:1");
    configuration.put("key.serializer", ByteArraySerializer.class);
    configuration.put("value.serializer", ByteArraySerializer.class);
    return configuration;
  }
}
