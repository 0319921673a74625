package org.acksiom.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.acksiom.conformance.Report.Conclusion;
import org.acksiom.impl.simulator.Invariant;
import org.acksiom.modelcheck.TlcResult;
import org.acksiom.modelcheck.Violation;
import org.acksiom.specs.Anomaly;
import org.acksiom.specs.Bounds;
import org.acksiom.specs.FaultModel;
import org.acksiom.specs.Preset;
import org.junit.jupiter.api.Test;

/** A report says the same in the same order, in whatever order its cells were decided. */
class ReportTest {
  private static final Cell MATCHES =
      Fabricated.cell(
          Preset.AT_LEAST_ONCE, FaultModel.NETWORK, Anomaly.DUPLICATE, Verdict.POSSIBLE);

  private static Report report(List<Cell> cells, Map<Scenario, String> missing) {
    return report(cells, List.of(), missing);
  }

  private static Report report(
      List<Cell> cells, List<ModelOutcome> models, Map<Scenario, String> missing) {
    List<Ledger.Entry> ledger = List.of(Ledger.judge(Claim.C1, Map.of(), List.of()), decided());
    return new Report(
        Map.of(), Profile.QUICK, 1, 5, cells, models, ledger, missing, KafkaRuns.NONE);
  }

  private static Ledger.Entry decided() {
    Map<String, ModelOutcome> outcomes = new HashMap<>();
    for (String model : Claim.C2.models()) {
      outcomes.put(model, Fabricated.outcome(model, null, Fabricated.holds()));
    }
    return Ledger.judge(Claim.C2, outcomes, List.of());
  }

  @Test
  void cellsAreInTheOrderOfPresetsThenFaultModelsThenAnomalies() {
    List<Cell> ordered = new ArrayList<>();
    for (Preset preset : List.of(Preset.FIRE_AND_FORGET, Preset.IDEMPOTENT)) {
      for (FaultModel faults : List.of(FaultModel.NONE, FaultModel.NETWORK, FaultModel.CRASH)) {
        for (Anomaly anomaly : Predictor.decided(Bounds.SMALL)) {
          ordered.add(Fabricated.cell(preset, faults, anomaly, Verdict.IMPOSSIBLE));
        }
      }
    }
    List<Cell> shuffled = new ArrayList<>(ordered);
    Collections.shuffle(shuffled, new Random(7));
    assertThat(report(shuffled, Map.of()).cells()).isEqualTo(ordered).isNotEqualTo(shuffled);
  }

  @Test
  void theSummaryCountsEveryMatchAlsoThoseThatThereAreNone() {
    Cell unsound = cell(Verdict.IMPOSSIBLE, true, true);
    List<Cell> cells = new ArrayList<>(List.of(MATCHES, unsound));
    for (Anomaly anomaly : List.of(Anomaly.GAP, Anomaly.REORDER)) {
      cells.add(
          Fabricated.cell(
              Preset.IDEMPOTENT, FaultModel.CRASH, anomaly, Verdict.POSSIBLE, false, true));
    }
    assertThat(report(cells, Map.of()).summary())
        .containsExactly(
            entry(Match.MATCH, 1L),
            entry(Match.UNSOUND, 1L),
            entry(Match.INCOMPLETE, 2L),
            entry(Match.UNDECIDED, 0L));
  }

  private static Cell cell(Verdict verdict, boolean observed, boolean exhaustive) {
    return Fabricated.cell(
        Preset.IDEMPOTENT, FaultModel.CRASH, Anomaly.PHANTOM, verdict, observed, exhaustive);
  }

  @Test
  void allMatchesOnlyIfNothingIsMissingMismatchedUndecidedOrBroken() {
    assertThat(report(List.of(MATCHES), Map.of()).conclusion()).isEqualTo(Conclusion.ALL_MATCH);
    assertThat(report(List.of(MATCHES), Map.of(SmallRun.SCENARIOS.get(0), "failed")).conclusion())
        .isEqualTo(Conclusion.MISSING);
    assertThat(conclusionBeside(cell(Verdict.IMPOSSIBLE, true, true)))
        .isEqualTo(Conclusion.MISMATCH);
    assertThat(conclusionBeside(cell(Verdict.POSSIBLE, false, true)))
        .isEqualTo(Conclusion.MISMATCH);
    assertThat(conclusionBeside(Fabricated.broken(MATCHES, Invariant.LOGS_MATCH)))
        .isEqualTo(Conclusion.MISMATCH);
    assertThat(conclusionBeside(cell(Verdict.UNDECIDED, true, true)))
        .isEqualTo(Conclusion.UNDECIDED);
    assertThat(
            report(
                    List.of(
                        cell(Verdict.UNDECIDED, true, true), cell(Verdict.POSSIBLE, false, true)),
                    Map.of())
                .conclusion())
        .isEqualTo(Conclusion.MISMATCH);
  }

  private static Conclusion conclusionBeside(Cell other) {
    return report(List.of(MATCHES, other), Map.of()).conclusion();
  }

  @Test
  void whatKafkaShowsThoughItIsPredictedImpossibleIsAMismatchAndNothingElseIs() {
    Cell possible = cell(Verdict.POSSIBLE, true, true);
    Cell impossible =
        Fabricated.cell(
            Preset.IDEMPOTENT, FaultModel.CRASH, Anomaly.SILENT_LOSS, Verdict.IMPOSSIBLE);
    List<Cell> cells = List.of(possible, impossible);
    assertThat(withRun(cells, FaultModel.CRASH, Anomaly.PHANTOM).conclusion())
        .isEqualTo(Conclusion.ALL_MATCH);
    assertThat(withRun(cells, FaultModel.PARTITION, Anomaly.SILENT_LOSS).conclusion())
        .isEqualTo(Conclusion.ALL_MATCH);
    for (FaultModel faults : List.of(FaultModel.CRASH, FaultModel.NETWORK)) {
      Report report = withRun(cells, faults, Anomaly.SILENT_LOSS);
      assertThat(report.contradictedByKafka()).containsExactly(impossible);
      assertThat(report.conclusion()).isEqualTo(Conclusion.MISMATCH);
    }
  }

  private static Report withRun(List<Cell> cells, FaultModel faults, Anomaly shown) {
    KafkaRun run =
        new KafkaRun(
            Preset.IDEMPOTENT,
            faults,
            Optional.of(Anomaly.PHANTOM),
            Set.of(shown),
            KafkaRun.Scope.FINAL_LOG,
            Optional.empty(),
            "history.ndjson");
    return new Report(
        Map.of(),
        Profile.QUICK,
        1,
        5,
        cells,
        List.of(),
        List.of(),
        Map.of(),
        new KafkaRuns("4.4.0", List.of(run)));
  }

  @Test
  void aModelCountsLikeACell() {
    assertThat(conclusionWith("Safe", Fabricated.violated(Violation.Kind.INVARIANT, "Safe")))
        .isEqualTo(Conclusion.ALL_MATCH);
    assertThat(conclusionWith("Safe", Fabricated.holds())).isEqualTo(Conclusion.MISMATCH);
    assertThat(conclusionWith(null, Fabricated.undecided())).isEqualTo(Conclusion.UNDECIDED);
    assertThat(conclusionWith(null, Fabricated.failed())).isEqualTo(Conclusion.MISSING);
  }

  private static Conclusion conclusionWith(String expected, TlcResult result) {
    ModelOutcome outcome = Fabricated.outcome("Some-model", expected, result);
    return report(List.of(MATCHES), List.of(outcome), Map.of()).conclusion();
  }

  @Test
  void explorationsAreCountedOnceForAScenarioAndSoAreThoseThatWereMadeBefore() {
    Cell known =
        Fabricated.cell(Preset.IDEMPOTENT, FaultModel.CRASH, Anomaly.PHANTOM, Verdict.IMPOSSIBLE);
    Prediction prediction = known.prediction();
    Cell remembered =
        new Cell(
            known.preset(),
            known.faults(),
            known.anomaly(),
            known.model(),
            new Prediction(
                prediction.verdict(),
                prediction.distinctStates(),
                prediction.depth(),
                prediction.witness(),
                true),
            known.observation());
    ModelOutcome model = Fabricated.outcome("Some-model", null, Fabricated.holds());
    ModelOutcome rememberedModel = new ModelOutcome(model.model(), model.result(), true);
    Report report =
        report(
            List.of(MATCHES, MATCHES, remembered, remembered),
            List.of(model, rememberedModel),
            Map.of());
    assertThat(report.explorations()).isEqualTo(4);
    assertThat(report.cachedExplorations()).isEqualTo(2);
  }

  @Test
  void onlyDecidedClaimsAreThoseThatWereDecided() {
    Report report = report(List.of(), Map.of());
    assertThat(report.ledger()).extracting(Ledger.Entry::claim).containsExactly(Claim.C1, Claim.C2);
    assertThat(report.decidedClaims()).extracting(Ledger.Entry::claim).containsExactly(Claim.C2);
  }
}
