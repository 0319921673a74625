package org.acksiom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.acksiom.kafka.workload.Scenario;
import org.acksiom.specs.Anomaly;
import org.acksiom.specs.FaultModel;
import org.acksiom.specs.Preset;
import org.junit.jupiter.api.Test;

class TortureReportTest {
  private final TortureReport report =
      new TortureReport("4.4.0", 2, 7, new TreeSet<>(List.of(FaultModel.NONE, FaultModel.NETWORK)));

  @Test
  void aFaultModelCountsTheRunsOfThoseThatItIncludes() {
    add(Preset.AT_MOST_ONCE, Scenario.FAULTLESS, Map.of());
    add(Preset.AT_MOST_ONCE, Scenario.ACK_LOST, Map.of(Anomaly.PHANTOM, 1L));
    add(
        Preset.AT_MOST_ONCE,
        Scenario.REQUEST_LOST,
        Map.of(Anomaly.PHANTOM, 2L, Anomaly.REPORTED_LOSS, 1L));
    assertThat(report.text().lines())
        .containsExactly(
            "Apache Kafka 4.4.0, brokers: 2, seed: 7",
            "",
            "preset                   faults   runs  anomalies observed",
            "at-most-once             none        1  none",
            "at-most-once             network     3  REPORTED_LOSS 1, PHANTOM 3");
    assertThat(report.holds()).isFalse();
  }

  @Test
  void presetsAreInTheirOwnOrderAndOneThatWasNotReachedIsMissing() {
    add(Preset.IDEMPOTENT, Scenario.FAULTLESS, Map.of());
    add(Preset.LEADER_ACK, Scenario.FAULTLESS, Map.of());
    assertThat(report.text().lines().skip(3).map(line -> line.substring(0, 24).strip()).distinct())
        .containsExactly("leader-ack", "idempotent");
    assertThat(report.holds()).isTrue();
  }

  @Test
  void theDocumentNamesEveryRunAndItsHistory() throws IOException {
    add(Preset.LEADER_ACK, Scenario.ACK_LOST, Map.of(Anomaly.DUPLICATE, 5L));
    JsonNode cell = new ObjectMapper().readTree(report.json()).at("/cells/1");
    assertThat(cell.toString())
        .isEqualTo(
            """
            {"preset":"leader-ack","faults":"network","anomalies":{"DUPLICATE":5},\
            "runs":[{"scenario":"ack-lost","faultsInjected":1,"history":"h.ndjson",\
            "anomalies":{"DUPLICATE":5}}]}""");
  }

  private void add(Preset preset, Scenario scenario, Map<Anomaly, Long> anomalies) {
    report.add(new TortureReport.Run(preset, scenario, 1, anomalies, Path.of("h.ndjson")));
  }
}
