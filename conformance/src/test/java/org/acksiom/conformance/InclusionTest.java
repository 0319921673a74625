package org.acksiom.conformance;

import static org.acksiom.specs.FaultModel.CRASH;
import static org.acksiom.specs.FaultModel.NETWORK;
import static org.acksiom.specs.FaultModel.PARTITION;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.acksiom.specs.Anomaly;
import org.acksiom.specs.FaultModel;
import org.acksiom.specs.Preset;
import org.junit.jupiter.api.Test;

/** What is possible with fewer kinds of faults is so with more; nothing else is taken over. */
class InclusionTest {
  private static final Cell SHOWN = cell(Preset.LEADER_ACK, NETWORK, Verdict.POSSIBLE);

  private static Cell cell(Preset preset, FaultModel faults, Verdict verdict) {
    return Fabricated.cell(preset, faults, Anomaly.DUPLICATE, verdict);
  }

  private static Cell applied(Cell cell, Cell... others) {
    List<Cell> cells = List.of(others);
    assertThat(Inclusion.applied(cells)).isEqualTo(cells);
    Cell applied =
        Inclusion.applied(Stream.concat(cells.stream(), Stream.of(cell)).toList())
            .get(cells.size());
    assertThat(applied.faults()).isEqualTo(cell.faults());
    return applied;
  }

  @Test
  void whatFewerFaultsShowIsPossible() {
    for (Verdict verdict : List.of(Verdict.IMPOSSIBLE, Verdict.UNDECIDED)) {
      Cell applied = applied(cell(Preset.LEADER_ACK, PARTITION, verdict), SHOWN);
      assertThat(applied.prediction()).isEqualTo(SHOWN.prediction());
      assertThat(applied.match()).isEqualTo(Match.MATCH);
      assertThat(applied.exploration()).isEqualTo("leader-ack-network");
    }
  }

  @Test
  void ofSeveralTheOneWithTheFewestFaultsIsTaken() {
    Cell crash = cell(Preset.LEADER_ACK, CRASH, Verdict.POSSIBLE);
    Cell applied = applied(cell(Preset.LEADER_ACK, PARTITION, Verdict.UNDECIDED), crash, SHOWN);
    assertThat(applied.model().faults()).isEqualTo(NETWORK);
  }

  @Test
  void moreFaultsSayNothingOfFewer() {
    Cell none = cell(Preset.LEADER_ACK, FaultModel.NONE, Verdict.IMPOSSIBLE);
    assertThat(applied(none, SHOWN)).isEqualTo(none);
  }

  @Test
  void anotherPresetSaysNothing() {
    Cell other = cell(Preset.AT_LEAST_ONCE, CRASH, Verdict.IMPOSSIBLE);
    assertThat(applied(other, SHOWN)).isEqualTo(other);
  }

  @Test
  void ofSeveralCellsOfOneKindTheOneThatSaysMostStays() {
    Cell impossible = cell(Preset.LEADER_ACK, CRASH, Verdict.IMPOSSIBLE);
    Cell undecided = cell(Preset.LEADER_ACK, CRASH, Verdict.UNDECIDED);
    Cell possible = cell(Preset.LEADER_ACK, CRASH, Verdict.POSSIBLE);
    Cell unsound =
        Fabricated.cell(
            Preset.LEADER_ACK, CRASH, Anomaly.DUPLICATE, Verdict.IMPOSSIBLE, true, true);
    List<Cell> fromLeastToMost = List.of(impossible, undecided, possible, unsound);
    for (int most = 0; most < fromLeastToMost.size(); most++) {
      List<Cell> some = new ArrayList<>(fromLeastToMost.subList(0, most + 1));
      assertThat(Inclusion.applied(some)).containsExactly(fromLeastToMost.get(most));
      Collections.reverse(some);
      assertThat(Inclusion.applied(some)).containsExactly(fromLeastToMost.get(most));
    }
  }

  @Test
  void aContradictionIsNotHidden() {
    Cell unsound =
        Fabricated.cell(
            Preset.LEADER_ACK, CRASH, Anomaly.DUPLICATE, Verdict.IMPOSSIBLE, true, true);
    assertThat(applied(unsound, SHOWN)).isEqualTo(unsound);
  }

  @Test
  void whatWasPredictedAndNotObservedIsNotTakenOver() {
    Cell incomplete =
        Fabricated.cell(
            Preset.LEADER_ACK, NETWORK, Anomaly.DUPLICATE, Verdict.POSSIBLE, false, true);
    Cell cell = cell(Preset.LEADER_ACK, CRASH, Verdict.IMPOSSIBLE);
    assertThat(applied(cell, incomplete)).isEqualTo(cell);
  }
}
