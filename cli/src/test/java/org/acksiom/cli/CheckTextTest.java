package org.acksiom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.acksiom.linearizability.Counterexample;
import org.acksiom.linearizability.Counterexample.Possible;
import org.junit.jupiter.api.Test;

/** Words that no small history leads to. */
class CheckTextTest {
  private static final Possible ONE = new Possible("1", "it reads 2");
  private static final Possible OTHER = new Possible("3", "it reads 2");

  private static String states(boolean complete, Possible... states) {
    return CheckText.states(
        new Counterexample(Optional.empty(), List.of(), null, List.of(states), complete));
  }

  @Test
  void headingSaysHowManyOfThePossibleStatesFollow() {
    assertThat(states(true, ONE)).isEqualTo("The only possible state there, and why not");
    assertThat(states(true, ONE, OTHER)).isEqualTo("The possible states there, and why not");
    assertThat(states(false, ONE)).isEqualTo("Some of the possible states there, and why not");
    assertThat(states(false)).isEqualTo("No possible state there was found within the limits");
  }
}
