package org.acksiom.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.acksiom.modelcheck.KafkaDeliveryModel;
import org.acksiom.modelcheck.Tlc;
import org.acksiom.modelcheck.TlcCache;
import org.acksiom.modelcheck.TlcResult;
import org.acksiom.modelcheck.TlcRun;
import org.acksiom.modelcheck.Violation;
import org.acksiom.specs.Anomaly;
import org.acksiom.specs.Bounds;
import org.acksiom.specs.FaultModel;
import org.acksiom.specs.Preset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What TLC remembers is predicted like what it explores; what a budget cuts short is not. */
class RememberedPredictionTest {
  private static final KafkaDeliveryModel MODEL =
      new KafkaDeliveryModel(Preset.AT_LEAST_ONCE.settings(), FaultModel.NETWORK, Bounds.SMALL);

  @TempDir private Path folder;

  private final List<String> warnings = new ArrayList<>();
  private Tlc tlc;

  @BeforeEach
  void remember() throws Exception {
    tlc =
        Tlc.installed()
            .remembering(TlcCache.in(folder.resolve("cache"), TlcCache.BYTES_MAX, warnings::add));
  }

  private Predictor predictor(String name) {
    return SmallRun.predictor(tlc, folder.resolve(name));
  }

  private static Predictions predict(Predictor predictor) throws Exception {
    return predictor.predict("model", MODEL, stats -> {});
  }

  private static Map<Anomaly, Prediction> uncached(Predictions predictions) {
    Map<Anomaly, Prediction> all = new EnumMap<>(Anomaly.class);
    predictions
        .byAnomaly()
        .forEach(
            (anomaly, p) ->
                all.put(
                    anomaly,
                    new Prediction(p.verdict(), p.distinctStates(), p.depth(), p.witness())));
    return all;
  }

  @Test
  void theSamePredictionsWitnessesIncludedAndTheSameFiles() throws Exception {
    Predictions explored = predict(predictor("first"));
    assertThat(explored.byAnomaly().values()).noneMatch(Prediction::cached);
    assertThat(explored.byAnomaly().values()).anyMatch(p -> p.witness().isPresent());
    Predictor second = predictor("second");
    assertThat(second.remembers("model", MODEL)).isTrue();
    Predictions recalled = predict(second);
    assertThat(recalled.byAnomaly().values()).allMatch(Prediction::cached);
    assertThat(uncached(recalled)).isEqualTo(explored.byAnomaly());
    assertThat(recalled.stats()).isEqualTo(explored.stats());
    for (String file : List.of("model.out", "model.cfg", "KafkaDelivery.tla")) {
      assertThat(folder.resolve("second").resolve(file))
          .hasSameTextualContentAs(folder.resolve("first").resolve(file));
    }
    assertThat(warnings).isEmpty();
  }

  @Test
  void oneOtherByteOfAModuleIsExploredAnew() throws Exception {
    predict(predictor("first"));
    Predictor second = predictor("second");
    Path module = folder.resolve("second/Delivery.tla");
    Files.writeString(module, Files.readString(module) + "\n");
    assertThat(second.remembers("model", MODEL)).isFalse();
    assertThat(predict(second).byAnomaly().values()).noneMatch(Prediction::cached);
  }

  @Test
  void afterTheDeadlineOnlyWhatIsRememberedIsDecided() throws Exception {
    Deadline over = new Deadline(0, () -> 1);
    Predictor late = new Predictor(tlc, folder.resolve("late"), Duration.ofMinutes(2), over, 512);
    Predictions undecided = predict(late);
    assertThat(undecided.byAnomaly())
        .containsOnlyKeys(Predictor.decided(MODEL.bounds()).toArray(Anomaly[]::new))
        .allSatisfy((a, p) -> assertThat(p.verdict()).isEqualTo(Verdict.UNDECIDED));
    assertThat(folder.resolve("late/model.cfg")).hasContent(MODEL.config());
    assertThat(undecided.log()).doesNotExist();
    Predictions explored = predict(predictor("first"));
    assertThat(uncached(predict(late))).isEqualTo(explored.byAnomaly());
  }

  @Test
  void whatWasFoundBeforeTheBudgetRanOutStaysPossible() throws Exception {
    Predictions explored = predict(predictor("first"));
    TlcResult whole = tlcResult();
    List<Violation> found = ((TlcResult.Violated) whole).violations();
    Predictions cut =
        Predictor.predictions(
            MODEL,
            new TlcResult.Undecided(
                TlcResult.Budget.TIME, found.subList(0, 1), whole.stats(), whole.log()),
            false);
    assertThat(cut.byAnomaly().values())
        .extracting(Prediction::verdict)
        .contains(Verdict.POSSIBLE, Verdict.UNDECIDED)
        .doesNotContain(Verdict.IMPOSSIBLE);
    cut.byAnomaly()
        .forEach(
            (anomaly, prediction) -> {
              if (prediction.verdict() == Verdict.POSSIBLE) {
                assertThat(prediction).isEqualTo(explored.byAnomaly().get(anomaly));
              }
            });
  }

  private TlcResult tlcResult() throws Exception {
    Path first = folder.resolve("first");
    return tlc.recall(
            TlcRun.of(
                    first.resolve(KafkaDeliveryModel.MODULE + ".tla"),
                    first.resolve("model.cfg"),
                    first.resolve("again.out"))
                .continues(true))
        .orElseThrow();
  }

  @Test
  void whatIsRememberedIsDecidedFirstAndTheRestByExpectedCost() throws Exception {
    Scenario dearest = Scenario.of(Preset.LEADER_ACK_UNCLEAN, FaultModel.NONE, Bounds.SMALL);
    Scenario dear = Scenario.of(Preset.IDEMPOTENT, FaultModel.NONE, Bounds.SMALL);
    Scenario cheap = Scenario.of(Preset.AT_MOST_ONCE_ALL, FaultModel.NONE, Bounds.SMALL);
    SmallRun.of(predictor("first"), List.of(dearest), 1);
    SmallRun run = SmallRun.of(predictor("second"), List.of(dear, cheap, dearest), 1);
    assertThat(
            run.cells().stream()
                .map(c -> Scenario.of(c.preset(), c.faults(), Bounds.SMALL))
                .distinct())
        .containsExactly(dearest, cheap, dear);
    assertThat(run.of(dearest)).allMatch(cell -> cell.prediction().cached());
    assertThat(run.of(dear)).noneMatch(cell -> cell.prediction().cached());
  }

  @Test
  void moreFaultsCostMoreThanMoreRecordsInFlight() {
    List<Scenario> cheapestFirst =
        List.of(
            Scenario.of(Preset.LEADER_ACK_UNCLEAN, FaultModel.NONE, Bounds.SMALL),
            Scenario.of(Preset.AT_MOST_ONCE_ALL, FaultModel.CRASH, Bounds.SMALL),
            Scenario.of(Preset.AT_LEAST_ONCE, FaultModel.CRASH, Bounds.SMALL),
            Scenario.of(Preset.IDEMPOTENT, FaultModel.CRASH, Bounds.SMALL),
            Scenario.of(Preset.IDEMPOTENT_UNCLEAN, FaultModel.CRASH, Bounds.SMALL),
            Scenario.of(Preset.LEADER_ACK_UNCLEAN, FaultModel.CRASH, Bounds.SMALL));
    List<Scenario> sorted = new ArrayList<>(cheapestFirst);
    sorted.sort(Verification.BY_EXPECTED_COST.reversed());
    sorted.sort(Verification.BY_EXPECTED_COST);
    assertThat(sorted).isEqualTo(cheapestFirst);
  }
}
