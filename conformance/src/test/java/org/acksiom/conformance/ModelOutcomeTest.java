package org.acksiom.conformance;

import static org.acksiom.conformance.Fabricated.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import org.acksiom.modelcheck.TlcResult;
import org.acksiom.modelcheck.Violation.Kind;
import org.acksiom.specs.Model;
import org.junit.jupiter.api.Test;

/** TLC's verdict beside the expected one. */
class ModelOutcomeTest {

  private static ModelOutcome.Kind kind(String expected, TlcResult result) {
    return outcome("m", expected, result).kind();
  }

  @Test
  void aModelThatShouldHoldDoesOrDoesNot() {
    assertThat(kind(null, Fabricated.holds())).isEqualTo(ModelOutcome.Kind.AS_EXPECTED);
    assertThat(kind(null, Fabricated.violated(Kind.INVARIANT, "Safe")))
        .isEqualTo(ModelOutcome.Kind.UNEXPECTED);
    assertThat(kind(null, Fabricated.violated(Kind.TEMPORAL_PROPERTY, "")))
        .isEqualTo(ModelOutcome.Kind.UNEXPECTED);
    assertThat(kind(null, Fabricated.violated(Kind.DEADLOCK, "")))
        .isEqualTo(ModelOutcome.Kind.UNEXPECTED);
  }

  @Test
  void aModelThatShouldFailFailsInThatPropertyAndNoOther() {
    assertThat(kind("Safe", Fabricated.violated(Kind.INVARIANT, "Safe")))
        .isEqualTo(ModelOutcome.Kind.AS_EXPECTED);
    assertThat(kind("Stays", Fabricated.violated(Kind.ACTION_PROPERTY, "Stays")))
        .isEqualTo(ModelOutcome.Kind.AS_EXPECTED);
    assertThat(kind("Arrives", Fabricated.violated(Kind.TEMPORAL_PROPERTY, "")))
        .isEqualTo(ModelOutcome.Kind.AS_EXPECTED);
    assertThat(kind("Safe", Fabricated.violated(Kind.INVARIANT, "TypeOK")))
        .isEqualTo(ModelOutcome.Kind.UNEXPECTED);
    assertThat(kind("Safe", Fabricated.violated(Kind.DEADLOCK, "")))
        .isEqualTo(ModelOutcome.Kind.UNEXPECTED);
    assertThat(kind("Safe", Fabricated.holds())).isEqualTo(ModelOutcome.Kind.UNEXPECTED);
  }

  @Test
  void whatMustHoldInitiallyHasNoNameSoThatAModelChecksNothingElse() {
    TlcResult violated = Fabricated.violated(Kind.INITIAL_PROPERTY, "line 1 of module M");
    Model alone = new Model("m", "Some", "Starts", "It shows.", "PROPERTY Starts\n");
    Model among = new Model("m", "Some", "Starts", "It shows.", "PROPERTIES Starts Goes\n");
    assertThat(new ModelOutcome(alone, violated, false).kind())
        .isEqualTo(ModelOutcome.Kind.AS_EXPECTED);
    assertThat(new ModelOutcome(among, violated, false).kind())
        .isEqualTo(ModelOutcome.Kind.UNEXPECTED);
    assertThat(kind(null, violated)).isEqualTo(ModelOutcome.Kind.UNEXPECTED);
    assertThat(outcome("m", null, violated).verdict())
        .isEqualTo("violates what must hold initially: line 1 of module M");
  }

  @Test
  void aBudgetThatRanOutAndAFailureAreNeither() {
    assertThat(kind("Safe", Fabricated.undecided())).isEqualTo(ModelOutcome.Kind.UNDECIDED);
    assertThat(kind(null, Fabricated.undecided())).isEqualTo(ModelOutcome.Kind.UNDECIDED);
    assertThat(kind("Safe", Fabricated.failed())).isEqualTo(ModelOutcome.Kind.FAILED);
  }

  @Test
  void theVerdictIsSaidInWords() {
    assertThat(outcome("m", null, Fabricated.holds()).verdict()).isEqualTo("holds");
    assertThat(outcome("m", null, Fabricated.violated(Kind.INVARIANT, "Safe")).verdict())
        .isEqualTo("violates Safe");
    assertThat(outcome("m", null, Fabricated.violated(Kind.TEMPORAL_PROPERTY, "")).verdict())
        .isEqualTo("violates a temporal property");
    assertThat(outcome("m", null, Fabricated.undecided()).verdict())
        .isEqualTo("undecided: out of memory");
    assertThat(outcome("m", null, Fabricated.failed()).verdict())
        .isEqualTo("failed: no such module");
  }
}
