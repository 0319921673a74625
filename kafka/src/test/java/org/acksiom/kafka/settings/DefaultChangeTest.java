package org.acksiom.kafka.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.server.config.AbstractKafkaConfig;
import org.apache.kafka.storage.internals.log.LogConfig;
import org.junit.jupiter.api.Test;

class DefaultChangeTest {
  private static final List<ConfigDef> DEFINITIONS =
      List.of(
          ProducerConfig.configDef(), LogConfig.configDefCopy(), AbstractKafkaConfig.CONFIG_DEF);

  @Test
  void theNewestColumnIsWhatTheClassPathSays() {
    for (DefaultChange change : DefaultChange.TABLE) {
      String newest = DefaultChange.in(KafkaVersion.current(), change.name()).orElseThrow().value();
      assertThat(DEFINITIONS)
          .filteredOn(definition -> definition.names().contains(change.name()))
          .isNotEmpty()
          // request.timeout.ms is a broker's too, with a meaning and a default of its own
          .first()
          .extracting(definition -> definition.configKeys().get(change.name()))
          .satisfies(key -> assertThat(asWritten(key)).isEqualTo(newest));
    }
  }

  @Test
  void topicAndBrokerHaveTheSameDefaults() {
    for (String name : List.of("min.insync.replicas", "unclean.leader.election.enable")) {
      assertThat(LogConfig.configDefCopy().configKeys().get(name).defaultValue)
          .isEqualTo(AbstractKafkaConfig.CONFIG_DEF.configKeys().get(name).defaultValue);
    }
  }

  @Test
  void everyRowChangesTheValueBeforeIt() {
    Map<String, List<DefaultChange>> byName =
        DefaultChange.TABLE.stream().collect(Collectors.groupingBy(DefaultChange::name));
    assertThat(byName.values())
        .allSatisfy(
            rows -> {
              for (int i = 1; i < rows.size(); i++) {
                assertThat(rows.get(i).since()).isGreaterThan(rows.get(i - 1).since());
                assertThat(rows.get(i).value()).isNotEqualTo(rows.get(i - 1).value());
              }
            });
    assertThat(DefaultChange.TABLE)
        .allSatisfy(
            row -> assertThat(row.since()).isBetween(KafkaVersion.OLDEST, KafkaVersion.current()));
  }

  @Test
  void aSettingThatAVersionDoesNotHaveHasNoDefaultThere() {
    assertThat(DefaultChange.in(new KafkaVersion(2, 0, 1), "delivery.timeout.ms")).isEmpty();
    assertThat(DefaultChange.in(new KafkaVersion(2, 1, 0), "delivery.timeout.ms")).isPresent();
  }

  private static String asWritten(ConfigKey key) {
    return ConfigDef.convertToString(key.defaultValue, key.type);
  }
}
