package org.acksiom.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
        PRESET, faults, Optional.ofNullable(replayed), shown, Optional.ofNullable(parted), history);
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
