package org.acksiom.kafka.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import java.util.Set;
import org.acksiom.specs.Anomaly;
import org.acksiom.specs.DeliverySettings;
import org.acksiom.specs.Preset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Real Kafka, two brokers, one network that fails: what the claims say is what is observed. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TortureTest {
  private static final int RECORDS = 10;

  private Path directory;
  private Torture torture;

  @BeforeAll
  void start(@TempDir Path empty) throws IOException {
    directory = empty;
    torture = new Torture(directory, 2);
  }

  @AfterAll
  void stop() throws IOException {
    torture.close();
    assertThat(directory).isEmptyDirectory();
  }

  @ParameterizedTest
  @EnumSource
  void withoutFaultsNoPresetHasAnAnomaly(Preset preset) throws Exception {
    Observation observation = run(preset, Scenario.FAULTLESS);
    assertThat(observation.faults()).isZero();
    assertThat(observation.report().anomalies()).isEmpty();
    assertThat(observation.report().operations()).isEqualTo(RECORDS + 1);
    assertThat(observation.report().reconstructed()).isZero();
  }

  /** C4, C5: the broker cannot tell a retry from a new record. */
  @ParameterizedTest
  @EnumSource(names = {"LEADER_ACK", "AT_LEAST_ONCE", "AT_LEAST_ONCE_PIPELINED"})
  @Tag("C4")
  @Tag("C5")
  void aLostAckIsStoredTwiceWithoutIdempotence(Preset preset) throws Exception {
    Observation observation = run(preset, Scenario.ACK_LOST);
    assertThat(observation.faults()).isEqualTo(1);
    assertThat(observation.report().anomalies())
        .containsKey(Anomaly.DUPLICATE)
        .doesNotContainKeys(Anomaly.ACKED_LOSS, Anomaly.REPORTED_LOSS, Anomaly.PHANTOM);
  }

  /** C7: with idempotence it can. */
  @ParameterizedTest
  @EnumSource(names = {"ACK_LOST", "REQUEST_LOST", "IN_FLIGHT_LOST"})
  @Tag("C7")
  void withIdempotenceNoLossOfFramesShows(Scenario scenario) throws Exception {
    for (Preset preset : new Preset[] {Preset.IDEMPOTENT, Preset.IDEMPOTENT_DURABLE}) {
      Observation observation = run(preset, scenario);
      assertThat(observation.faults()).isPositive();
      assertThat(observation.report().anomalies()).isEmpty();
    }
  }

  /** C6: what is reported as failed is lost or not, and nothing is stored twice. */
  @ParameterizedTest
  @EnumSource(names = {"AT_MOST_ONCE", "AT_MOST_ONCE_ALL"})
  @Tag("C6")
  void withoutRetriesALostRequestIsALossAndALostAckIsAPhantom(Preset preset) throws Exception {
    assertThat(anomalies(preset, Scenario.REQUEST_LOST)).containsExactly(Anomaly.REPORTED_LOSS);
    assertThat(anomalies(preset, Scenario.ACK_LOST)).containsExactly(Anomaly.PHANTOM);
  }

  @Test
  void withAcks0ALostRequestIsLostInSilence() throws Exception {
    assertThat(anomalies(Preset.FIRE_AND_FORGET, Scenario.REQUEST_LOST))
        .contains(Anomaly.SILENT_LOSS)
        .doesNotContain(Anomaly.ACKED_LOSS, Anomaly.REPORTED_LOSS, Anomaly.DUPLICATE);
  }

  @Test
  void fiveRequestsInFlightThatAreLostComeBackInAnotherOrder() throws Exception {
    assertThat(anomalies(Preset.AT_LEAST_ONCE_PIPELINED, Scenario.IN_FLIGHT_LOST))
        .contains(Anomaly.REORDER)
        .doesNotContain(Anomaly.ACKED_LOSS);
    assertThat(anomalies(Preset.AT_LEAST_ONCE, Scenario.IN_FLIGHT_LOST)).isEmpty();
  }

  @Test
  void whatCannotBeRunIsRefused() {
    DeliverySettings pipelined = Preset.IDEMPOTENT.settings();
    assertThatThrownBy(() -> torture.run(pipelined, Scenario.FAULTLESS, 4, new Random(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("records: expected at least 5, found 4");
    DeliverySettings demanding = new DeliverySettings(pipelined.acks(), true, true, 5, 3, false);
    assertThatThrownBy(() -> torture.run(demanding, Scenario.FAULTLESS, 5, new Random(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("min.insync.replicas: expected at most 2 (the brokers), found 3");
  }

  private Set<Anomaly> anomalies(Preset preset, Scenario scenario) throws Exception {
    return run(preset, scenario).report().anomalies().keySet();
  }

  private Observation run(Preset preset, Scenario scenario) throws Exception {
    return torture.run(preset.settings(), scenario, RECORDS, new Random(1));
  }
}
