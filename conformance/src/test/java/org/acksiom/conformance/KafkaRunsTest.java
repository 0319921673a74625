package org.acksiom.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.acksiom.linearizability.delivery.DeliveryRecorder;
import org.acksiom.specs.Anomaly;
import org.acksiom.specs.FaultModel;
import org.acksiom.specs.Preset;
import org.junit.jupiter.api.Test;

/** What counts for a cell of the table, of all that real Kafka did. */
class KafkaRunsTest {
  private static final Preset PRESET = Preset.LEADER_ACK;

  private static KafkaRun run(
      FaultModel faults, Anomaly replayed, Set<Anomaly> shown, String parted, String history) {
    return new KafkaRun(
        PRESET,
        faults,
        Optional.ofNullable(replayed),
        shown,
        KafkaRun.Scope.READS,
        Optional.ofNullable(parted),
        history);
  }

  private static KafkaRun run(KafkaRun.Scope scope) {
    return new KafkaRun(
        PRESET, FaultModel.NONE, Optional.empty(), Set.of(), scope, Optional.empty(), "h");
  }

  private static long runs(Anomaly anomaly, KafkaRun.Scope... scopes) {
    return new KafkaRuns("4.4.0", Stream.of(scopes).map(KafkaRunsTest::run).toList())
        .observation(PRESET, FaultModel.NONE, anomaly)
        .map(KafkaObservation::runs)
        .orElse(0L);
  }

  @Test
  void aRunCountsOnlyForWhatItsHistoryCanShow() {
    KafkaRun.Scope[] all = KafkaRun.Scope.values();
    assertThat(runs(Anomaly.DUPLICATE, all)).isEqualTo(2);
    assertThat(runs(Anomaly.SKIPPED_READ, all)).isEqualTo(1);
    assertThat(runs(Anomaly.DUPLICATE, KafkaRun.Scope.UNFINISHED)).isZero();
    assertThat(runs(Anomaly.ROLLED_BACK_READ, KafkaRun.Scope.FINAL_LOG)).isZero();
  }

  @Test
  void howMuchAHistoryHasIsInItsReads() {
    DeliveryRecorder recorder = new DeliveryRecorder();
    assertThat(KafkaRun.Scope.of(recorder.events())).isEqualTo(KafkaRun.Scope.UNFINISHED);
    recorder.finalRead(0, "t", List.of());
    assertThat(KafkaRun.Scope.of(recorder.events())).isEqualTo(KafkaRun.Scope.FINAL_LOG);
    DeliveryRecorder other = new DeliveryRecorder();
    other.polled(1, "t", List.of());
    assertThat(KafkaRun.Scope.of(other.events())).isEqualTo(KafkaRun.Scope.UNFINISHED);
    other.finalRead(0, "t", List.of());
    assertThat(KafkaRun.Scope.of(other.events())).isEqualTo(KafkaRun.Scope.READS);
  }

  /** A replay that showed it, and something that the schedule does not have. */
  @Test
  void aReplayThatEndsOtherwiseReproducesNothing() {
    KafkaRuns runs =
        new KafkaRuns(
            "4.4.0",
            List.of(run(FaultModel.CRASH, Anomaly.GAP, Set.of(Anomaly.GAP), "otherwise", "a")));
    KafkaObservation seen = runs.observation(PRESET, FaultModel.CRASH, Anomaly.GAP).orElseThrow();
    assertThat(seen)
        .isEqualTo(new KafkaObservation(1, 1, 0, Optional.of("a"), List.of("otherwise")));
    assertThat(seen.observed()).isTrue();
    assertThat(seen.shown()).isFalse();
  }

  @Test
  void aRunCountsForItsFaultModelAndThoseThatIncludeItWhateverItWasMadeFor() {
    KafkaRuns runs =
        new KafkaRuns(
            "4.4.0",
            List.of(
                run(FaultModel.NETWORK, null, Set.of(), null, "a"),
                run(
                    FaultModel.CRASH,
                    Anomaly.GAP,
                    EnumSet.of(Anomaly.GAP, Anomaly.DUPLICATE),
                    null,
                    "b")));
    assertThat(runs.observation(PRESET, FaultModel.NONE, Anomaly.GAP)).isEmpty();
    assertThat(runs.observation(Preset.IDEMPOTENT, FaultModel.CRASH, Anomaly.GAP)).isEmpty();
    assertThat(runs.observation(PRESET, FaultModel.NETWORK, Anomaly.DUPLICATE))
        .contains(new KafkaObservation(1, 0, 0, Optional.empty(), List.of()));
    assertThat(runs.observation(PRESET, FaultModel.PARTITION, Anomaly.DUPLICATE))
        .contains(new KafkaObservation(2, 0, 0, Optional.of("b"), List.of()));
    assertThat(runs.observation(PRESET, FaultModel.CRASH, Anomaly.GAP))
        .contains(new KafkaObservation(2, 1, 1, Optional.of("b"), List.of()));
  }

  @Test
  void whyReplaysDidNotShowItIsToldOnceForEachReason() {
    KafkaRuns runs =
        new KafkaRuns(
            "4.4.0",
            List.of(
                run(FaultModel.CRASH, Anomaly.GAP, Set.of(), "event 3: late", "a"),
                run(FaultModel.CRASH, Anomaly.GAP, Set.of(), "event 3: late", "b"),
                run(FaultModel.CRASH, Anomaly.GAP, Set.of(Anomaly.GAP), null, "c"),
                run(FaultModel.CRASH, Anomaly.GAP, Set.of(), null, "d"),
                run(FaultModel.CRASH, Anomaly.UNSEEN, Set.of(), "event 9: gone", "e")));
    assertThat(runs.observation(PRESET, FaultModel.CRASH, Anomaly.GAP))
        .contains(
            new KafkaObservation(
                5,
                4,
                1,
                Optional.of("c"),
                List.of("event 3: late", "the schedule was followed, and did not show it")));
  }
}
