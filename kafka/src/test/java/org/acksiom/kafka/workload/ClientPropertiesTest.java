package org.acksiom.kafka.workload;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.StringLength;
import org.acksiom.specs.DeliverySettings;
import org.acksiom.specs.Preset;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ClientPropertiesTest {

  @ParameterizedTest
  @EnumSource
  void kafkaReadsEachPresetAsItWasMeant(Preset preset) {
    DeliverySettings settings = preset.settings();
    ProducerConfig config =
        new ProducerConfig(new ClientProperties("127.0.0.1:9").producer(settings));
    assertThat(config.getString("acks").replace("-1", "all")).isEqualTo(settings.acks().value());
    assertThat(config.getInt("retries") > 0).isEqualTo(settings.retries());
    assertThat(config.getBoolean("enable.idempotence")).isEqualTo(settings.idempotence());
    assertThat(config.getInt("max.in.flight.requests.per.connection"))
        .isEqualTo(settings.maxInFlight());
    assertThat(ClientProperties.topic(settings))
        .containsEntry("min.insync.replicas", String.valueOf(settings.minInsyncReplicas()))
        .containsEntry(
            "unclean.leader.election.enable", String.valueOf(settings.uncleanLeaderElection()));
  }

  @Property(tries = 100)
  void aRecordsNameSurvivesItsPadding(
      @ForAll @AlphaChars @NumericChars @StringLength(min = 1, max = 200) String record) {
    assertThat(Payload.of(record)).hasSize(200);
    assertThat(Payload.record(Payload.of(record))).isEqualTo(record);
  }
}
