package org.acksiom.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A match by its definition, for everything that can be said of a cell. */
class MatchTest {
  @Test
  void soundIsThatNothingImpossibleIsObservedAndCompleteThatAllThatIsPossibleIs() {
    for (Verdict predicted : Verdict.values()) {
      for (boolean observed : new boolean[] {false, true}) {
        for (boolean exhaustive : new boolean[] {false, true}) {
          boolean known = predicted != Verdict.UNDECIDED && (observed || exhaustive);
          boolean sound = !(predicted == Verdict.IMPOSSIBLE && observed);
          boolean complete = !(predicted == Verdict.POSSIBLE && !observed);
          Match match = Match.of(predicted, observed, exhaustive);
          assertThat(match == Match.UNDECIDED).isEqualTo(!known);
          assertThat(match == Match.UNSOUND).isEqualTo(known && !sound);
          assertThat(match == Match.INCOMPLETE).isEqualTo(known && !complete);
          assertThat(match == Match.MATCH).isEqualTo(known && sound && complete);
        }
      }
    }
  }
}
