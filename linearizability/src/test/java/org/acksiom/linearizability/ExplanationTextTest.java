package org.acksiom.linearizability;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.acksiom.linearizability.history.Event;
import org.acksiom.linearizability.history.Operation;
import org.junit.jupiter.api.Test;

/** A judgement in words, where no check that is quick leads to it. */
class ExplanationTextTest {
  @Test
  void statesThatWereNotFoundAreNotAnnounced() {
    Operation read =
        new Operation(
            0,
            new Event(7, Event.Type.INVOKE, "read", null, Map.of()),
            new Event(7, Event.Type.OK, "read", 3L, Map.of()),
            0,
            1);
    Counterexample found = new Counterexample(Optional.empty(), List.of(), read, List.of(), false);
    Judgement judgement =
        new Judgement(
            Verdict.INVALID, 1, 1, Optional.empty(), () -> Optional.of(found), Optional::empty);
    assertThat(ExplanationText.of(judgement))
        .isEqualTo(
            """
            not linearizable (1 operations)
            The longest explanation has these operations in this order:
              none
            Then nothing explains that this one completed:
              process 7, :read, :ok 3 (event 0 to 1)
            No possible state there was found within the limits.""");
  }
}
