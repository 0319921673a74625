package org.acksiom.kafka.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.acksiom.specs.Anomaly;
import org.acksiom.specs.FaultModel;
import org.acksiom.specs.Preset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Plans, drawn and given, on three brokers in this process. */
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CampaignTest {
  private Path folder;
  private PlanRunner runner;

  @BeforeAll
  void start(@TempDir Path empty) throws Exception {
    folder = empty;
    runner = new PlanRunner(folder, folder.resolve("logs"), Optional.empty());
  }

  @AfterAll
  void stop() throws Exception {
    runner.close();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aPlanWithoutStepsShowsNothing() throws Exception {
    Run run = runner.run(plan(Preset.LEADER_ACK, 2));
    assertThat(run.struck()).isEmpty();
    assertThat(run.sent()).isEqualTo(40);
    assertThat(run.anomalies()).isEmpty();
    assertThat(run.report().partitions()).isEqualTo(2);
    assertThat(run.report().reconstructed()).isZero();
  }

  @Test
  void lostAcksAreStoredTwiceWithoutIdempotenceAndOnceWithIt() throws Exception {
    String lost = "swallow-ack at ack 5";
    Run run = runner.run(plan(Preset.AT_LEAST_ONCE_PIPELINED, 1, lost));
    assertThat(run.struck()).containsExactly(Step.parse(lost));
    assertThat(run.faults().includes(FaultModel.NETWORK)).isTrue();
    assertThat(run.anomalies()).contains(Anomaly.DUPLICATE).doesNotContain(Anomaly.ACKED_LOSS);
    assertThat(runner.run(plan(Preset.IDEMPOTENT_DURABLE, 1, lost)).anomalies()).isEmpty();
  }

  @Test
  void whatMovesTheLeaderLosesNothingThatTheIsrHas() throws Exception {
    Run run =
        runner.run(
            plan(
                Preset.IDEMPOTENT_DURABLE,
                3,
                "elect of broker 2 at send 5",
                "reassign of broker 1 for 300 ms at ack 10",
                "cut-clients of broker 3 for 100 ms at send 20",
                "cut-peers of broker 2 for 100 ms at send 25"));
    assertThat(run.struck()).hasSize(4);
    assertThat(run.faults()).isEqualTo(FaultModel.PARTITION);
    assertThat(run.anomalies()).doesNotContain(Anomaly.ACKED_LOSS);
  }

  @Test
  void aStepWhoseMomentDoesNotComeDoesNotStrike() throws Exception {
    assertThat(runner.run(plan(Preset.LEADER_ACK, 1, "elect of broker 1 at send 99")).struck())
        .isEmpty();
  }

  /** Two plans are drawn, and at most three runs are left for shrinking. */
  @Test
  void aCampaignRunsWhatItsSeedDraws(@TempDir Path out) throws Exception {
    AtomicInteger drawn = new AtomicInteger();
    AtomicInteger shrinking = new AtomicInteger();
    List<Preset> presets = List.of(Preset.LEADER_ACK, Preset.AT_MOST_ONCE);
    CampaignReport report =
        new Campaign(runner, presets, 3770, out, line -> {})
            .run(
                new Campaign.Limits(
                    () -> drawn.incrementAndGet() > presets.size(),
                    () -> false,
                    () -> shrinking.incrementAndGet() > 3),
                new Predictions(20_000, 100, () -> false),
                new Shrinking.Effort(1, 1, 1),
                1);
    assertThat(report.failed()).isEmpty();
    assertThat(report.runs()).isBetween(presets.size(), presets.size() + 3);
    assertThat(report.sent()).isPositive();
    assertThat(report.struck()).isNotEmpty();
    assertThat(report.found()).isNotEmpty();
    for (Found found : report.found()) {
      assertThat(found.predicted()).as(found.id()).isPresent();
      assertThat(PlanFile.read(out.resolve(found.id() + ".plan.json")))
          .isEqualTo(found.plans().get(0));
      assertThat(out.resolve(found.id() + ".ndjson")).isNotEmptyFile();
    }
    assertThat(report.holds()).isTrue();
    assertThat(report.text()).contains("seed 3770: ", "predicted ");
  }

  /** As Ctrl-C does. */
  @Test
  void whoClosesTheClusterEndsTheRunAndLeavesNothing(@TempDir Path empty) throws Exception {
    PlanRunner closed = new PlanRunner(empty, empty.resolve("logs"), Optional.empty());
    Plan plan = plan(Preset.LEADER_ACK, 1, "cut-clients of broker 1 for 300 ms at send 1");
    Plan hasty = plan.with(new Load(1, 200, 1, 3, 1, 5, 500, 1_000));
    Thread closing = new Thread(() -> assertThatCode(closed::close).doesNotThrowAnyException());
    closing.start();
    assertThatThrownBy(() -> closed.run(hasty)).isInstanceOf(IOException.class);
    closing.join();
    assertThat(empty).isEmptyDirectory();
    assertThatThrownBy(() -> closed.run(hasty)).isInstanceOf(IOException.class);
  }

  @Test
  void whatTheseBrokersCannotDoIsRefused() {
    Plan alone = plan(Preset.IDEMPOTENT_DURABLE, 1).with(new Load(1, 1, 1, 1, 0, 0, 500, 1_000));
    assertThatThrownBy(() -> runner.run(alone))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("replicas: expected at least 2 (min.insync.replicas), found 1");
    assertThatThrownBy(() -> runner.run(plan(Preset.LEADER_ACK, 1, "elect of broker 4 at send 1")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected a broker from 1 to 3, found 'elect of broker 4 at send 1'");
    assertThatThrownBy(
            () -> runner.run(plan(Preset.LEADER_ACK, 1, "pause of broker 1 for 9 ms at send 1")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("expected a step that needs no process of its own, found 'pause");
  }

  private static Plan plan(Preset preset, int partitions, String... steps) {
    return new Plan(
        preset.settings(),
        new Load(2, 20, partitions, 3, 1, 2, 20_000, 40_000),
        List.copyOf(Stream.of(steps).map(Step::parse).toList()));
  }
}
