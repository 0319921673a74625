package org.acksiom.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.acksiom.conformance.Verification.Scenario;
import org.acksiom.impl.simulator.Invariant;
import org.acksiom.specs.Anomaly;
import org.acksiom.specs.FaultModel;
import org.acksiom.specs.Preset;
import org.junit.jupiter.api.Test;

/** A report says the same in the same order, in whatever order its cells were decided. */
class ReportTest {
  private static final Cell MATCHES =
      Fabricated.cell(
          Preset.AT_LEAST_ONCE, FaultModel.NETWORK, Anomaly.DUPLICATE, Verdict.POSSIBLE);

  private static Report report(List<Cell> cells, Map<Scenario, String> missing) {
    List<Ledger.Entry> ledger = List.of(Ledger.judge(Claim.C1, Map.of(), List.of()), decided());
    return new Report(Map.of(), Profile.QUICK, 1, 5, cells, ledger, missing);
  }

  private static Ledger.Entry decided() {
    ModelOutcome outcome = Fabricated.outcome("Commit-loses-uncommitted", null, Fabricated.holds());
    return Ledger.judge(Claim.C2, Map.of("Commit-loses-uncommitted", outcome), List.of());
  }

  @Test
  void cellsAreInTheOrderOfPresetsThenFaultModelsThenAnomalies() {
    List<Cell> ordered = new ArrayList<>();
    for (Preset preset : List.of(Preset.FIRE_AND_FORGET, Preset.IDEMPOTENT)) {
      for (FaultModel faults : List.of(FaultModel.NONE, FaultModel.NETWORK, FaultModel.CRASH)) {
        for (Anomaly anomaly : Verification.anomalies()) {
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
    Cell incomplete = cell(Verdict.POSSIBLE, false, true);
    assertThat(report(List.of(MATCHES, unsound, incomplete, incomplete), Map.of()).summary())
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
    assertThat(report(List.of(MATCHES), Map.of()).allMatch()).isTrue();
    assertThat(report(List.of(MATCHES), Map.of(SmallRun.SCENARIOS.get(0), "failed")).allMatch())
        .isFalse();
    assertThat(report(List.of(MATCHES, cell(Verdict.IMPOSSIBLE, true, true)), Map.of()).allMatch())
        .isFalse();
    assertThat(report(List.of(MATCHES, cell(Verdict.POSSIBLE, false, true)), Map.of()).allMatch())
        .isFalse();
    assertThat(report(List.of(MATCHES, cell(Verdict.UNDECIDED, true, true)), Map.of()).allMatch())
        .isFalse();
    assertThat(
            report(List.of(Fabricated.broken(MATCHES, Invariant.LOGS_MATCH)), Map.of()).allMatch())
        .isFalse();
  }

  @Test
  void onlyDecidedClaimsAreThoseThatWereDecided() {
    Report report = report(List.of(), Map.of());
    assertThat(report.ledger()).extracting(Ledger.Entry::claim).containsExactly(Claim.C1, Claim.C2);
    assertThat(report.decidedClaims()).extracting(Ledger.Entry::claim).containsExactly(Claim.C2);
  }
}
