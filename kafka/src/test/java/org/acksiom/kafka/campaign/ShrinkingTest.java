package org.acksiom.kafka.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.acksiom.kafka.campaign.Shrinking.Shrunk;
import org.acksiom.kafka.campaign.Shrinking.Trial;
import org.acksiom.specs.Anomaly;
import org.acksiom.specs.Preset;
import org.junit.jupiter.api.Test;

/** The shrinker on systems whose anomalies are known: it finds what they need, and no more. */
class ShrinkingTest {
  private static final Step CUT = Step.parse("cut-peers of broker 1 for 4000 ms at send 16");
  private static final Step STOP = Step.parse("sigterm of broker 1 for 8000 ms at send 40");
  private static final Plan PLAN =
      new Plan(
          Preset.LEADER_ACK.settings(),
          new Load(3, 80, 3, 3, 2, 20, 500, 2_000),
          Stream.of(
                  "swallow-ack at ack 3",
                  CUT.toString(),
                  "elect of broker 2 at fetch 9",
                  "pause of broker 3 for 100 ms at send 50",
                  STOP.toString(),
                  "stall-acks for 100 ms at ack 80")
              .map(Step::parse)
              .toList());

  /** Needs both steps, the first for at least a second, and ten records. */
  private static Set<Anomaly> lossy(Plan plan) {
    boolean isCut =
        plan.steps().stream()
            .anyMatch(step -> step.nemesis() == Nemesis.CUT_PEERS && step.millis() >= 1_000);
    boolean isStopped = plan.steps().stream().anyMatch(step -> step.nemesis() == Nemesis.SIGTERM);
    return isCut && isStopped && plan.load().records() >= 10
        ? Set.of(Anomaly.ACKED_LOSS)
        : Set.of(Anomaly.DUPLICATE);
  }

  @Test
  void whatDoesNotMatterIsLeftOut() throws Exception {
    Shrunk shrunk = shrink(ShrinkingTest::lossy, 1, 1_000);
    assertThat(shrunk.plan())
        .isEqualTo(
            new Plan(
                PLAN.settings(),
                new Load(1, 10, 1, 3, 0, 20, 20_000, 40_000),
                List.of(
                    Step.parse("cut-peers of broker 1 for 1000 ms at send 1"),
                    Step.parse("sigterm of broker 1 for 1 ms at send 1"))));
    assertThat(shrunk.smallest()).isTrue();
    assertThat(shrunk.runs()).isLessThan(100);
  }

  @Test
  void whatNeedsNothingIsLeftWithNothing() throws Exception {
    Shrunk shrunk = shrink(plan -> Set.of(Anomaly.ACKED_LOSS), 1, 1_000);
    assertThat(shrunk.plan().steps()).isEmpty();
    assertThat(shrunk.plan().load().records()).isEqualTo(1);
  }

  @Test
  void whatCanNotBeSmallerStaysAsItIs() throws Exception {
    Shrunk shrunk =
        shrink(
            plan -> plan.equals(PLAN) ? Set.of(Anomaly.ACKED_LOSS) : Set.of(Anomaly.GAP), 1, 1_000);
    assertThat(shrunk.plan()).isEqualTo(PLAN);
    assertThat(shrunk.smallest()).isTrue();
  }

  /** One that shows the anomaly every second time only, and fails every third. */
  @Test
  void aSystemThatDoesNotDoTheSameTwiceIsTriedAgain() throws Exception {
    AtomicInteger run = new AtomicInteger();
    Trial unsteady =
        plan -> {
          int number = run.incrementAndGet();
          if (number % 3 == 0) {
            throw new IOException("the cluster is not to be had");
          }
          return number % 2 == 0 ? lossy(plan) : Set.of();
        };
    Shrunk shrunk = shrink(unsteady, 6, 1_000);
    assertThat(shrunk.plan()).isEqualTo(shrink(ShrinkingTest::lossy, 1, 1_000).plan());
    assertThat(shrunk.runs()).isEqualTo(run.get());
  }

  /** What shows once only is no plan that can be run again. */
  @Test
  void aSmallerPlanHasToShowTheAnomalyAsOftenAsIsAsked() throws Exception {
    Set<Plan> seen = new HashSet<>();
    Trial once =
        plan -> plan.equals(PLAN) || seen.add(plan) ? Set.of(Anomaly.ACKED_LOSS) : Set.of();
    Shrunk shrunk =
        Shrinking.shrink(
            List.of(PLAN),
            Anomaly.ACKED_LOSS,
            once,
            new Shrinking.Effort(2, 3, 1_000),
            () -> false);
    assertThat(shrunk.plan()).isEqualTo(PLAN);
    assertThat(shrunk.runs()).isEqualTo(2 + 3 * seen.size());
  }

  @Test
  void ofSeveralPlansTheFirstThatShowsItAgainIsShrunk() throws Exception {
    Plan byChance = PLAN.with(List.of());
    Trial lossy = ShrinkingTest::lossy;
    Shrinking.Effort effort = new Shrinking.Effort(1, 2, 1_000);
    assertThat(
            Shrinking.shrink(
                    List.of(byChance, PLAN), Anomaly.ACKED_LOSS, lossy, effort, () -> false)
                .plan())
        .isEqualTo(shrink(lossy, 1, 1_000).plan());
    Shrunk none =
        Shrinking.shrink(List.of(byChance), Anomaly.ACKED_LOSS, lossy, effort, () -> false);
    assertThat(none).isEqualTo(new Shrunk(byChance, 2, false));
  }

  @Test
  void itEndsWhenItsRunsAreUsedUp() throws Exception {
    Shrunk shrunk = shrink(ShrinkingTest::lossy, 3, 7);
    assertThat(shrunk.runs()).isEqualTo(7);
    assertThat(shrunk.smallest()).isFalse();
    assertThat(lossy(shrunk.plan())).containsExactly(Anomaly.ACKED_LOSS);
  }

  private static Shrunk shrink(Trial trial, int attempts, int runsMax) throws InterruptedException {
    return Shrinking.shrink(
        List.of(PLAN),
        Anomaly.ACKED_LOSS,
        trial,
        new Shrinking.Effort(1, attempts, runsMax),
        () -> false);
  }
}
