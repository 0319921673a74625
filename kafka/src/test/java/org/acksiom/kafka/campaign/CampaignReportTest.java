package org.acksiom.kafka.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.acksiom.impl.simulator.Schedule;
import org.acksiom.impl.simulator.Setup;
import org.acksiom.specs.Anomaly;
import org.acksiom.specs.Bounds;
import org.acksiom.specs.FaultModel;
import org.acksiom.specs.Preset;
import org.junit.jupiter.api.Test;

/** A report says of each anomaly whether the simulator shows it, and holds only if it does. */
class CampaignReportTest {
  private static final Plan PLAN =
      new Plan(
          Preset.LEADER_ACK.settings(),
          new Load(1, 20, 1, 3, 0, 5, 20_000, 40_000),
          List.of(Step.parse("swallow-ack at ack 3")));
  private static final Schedule SCHEDULE =
      new Schedule(new Setup(PLAN.settings(), FaultModel.NETWORK, Bounds.SMALL), List.of());
  private static final Found FOUND =
      new Found(
          Preset.LEADER_ACK,
          FaultModel.NETWORK,
          Anomaly.DUPLICATE,
          List.of(PLAN),
          2,
          false,
          Optional.empty(),
          Optional.empty(),
          0,
          0);

  @Test
  void whatTheSimulatorShowsTooIsPredicted() {
    CampaignReport report = report(FOUND.predictedBy(Optional.of(SCHEDULE)));
    assertThat(report.holds()).isTrue();
    assertThat(report.isViolated()).isFalse();
    assertThat(report.text())
        .isEqualTo(
            """
            seed 7: 3 runs judged, 1,000 records sent
              swallow-ack              3
            predicted   leader-ack under network: DUPLICATE in 2 runs, simulated in 0 events at {replicas=2, records=2, retries=1, faults=2, consumers=0}
            """);
  }

  @Test
  void whatItDoesNotShowIsAViolation() {
    CampaignReport report = report(FOUND.predictedBy(Optional.empty()));
    assertThat(report.holds()).isFalse();
    assertThat(report.isViolated()).isTrue();
    assertThat(report.text()).contains("UNPREDICTED leader-ack under network: DUPLICATE");
  }

  @Test
  void whatItWasNotAskedForIsUndecided() {
    CampaignReport report = report(FOUND.again(PLAN));
    assertThat(report.holds()).isFalse();
    assertThat(report.isViolated()).isFalse();
    assertThat(report.text()).contains("DUPLICATE in 3 runs, the simulator was not asked");
  }

  @Test
  void noRunsAndFailedRunsShowNothing() {
    assertThat(new CampaignReport(7, 0, 0, Map.of(), List.of(), List.of()).holds()).isFalse();
    assertThat(new CampaignReport(7, 1, 1, Map.of(), List.of(), List.of("hung")).holds()).isFalse();
    assertThat(new CampaignReport(7, 1, 1, Map.of(), List.of(), List.of()).holds()).isTrue();
  }

  @Test
  void aShrunkPlanComesWithHowOftenItShowsTheAnomaly() {
    assertThat(report(FOUND.shrunkTo(new Shrinking.Shrunk(PLAN, 12, true), 10, 9)).text())
        .contains("shrunk in 12 runs to [swallow-ack at ack 3] with {", "shows in 9 of 10");
  }

  @Test
  void theSmallestPlansAreKept() {
    Plan larger = PLAN.with(PLAN.load().with(Load.RECORDS, 40));
    Plan none = PLAN.with(List.of());
    Found found = FOUND.again(larger).again(none).again(larger);
    assertThat(found.plans()).containsExactly(none, PLAN, larger);
    assertThat(found.runs()).isEqualTo(5);
    for (int records = 1; records <= 10; records++) {
      found = found.again(PLAN.with(PLAN.load().with(Load.RECORDS, records)));
    }
    assertThat(found.plans()).hasSize(Found.PLANS_MAX).startsWith(none).doesNotContain(PLAN);
  }

  private static CampaignReport report(Found found) {
    return new CampaignReport(
        7, 3, 1_000, Map.of(Nemesis.SWALLOW_ACK, 3), List.of(found), List.of());
  }
}
