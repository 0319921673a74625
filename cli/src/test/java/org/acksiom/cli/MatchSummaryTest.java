package org.acksiom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.acksiom.conformance.Cell;
import org.acksiom.conformance.Claim;
import org.acksiom.conformance.KafkaRuns;
import org.acksiom.conformance.Ledger;
import org.acksiom.conformance.Observation;
import org.acksiom.conformance.Prediction;
import org.acksiom.conformance.Profile;
import org.acksiom.conformance.Report;
import org.acksiom.conformance.Verdict;
import org.acksiom.impl.simulator.Budget;
import org.acksiom.impl.simulator.Setup;
import org.acksiom.modelcheck.KafkaDeliveryModel;
import org.acksiom.specs.Anomaly;
import org.acksiom.specs.Bounds;
import org.acksiom.specs.FaultModel;
import org.acksiom.specs.Preset;
import org.junit.jupiter.api.Test;

/** The report on one screen. */
class MatchSummaryTest {
  private static final Preset PRESET = Preset.AT_LEAST_ONCE;
  private static final String RED = "\u001b[1;31m";

  /** Explored to the end: what is observed is what is possible. */
  private static Observation observed(Preset preset, FaultModel faults) {
    return Observation.of(
        new Setup(preset.settings(), faults, Bounds.SMALL), Budget.ofStates(100_000), 1, 0);
  }

  private static Cell cell(
      Preset preset, FaultModel faults, Anomaly anomaly, Verdict verdict, Observation observation) {
    return new Cell(
        preset,
        faults,
        anomaly,
        new KafkaDeliveryModel(preset.settings(), faults, Bounds.SMALL),
        new Prediction(verdict, observation.distinctStates(), 1, Optional.empty()),
        observation);
  }

  /** Predicted is what is observed, for these presets without faults and under network faults. */
  private static List<Cell> matching(Preset... presets) {
    List<Cell> cells = new ArrayList<>();
    for (Preset preset : presets) {
      for (FaultModel faults : List.of(FaultModel.NONE, FaultModel.NETWORK)) {
        Observation observation = observed(preset, faults);
        for (Anomaly anomaly : Profile.QUICK.anomalies()) {
          boolean shown = observation.witnesses().containsKey(anomaly);
          Verdict verdict = shown ? Verdict.POSSIBLE : Verdict.IMPOSSIBLE;
          cells.add(cell(preset, faults, anomaly, verdict, observation));
        }
      }
    }
    return cells;
  }

  private static Report report(Profile profile, List<Cell> cells) {
    List<Ledger.Entry> ledger =
        Arrays.stream(Claim.values())
            .map(
                claim ->
                    new Ledger.Entry(
                        claim,
                        claim == Claim.C5 ? Ledger.Standing.FALSE_AS_TAUGHT : Ledger.Standing.HOLDS,
                        Optional.empty(),
                        Optional.empty()))
            .toList();
    return new Report(
        Map.of(), profile, 1, 500, cells, List.of(), ledger, Map.of(), KafkaRuns.NONE);
  }

  private static String summary(List<Cell> cells, boolean coloured) {
    return new MatchSummary(report(Profile.QUICK, cells), coloured).text();
  }

  @Test
  void anAnomalysMarkIsTheFirstFaultModelUnderWhichItIsPossible() {
    assertThat(summary(matching(PRESET), false).lines())
        .startsWith(
            "preset                  faults    AL SL RL DU PH RE GA UN",
            "at-least-once           network   -  -  n  n  n  n  -  -")
        .contains(
            "0 none, n network: possible from these faults on",
            "-: impossible within the bounds  ?: undecided  !: mismatch",
            "claims (see 'acksiom claims'): C1 C2 C3 C4 C6 C7: holds; C5: false as taught",
            "16 cells: 16 match; 0 of 2 explorations cached; 0.5 s");
  }

  @Test
  void aMismatchOutweighsAndIsTold() {
    List<Cell> cells = matching(PRESET);
    Observation observation = observed(PRESET, FaultModel.NETWORK);
    cells.removeIf(it -> it.anomaly() == Anomaly.DUPLICATE && it.faults() == FaultModel.NETWORK);
    cells.add(cell(PRESET, FaultModel.NETWORK, Anomaly.DUPLICATE, Verdict.IMPOSSIBLE, observation));
    assertThat(summary(cells, false).lines())
        .contains(
            "at-least-once           network   -  -  n  !  n  n  -  -",
            "UNSOUND at-least-once, network, DUPLICATE",
            "16 cells: 15 match, 1 unsound; 0 of 2 explorations cached; 0.5 s");
  }

  @Test
  void whatIsUndecidedIsNotCalledImpossible() {
    List<Cell> cells = matching(PRESET);
    Observation observation = observed(PRESET, FaultModel.NETWORK);
    cells.removeIf(it -> it.anomaly() == Anomaly.GAP && it.faults() == FaultModel.NETWORK);
    cells.add(cell(PRESET, FaultModel.NETWORK, Anomaly.GAP, Verdict.UNDECIDED, observation));
    assertThat(summary(cells, false).lines())
        .contains("at-least-once           network   -  -  n  n  n  n  ?  -");
  }

  @Test
  void colourIsOnMismatchesOnlyAndNeverTheOnlySign() {
    List<Cell> cells = matching(PRESET);
    assertThat(summary(cells, true)).isEqualTo(summary(cells, false)).doesNotContain("\u001b");
    Observation observation = observed(PRESET, FaultModel.NETWORK);
    List<Cell> wrong = new ArrayList<>();
    for (Anomaly anomaly : Profile.QUICK.anomalies()) {
      wrong.add(cell(PRESET, FaultModel.NETWORK, anomaly, Verdict.IMPOSSIBLE, observation));
    }
    assertThat(summary(wrong, true))
        .contains(RED + "at-least-once           network   -  -  !  !  !  !  -  -\u001b[0m\n")
        .contains(RED + "UNSOUND at-least-once, network, REPORTED_LOSS\u001b[0m\n")
        .contains("\n… and 1 more, in the report\n");
    assertThat(summary(wrong, true).replaceAll("\u001b\\[[0-9;]*m", ""))
        .isEqualTo(summary(wrong, false));
  }

  @Test
  void allPresetsAndAnomaliesFitAScreenOf80ColumnsAnd24Lines() {
    List<Cell> cells = new ArrayList<>();
    Observation observation = observed(PRESET, FaultModel.NONE);
    for (Preset preset : Preset.values()) {
      for (FaultModel faults : FaultModel.values()) {
        for (Anomaly anomaly : Profile.STANDARD.anomalies()) {
          cells.add(cell(preset, faults, anomaly, Verdict.POSSIBLE, observation)); // all mismatch
        }
      }
    }
    String text = new MatchSummary(report(Profile.STANDARD, cells), false).text();
    assertThat(text.lines()).allMatch(line -> line.length() < 80);
    assertThat(text.lines().count()).isLessThanOrEqualTo(24 - 2); // the report's name, the prompt
  }
}
