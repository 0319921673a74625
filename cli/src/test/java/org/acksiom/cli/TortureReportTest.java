package org.acksiom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.acksiom.conformance.KafkaRun;
import org.acksiom.conformance.Verdict;
import org.acksiom.specs.Anomaly;
import org.acksiom.specs.FaultModel;
import org.acksiom.specs.Preset;
import org.junit.jupiter.api.Test;

/** What is told of runs that a test makes up. */
class TortureReportTest {
  private static final Preset PRESET = Preset.AT_MOST_ONCE;
  private static final List<FaultModel> MODELS = List.of(FaultModel.NETWORK, FaultModel.CRASH);

  private static final List<FaultModel> NONE = List.of(FaultModel.NONE);

  private static TortureReport report(int times, Optional<String> cluster) {
    TortureReport report = new TortureReport("4.4.0", cluster, List.of(PRESET), MODELS, times);
    report.decided(PRESET, FaultModel.NETWORK, verdicts(Set.of(Anomaly.PHANTOM)));
    report.decided(PRESET, FaultModel.CRASH, verdicts(Set.of(Anomaly.ACKED_LOSS)));
    return report;
  }

  private static Map<Anomaly, Verdict> verdicts(Set<Anomaly> possible) {
    Map<Anomaly, Verdict> verdicts = new EnumMap<>(Anomaly.class);
    for (Anomaly anomaly : Anomaly.values()) {
      verdicts.put(anomaly, possible.contains(anomaly) ? Verdict.POSSIBLE : Verdict.IMPOSSIBLE);
    }
    return verdicts;
  }

  private static KafkaRun run(FaultModel faults, Anomaly replayed, Anomaly... shown) {
    return new KafkaRun(
        PRESET,
        faults,
        Optional.ofNullable(replayed),
        Set.of(shown),
        KafkaRun.Scope.READS,
        shown.length == 0 && replayed != null ? Optional.of("event 2: late") : Optional.empty(),
        "h.ndjson");
  }

  @Test
  void whatIsPossibleAndShownIsHoweverManyFaultsMayHappen() {
    TortureReport report = report(1, Optional.empty());
    report.add(run(FaultModel.NETWORK, Anomaly.PHANTOM, Anomaly.PHANTOM));
    report.add(run(FaultModel.CRASH, Anomaly.ACKED_LOSS, Anomaly.ACKED_LOSS));
    assertThat(report.row(PRESET, FaultModel.NETWORK))
        .isEqualTo("at-most-once            network   -  -  -  -  Y  -  -  -  -  -  -  -   1\n");
    assertThat(report.row(PRESET, FaultModel.CRASH))
        .isEqualTo("at-most-once            crash     Y  -  -  -  Y  -  -  -  -  -  -  -   2\n");
    assertThat(report.exitCode()).isEqualTo(ExitCode.HOLDS);
    assertThat(report.text())
        .endsWith("24 cells: 3 shown, 21 never\n2 runs of Apache Kafka 4.4.0\n");
  }

  @Test
  void whatIsNewlyPossibleIsWhatFewerFaultsDoNotShow() {
    TortureReport report = report(1, Optional.empty());
    assertThat(
            report.newlyPossible(
                PRESET,
                FaultModel.PARTITION,
                verdicts(Set.of(Anomaly.GAP, Anomaly.PHANTOM, Anomaly.ACKED_LOSS))))
        .containsExactly(Anomaly.GAP);
  }

  @Test
  void whatIsImpossibleAndShownIsAContradictionWhateverTheRunWasMadeFor() {
    TortureReport report = report(1, Optional.empty());
    report.add(run(FaultModel.NETWORK, null, Anomaly.ACKED_LOSS));
    assertThat(report.row(PRESET, FaultModel.NETWORK)).contains(" !  -  -  -  ?  -");
    assertThat(report.row(PRESET, FaultModel.CRASH)).contains(" Y  -  -  -  ?  -");
    assertThat(report.exitCode()).isEqualTo(ExitCode.VIOLATED);
    assertThat(report.text())
        .contains(
            "\nCONTRADICTED at-most-once, network, ACKED_LOSS: impossible, and observed:"
                + " h.ndjson\n");
  }

  @Test
  void whatKafkaDidNotFollowIsUndecidedAndItIsToldWhy() {
    TortureReport report = report(1, Optional.empty());
    report.add(run(FaultModel.NETWORK, Anomaly.PHANTOM));
    report.add(run(FaultModel.CRASH, Anomaly.ACKED_LOSS, Anomaly.ACKED_LOSS));
    assertThat(report.row(PRESET, FaultModel.CRASH)).contains(" Y  -  -  -  n  -");
    assertThat(report.exitCode()).isEqualTo(ExitCode.UNDECIDED);
    assertThat(report.text()).containsOnlyOnce("  at-most-once, PHANTOM, 0 of 1: event 2: late\n");
  }

  @Test
  void whatWasTriedAndDidNotShowIsOpenOnlyIfKafkaWasLedToIt() {
    assertThat(report(1, Optional.empty()).exitCode()).isEqualTo(ExitCode.UNDECIDED);
    TortureReport own = report(1, Optional.of("abc"));
    assertThat(own.exitCode()).isEqualTo(ExitCode.UNDECIDED);
    assertThat(own.row(PRESET, FaultModel.NETWORK)).contains(" ?  ?  ?  ?  ?  ?");
    own.add(run(FaultModel.NETWORK, null));
    assertThat(own.row(PRESET, FaultModel.NETWORK)).contains(" -  -  -  -  n  -");
    assertThat(own.exitCode()).isEqualTo(ExitCode.HOLDS);
    assertThat(own.text()).endsWith("1 runs of Apache Kafka 4.4.0's producer on cluster abc\n");
  }

  @Test
  void whatNoRunCanHaveShownIsNotSaidNeverToHaveShown() {
    TortureReport report = new TortureReport("4.4.0", Optional.empty(), List.of(PRESET), NONE, 1);
    report.decided(PRESET, FaultModel.NONE, verdicts(Set.of()));
    assertThat(report.row(PRESET, FaultModel.NONE))
        .isEqualTo("at-most-once            none      ?  ?  ?  ?  ?  ?  ?  ?  ?  ?  ?  ?   0\n");
    assertThat(report.exitCode()).isEqualTo(ExitCode.UNDECIDED);
    report.add(unled(KafkaRun.Scope.FINAL_LOG, Optional.empty()));
    assertThat(report.row(PRESET, FaultModel.NONE))
        .isEqualTo("at-most-once            none      -  -  -  -  -  -  -  .  -  .  .  -   1\n");
    assertThat(report.exitCode()).isEqualTo(ExitCode.HOLDS);
    report.add(unled(KafkaRun.Scope.READS, Optional.empty()));
    assertThat(report.row(PRESET, FaultModel.NONE))
        .isEqualTo("at-most-once            none      -  -  -  -  -  -  -  -  -  -  -  -   2\n");
  }

  @Test
  void aRunThatFailedIsToldAndLeavesItUndecided() {
    TortureReport report = new TortureReport("4.4.0", Optional.empty(), List.of(PRESET), NONE, 1);
    report.decided(PRESET, FaultModel.NONE, verdicts(Set.of()));
    report.add(unled(KafkaRun.Scope.UNFINISHED, Optional.of("Kafka failed: gone")));
    assertThat(report.row(PRESET, FaultModel.NONE)).contains(" ?  ?  ?  ?").endsWith("  1\n");
    report.add(unled(KafkaRun.Scope.READS, Optional.empty()));
    assertThat(report.row(PRESET, FaultModel.NONE)).doesNotContain("?");
    assertThat(report.exitCode()).isEqualTo(ExitCode.UNDECIDED);
    assertThat(report.text()).contains("\nFAILED run of at-most-once, none: Kafka failed: gone\n");
  }

  private static KafkaRun unled(KafkaRun.Scope scope, Optional<String> failed) {
    return new KafkaRun(
        PRESET, FaultModel.NONE, Optional.empty(), Set.of(), scope, failed, "h.ndjson");
  }

  @Test
  void ofManyReplaysNineInTenAreToShowIt() {
    TortureReport report = new TortureReport("4.4.0", Optional.empty(), List.of(PRESET), NONE, 10);
    report.decided(PRESET, FaultModel.NONE, verdicts(Set.of(Anomaly.PHANTOM)));
    for (int i = 0; i < 8; i++) {
      report.add(run(FaultModel.NONE, Anomaly.PHANTOM, Anomaly.PHANTOM));
    }
    report.add(run(FaultModel.NONE, Anomaly.PHANTOM));
    assertThat(report.row(PRESET, FaultModel.NONE)).contains(" n ");
    assertThat(report.exitCode()).isEqualTo(ExitCode.UNDECIDED);
    report.add(run(FaultModel.NONE, Anomaly.PHANTOM, Anomaly.PHANTOM));
    assertThat(report.row(PRESET, FaultModel.NONE)).contains(" 9/10 ");
    assertThat(report.exitCode()).isEqualTo(ExitCode.HOLDS);
  }

  @Test
  void howOftenOfManyIsInTheTable() {
    TortureReport report = report(10, Optional.empty());
    report.add(run(FaultModel.NETWORK, Anomaly.PHANTOM));
    for (int i = 0; i < 10; i++) {
      report.add(run(FaultModel.NETWORK, Anomaly.PHANTOM, Anomaly.PHANTOM));
    }
    assertThat(report.row(PRESET, FaultModel.NETWORK)).contains("  -     10/11 -  ");
    assertThat(report.text()).contains("  at-most-once, PHANTOM, 10 of 11: event 2: late\n");
  }

  @Test
  void whatIsNotExploredYetIsUndecided() {
    TortureReport report = new TortureReport("4.4.0", Optional.empty(), List.of(PRESET), MODELS, 1);
    assertThat(report.row(PRESET, FaultModel.NETWORK))
        .isEqualTo("at-most-once            network   ?  ?  ?  ?  ?  ?  ?  ?  ?  ?  ?  ?   0\n");
    assertThat(report.exitCode()).isEqualTo(ExitCode.UNDECIDED);
  }

  @Test
  void theDocumentHasEveryCellAndEveryRun() throws IOException {
    TortureReport report = report(1, Optional.empty());
    report.add(run(FaultModel.NETWORK, Anomaly.PHANTOM, Anomaly.PHANTOM));
    JsonNode json = new ObjectMapper().readTree(report.json());
    assertThat(json.get("cells")).hasSize(24);
    assertThat(json.at("/cells/4"))
        .hasToString(
            """
            {"preset":"at-most-once","faults":"network","anomaly":"PHANTOM","explorer":"POSSIBLE",\
            "standing":"SHOWN","runs":1,"replays":1,"reproduced":1,"witness":"h.ndjson",\
            "parted":[]}""");
    assertThat(json.get("runs"))
        .hasToString(
            """
            [{"preset":"at-most-once","faults":"network","replayed":"PHANTOM",\
            "history":"h.ndjson","parted":null,"shown":["PHANTOM"]}]""");
    assertThat(json.at("/summary/SHOWN").asInt()).isEqualTo(2);
  }
}
