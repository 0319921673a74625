package org.acksiom.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.acksiom.impl.simulator.Budget;
import org.acksiom.impl.simulator.Setup;
import org.acksiom.modelcheck.Tlc;
import org.acksiom.specs.Bounds;
import org.acksiom.specs.FaultModel;
import org.acksiom.specs.Preset;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * TLC explores the specification, the explorer the implementation: two programs that share nothing
 * count the same states and find equally short ways to the same anomalies.
 */
class PredictionAndObservationTest {
  @TempDir private Path folder;

  @TestFactory
  Stream<DynamicTest> everyAnomalyOfEveryScenarioIsDecidedAndMatches() {
    return each(
        scenario -> {
          List<Cell> cells = SmallRun.all().of(scenario);
          assertThat(cells)
              .extracting(Cell::anomaly)
              .containsExactlyElementsOf(Predictor.decided(Bounds.SMALL));
          assertThat(cells).extracting(Cell::match).containsOnly(Match.MATCH);
          assertThat(cells.get(0).observation().broken()).isEmpty();
        });
  }

  @TestFactory
  Stream<DynamicTest> bothStateGraphsHaveAsManyStatesAndAreAsDeep() {
    return each(
        scenario -> {
          Cell impossible =
              SmallRun.all().of(scenario).stream()
                  .filter(cell -> cell.prediction().verdict() == Verdict.IMPOSSIBLE)
                  .findFirst()
                  .orElseThrow();
          Observation observation = impossible.observation();
          assertThat(observation.exhaustive()).isTrue();
          assertThat(observation.distinctStates())
              .isEqualTo(impossible.prediction().distinctStates());
          assertThat(observation.depth()).isEqualTo(impossible.prediction().depth());
        });
  }

  @TestFactory
  Stream<DynamicTest> bothWitnessesOfAnAnomalyAreEquallyShort() {
    return each(
        scenario -> {
          for (Cell cell : SmallRun.all().of(scenario)) {
            cell.prediction()
                .witness()
                .ifPresent(
                    trace ->
                        assertThat(cell.simulatedWitness().orElseThrow().events())
                            .hasSize(trace.length() - 1));
          }
        });
  }

  @Test
  void theScenariosShowBothVerdictsOfMostAnomalies() {
    assertThat(SmallRun.all().cells())
        .filteredOn(cell -> cell.prediction().verdict() == Verdict.POSSIBLE)
        .extracting(Cell::anomaly)
        .containsAll(Predictor.decided(Bounds.SMALL));
    assertThat(SmallRun.all().cells())
        .filteredOn(cell -> cell.prediction().verdict() == Verdict.IMPOSSIBLE)
        .extracting(Cell::anomaly)
        .containsAll(Predictor.decided(Bounds.SMALL));
  }

  @Test
  void theNumberOfWorkersChangesNothing() throws Exception {
    List<Scenario> scenarios =
        List.of(
            Scenario.of(Preset.LEADER_ACK, FaultModel.NETWORK, Bounds.SMALL),
            Scenario.of(Preset.AT_LEAST_ONCE, FaultModel.NONE, Bounds.SMALL));
    SmallRun alone = SmallRun.of(SmallRun.predictor(folder), scenarios, 1);
    List<Cell> among =
        scenarios.stream().flatMap(scenario -> SmallRun.all().of(scenario).stream()).toList();
    assertThat(alone.cells()).containsExactlyInAnyOrderElementsOf(among);
  }

  private static Stream<DynamicTest> each(Consumer<Scenario> test) {
    return SmallRun.SCENARIOS.stream()
        .map(scenario -> DynamicTest.dynamicTest(scenario.id(), () -> test.accept(scenario)));
  }

  @Test
  void aBudgetThatRunsOutIsUndecidedAndNeverImpossible() throws Exception {
    Predictor hasty =
        new Predictor(
            Tlc.installed(), folder, Duration.ofMillis(1), Deadline.never(System::nanoTime), 512);
    Cell some = SmallRun.all().cells().get(0);
    assertThat(hasty.predict("hasty", some.model(), stats -> {}).byAnomaly().values())
        .hasSameSizeAs(Predictor.decided(some.model().bounds()))
        .extracting(Prediction::verdict)
        .containsOnly(Verdict.UNDECIDED);
    Observation brief =
        Observation.of(
            new Setup(some.model().settings(), some.faults(), some.model().bounds()),
            Budget.ofStates(5),
            1,
            0);
    assertThat(brief.exhaustive()).isFalse();
    assertThat(Match.of(Verdict.IMPOSSIBLE, false, brief.exhaustive())).isEqualTo(Match.UNDECIDED);
  }
}
