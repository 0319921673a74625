package org.acksiom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.acksiom.conformance.Deadline;
import org.acksiom.conformance.Verdict;
import org.acksiom.impl.simulator.HistoryRecorder;
import org.acksiom.impl.simulator.Schedule;
import org.acksiom.linearizability.delivery.DeliveryChecker;
import org.acksiom.specs.Anomaly;
import org.acksiom.specs.FaultModel;
import org.acksiom.specs.Preset;
import org.junit.jupiter.api.Test;

/** What real Kafka is compared with. */
class ExplorationsTest {
  private static final Deadline NEVER = Deadline.never(System::nanoTime);

  @Test
  void eachWitnessShowsItsAnomalyAndTheShortestIsFirst() throws InterruptedException {
    try (Explorations explorations =
        new Explorations(List.of(Preset.LEADER_ACK), List.of(FaultModel.NETWORK))) {
      Explorations.Found found =
          explorations.of(Preset.LEADER_ACK, FaultModel.NETWORK, NEVER).orElseThrow();
      assertThat(found.verdicts()).containsOnlyKeys(Anomaly.values());
      assertThat(found.verdicts()).containsValues(Verdict.POSSIBLE, Verdict.IMPOSSIBLE);
      found
          .verdicts()
          .forEach(
              (anomaly, verdict) ->
                  assertThat(found.witnesses().containsKey(anomaly))
                      .isEqualTo(verdict == Verdict.POSSIBLE));
      for (Map.Entry<Anomaly, List<Schedule>> each : found.witnesses().entrySet()) {
        assertThat(each.getValue())
            .isSortedAccordingTo((a, b) -> a.events().size() - b.events().size());
        for (Schedule witness : each.getValue()) {
          assertThat(new DeliveryChecker().check(HistoryRecorder.historyOf(witness)).counts())
              .containsKey(each.getKey());
        }
      }
    }
  }

  @Test
  void nobodyWaitsBeyondTheDeadline() throws InterruptedException {
    try (Explorations explorations =
        new Explorations(List.of(Preset.IDEMPOTENT_UNCLEAN), List.of(FaultModel.PARTITION))) {
      assertThat(
              explorations.of(
                  Preset.IDEMPOTENT_UNCLEAN,
                  FaultModel.PARTITION,
                  Deadline.in(Duration.ZERO, System::nanoTime)))
          .isEmpty();
    }
  }
}
