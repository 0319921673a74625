package org.acksiom.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.acksiom.impl.simulator.Setup;
import org.acksiom.modelcheck.KafkaDeliveryModel;
import org.acksiom.specs.Anomaly;
import org.acksiom.specs.Bounds;
import org.acksiom.specs.FaultModel;
import org.acksiom.specs.Preset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a verification when the specification is changed. */
class BrokenSpecificationTest {
  private static final KafkaDeliveryModel MODEL =
      new KafkaDeliveryModel(Preset.AT_LEAST_ONCE.settings(), FaultModel.NONE, Bounds.SMALL);

  @TempDir private Path folder;

  private ModelFailed failure(String passage, String other) throws IOException {
    Predictor predictor = DoctoredModules.predictor(folder, passage, other);
    ModelFailed[] failure = new ModelFailed[1];
    assertThatThrownBy(() -> predictor.predict("doctored", MODEL, stats -> {}))
        .isInstanceOfSatisfying(ModelFailed.class, thrown -> failure[0] = thrown);
    assertThat(failure[0].log()).isEqualTo(folder.resolve("doctored.out").toAbsolutePath());
    return failure[0];
  }

  @Test
  void aSpecificationWithAnIllFormedEndingIsAFailureWithItsLogAndNoPrediction() throws Exception {
    ModelFailed failure =
        failure("1..highWatermark[l] |-> log[l][k].value.record]", "1..highWatermark[l] |-> 0]");
    assertThat(failure).hasMessage("the specification violates EndingOK");
    assertThat(failure.log()).content().contains("Invariant EndingOK is violated");
  }

  @Test
  void aSpecificationThatDoesNotParseIsAFailureWithItsLog() throws Exception {
    ModelFailed failure = failure("ProducerSends ==\n", "ProducerSends = =\n");
    assertThat(failure).hasMessageStartingWith("TLC failed: ").hasMessageContaining("line");
    assertThat(failure.log()).content().contains("Parsing or semantic analysis failed");
  }

  @Test
  void aSpecificationThatCannotBeEvaluatedIsAFailureWithItsLog() throws Exception {
    ModelFailed failure = failure("/\\ queue # <<>>\n", "/\\ queue[9] # 1\n");
    assertThat(failure).hasMessageStartingWith("TLC failed: ");
  }

  @Test
  void aScenarioThatFailsDoesNotKeepTheOthersFromBeingDecided() throws Exception {
    Predictor predictor =
        DoctoredModules.predictor(
            folder, "Acks \\in {\"0\", \"1\", \"all\"}", "Acks \\in {\"1\", \"all\"}");
    Scenario fails = Scenario.of(Preset.FIRE_AND_FORGET, FaultModel.NONE, Bounds.SMALL);
    Scenario decides = Scenario.of(Preset.AT_LEAST_ONCE, FaultModel.NONE, Bounds.SMALL);
    SmallRun run = SmallRun.of(predictor, List.of(fails, decides), 2);
    assertThat(run.cells()).isEqualTo(SmallRun.all().of(decides));
    assertThat(run.failed()).containsOnlyKeys(fails);
    assertThat(run.failed().get(fails))
        .isInstanceOfSatisfying(
            ModelFailed.class, failure -> assertThat(failure.log()).isRegularFile());
  }

  @Test
  void aWeakerAcknowledgementIsPredictedToLoseAndTheImplementationDoesNotFollow() throws Exception {
    Scenario scenario = Scenario.of(Preset.AT_LEAST_ONCE, FaultModel.CRASH, Bounds.SMALL);
    Predictor weak =
        DoctoredModules.predictor(
            folder, "IN /\\ highWatermark[b] > waiting.offset\n", "IN /\\ TRUE\n");
    Cell loss =
        SmallRun.of(weak, List.of(scenario), 1).cells().stream()
            .filter(cell -> cell.anomaly() == Anomaly.ACKED_LOSS)
            .findFirst()
            .orElseThrow();
    assertThat(loss.prediction().verdict()).isEqualTo(Verdict.POSSIBLE);
    assertThat(loss.observed()).isFalse();
    assertThat(loss.match()).isEqualTo(Match.INCOMPLETE);
    Setup setup = new Setup(loss.model().settings(), loss.faults(), loss.model().bounds());
    assertThatThrownBy(() -> Following.follow(loss.prediction().witness().orElseThrow(), setup))
        .isInstanceOf(Divergence.class)
        .hasMessageContaining("takes LeaderAcknowledges, the implementation can't");
  }

  @Test
  void aStrongerSpecificationLeavesTheImplementationUnsound() throws Exception {
    Scenario scenario = Scenario.of(Preset.AT_LEAST_ONCE, FaultModel.NETWORK, Bounds.SMALL);
    Predictor strong =
        DoctoredModules.predictor(
            folder, "/\\ \"network\" \\in Faults /\\ faultsLeft > 0\n", "/\\ FALSE\n");
    assertThat(SmallRun.of(strong, List.of(scenario), 1).cells())
        .filteredOn(cell -> cell.match() == Match.UNSOUND)
        .extracting(Cell::anomaly)
        .containsExactlyElementsOf(
            SmallRun.all().of(scenario).stream().filter(Cell::observed).map(Cell::anomaly).toList())
        .isNotEmpty();
  }
}
