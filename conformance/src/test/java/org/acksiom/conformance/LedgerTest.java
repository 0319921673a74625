package org.acksiom.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.acksiom.modelcheck.TlcResult;
import org.acksiom.modelcheck.Violation;
import org.acksiom.specs.Preset;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A claim is judged by all that it rests on. */
class LedgerTest {
  /** Everything that a claim rests on, as the claim would have it. */
  private static final class Evidence {
    private final Map<String, ModelOutcome> models = new TreeMap<>();
    private final List<Cell> cells = new ArrayList<>();

    Evidence(Claim claim) {
      claim.models().forEach(name -> models.put(name, named(name, Fabricated.holds())));
      for (Claim.Need need : claim.predictions()) {
        for (Preset preset : need.presets()) {
          cells.add(Fabricated.cell(preset, need.faults(), need.anomaly(), need.verdict()));
        }
      }
    }

    static ModelOutcome named(String name, TlcResult result) {
      return Fabricated.outcome(name, null, result);
    }

    /** The same with another verdict in one cell. */
    void turn(int index, Verdict verdict) {
      Cell cell = cells.get(index);
      cells.set(index, Fabricated.cell(cell.preset(), cell.faults(), cell.anomaly(), verdict));
    }

    Ledger.Entry judge(Claim claim) {
      return Ledger.judge(claim, models, cells);
    }
  }

  private static Stream<DynamicTest> each(Consumer<Claim> test) {
    return Stream.of(Claim.values())
        .map(claim -> DynamicTest.dynamicTest(claim.name(), () -> test.accept(claim)));
  }

  @TestFactory
  Stream<DynamicTest> aClaimHoldsIfAllThatItRestsOnIsAsItSays() {
    return each(
        claim -> {
          if (!claim.refuters().isEmpty()) {
            return;
          }
          Ledger.Entry entry = new Evidence(claim).judge(claim);
          assertThat(entry.standing()).isEqualTo(Ledger.Standing.HOLDS);
          assertThat(entry.evidence().isPresent())
              .isEqualTo(
                  claim.predictions().stream().anyMatch(n -> n.verdict() == Verdict.POSSIBLE));
          assertThat(entry.evidence().isPresent() || entry.model().isPresent()).isTrue();
        });
  }

  @TestFactory
  Stream<DynamicTest> aModelThatComesOutOtherwiseProvesNothing() {
    return each(
        claim -> {
          for (String name : claim.models()) {
            Evidence evidence = new Evidence(claim);
            evidence.models.put(
                name, Evidence.named(name, Fabricated.violated(Violation.Kind.INVARIANT, "Safe")));
            Ledger.Entry entry = evidence.judge(claim);
            assertThat(entry.standing()).isEqualTo(Ledger.Standing.UNDECIDED);
            assertThat(entry.model()).isEmpty();
          }
        });
  }

  @Test
  void aModelInWhichAClaimIsFalseRefutesItByItsName() {
    String refuter = Claim.C3.refuters().get(0);
    Evidence evidence = new Evidence(Claim.C3);
    assertThat(evidence.judge(Claim.C3).standing()).isEqualTo(Ledger.Standing.UNDECIDED);

    evidence.models.put(
        refuter,
        Fabricated.outcome(refuter, "Safe", Fabricated.violated(Violation.Kind.INVARIANT, "Safe")));

    assertThat(evidence.judge(Claim.C3).standing()).isEqualTo(Ledger.Standing.FALSE_AS_TAUGHT);
    assertThat(evidence.judge(Claim.C3).model()).contains(refuter);
  }

  @TestFactory
  Stream<DynamicTest> anyOneCellWithTheOtherVerdictRefutesAClaimAndIsItsEvidence() {
    return each(
        claim -> {
          for (int i = 0; i < new Evidence(claim).cells.size(); i++) {
            Evidence evidence = new Evidence(claim);
            Verdict taught = evidence.cells.get(i).prediction().verdict();
            evidence.turn(i, taught == Verdict.POSSIBLE ? Verdict.IMPOSSIBLE : Verdict.POSSIBLE);
            Ledger.Entry entry = evidence.judge(claim);
            assertThat(entry.standing()).isEqualTo(Ledger.Standing.FALSE_AS_TAUGHT);
            assertThat(entry.evidence()).contains(evidence.cells.get(i));
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> aClaimIsUndecidedWhileAnyThingThatItRestsOnIs() {
    return each(
        claim -> {
          for (String name : claim.models()) {
            Evidence without = new Evidence(claim);
            without.models.remove(name);
            assertThat(without.judge(claim).standing()).isEqualTo(Ledger.Standing.UNDECIDED);
            Evidence failed = new Evidence(claim);
            failed.models.put(name, Evidence.named(name, Fabricated.failed()));
            assertThat(failed.judge(claim).standing()).isEqualTo(Ledger.Standing.UNDECIDED);
          }
          for (int i = 0; i < new Evidence(claim).cells.size(); i++) {
            Evidence without = new Evidence(claim);
            without.cells.remove(i);
            assertThat(without.judge(claim).standing()).isEqualTo(Ledger.Standing.UNDECIDED);
            Evidence undecided = new Evidence(claim);
            undecided.turn(i, Verdict.UNDECIDED);
            assertThat(undecided.judge(claim).standing()).isEqualTo(Ledger.Standing.UNDECIDED);
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> aRefutationCountsThoughOtherThingsAreMissing() {
    return each(
        claim -> {
          if (!claim.predictions().isEmpty()) {
            Evidence evidence = new Evidence(claim);
            evidence.models.clear();
            Verdict taught = evidence.cells.get(0).prediction().verdict();
            evidence.turn(0, taught == Verdict.POSSIBLE ? Verdict.IMPOSSIBLE : Verdict.POSSIBLE);
            assertThat(evidence.judge(claim).standing()).isEqualTo(Ledger.Standing.FALSE_AS_TAUGHT);
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> theOrderInWhichCellsWereDecidedChangesNothing() {
    return each(
        claim -> {
          Evidence evidence = new Evidence(claim);
          for (int i = 0; i < evidence.cells.size(); i++) {
            Verdict taught = evidence.cells.get(i).prediction().verdict();
            evidence.turn(i, taught == Verdict.POSSIBLE ? Verdict.IMPOSSIBLE : Verdict.POSSIBLE);
          }
          Ledger.Entry entry = evidence.judge(claim);
          Collections.reverse(evidence.cells);
          assertThat(evidence.judge(claim)).isEqualTo(entry);
        });
  }
}
