package org.acksiom.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.acksiom.impl.simulator.Budget;
import org.acksiom.impl.simulator.Explorer;
import org.acksiom.impl.simulator.HistoryRecorder;
import org.acksiom.impl.simulator.Schedule;
import org.acksiom.impl.simulator.Setup;
import org.acksiom.linearizability.delivery.DeliveryChecker;
import org.acksiom.modelcheck.KafkaDeliveryModel;
import org.acksiom.modelcheck.Tlc;
import org.acksiom.specs.Anomaly;
import org.acksiom.specs.Bounds;
import org.acksiom.specs.FaultModel;
import org.acksiom.specs.Preset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** With a consumer and every kind of fault, all twelve anomalies are decided, equally. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsumerTest {
  private static final KafkaDeliveryModel MODEL =
      new KafkaDeliveryModel(
          Preset.AT_MOST_ONCE.settings(), FaultModel.DISK, new Bounds(2, 1, 0, 2, 1));
  private static final Setup SETUP = new Setup(MODEL.settings(), MODEL.faults(), MODEL.bounds());

  private Predictions predictions;
  private Explorer.Exploration explored;

  @BeforeAll
  void decide(@TempDir Path folder) throws Exception {
    predictions =
        new Predictor(
                Tlc.installed(),
                folder,
                Duration.ofMinutes(3),
                Deadline.never(System::nanoTime),
                1024)
            .predict("reading", MODEL, stats -> {});
    explored = Explorer.explore(SETUP, Budget.ofStates(1_000_000));
  }

  @Test
  void everyAnomalyIsDecidedAndMatches() {
    assertThat(predictions.byAnomaly()).containsOnlyKeys(Anomaly.values());
    predictions
        .byAnomaly()
        .forEach(
            (anomaly, prediction) ->
                assertThat(
                        Match.of(
                            prediction.verdict(),
                            explored.witnesses().containsKey(anomaly),
                            explored.exhausted()))
                    .as("%s", anomaly)
                    .isEqualTo(Match.MATCH));
  }

  @Test
  void readingShowsAnomaliesThatNothingElseShows() {
    assertThat(explored.witnesses())
        .containsKeys(Anomaly.ROLLED_BACK_READ, Anomaly.UNSEEN)
        .as("a second record would be needed, and is never skipped")
        .doesNotContainKeys(
            Anomaly.NONMONOTONIC_READ, Anomaly.DIVERGENT_OFFSET, Anomaly.SKIPPED_READ);
  }

  @Test
  void bothStateGraphsHaveAsManyStates() {
    assertThat(explored.distinctStates()).isEqualTo(predictions.stats().distinct());
    assertThat(explored.broken()).isEmpty();
  }

  @TestFactory
  Stream<DynamicTest> theImplementationFollowsEveryWitnessToItsAnomaly() {
    return predictions.byAnomaly().entrySet().stream()
        .filter(entry -> entry.getValue().witness().isPresent())
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.getKey().name(),
                    () -> {
                      Schedule schedule =
                          Following.follow(entry.getValue().witness().orElseThrow(), SETUP);
                      assertThat(schedule.events())
                          .hasSameSizeAs(explored.witnesses().get(entry.getKey()).events());
                      assertThat(
                              new DeliveryChecker()
                                  .check(HistoryRecorder.historyOf(schedule))
                                  .anomalies())
                          .containsKey(entry.getKey());
                    }));
  }

  @Test
  void withoutAConsumerNothingIsSaidOfReads() {
    assertThat(Predictor.decided(Bounds.SMALL))
        .contains(Anomaly.UNSEEN)
        .doesNotContain(
            Anomaly.ROLLED_BACK_READ,
            Anomaly.DIVERGENT_OFFSET,
            Anomaly.NONMONOTONIC_READ,
            Anomaly.SKIPPED_READ);
  }
}
