package org.acksiom.linearizability.assertj;

import static org.acksiom.linearizability.assertj.LinearizabilityAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.acksiom.linearizability.Budget;
import org.acksiom.linearizability.history.History;
import org.acksiom.linearizability.model.IllegalOperationException;
import org.acksiom.linearizability.model.KeyValueStore;
import org.acksiom.linearizability.model.Register;
import org.acksiom.linearizability.recorder.Recorder;
import org.junit.jupiter.api.Test;

/** Assertions pass or fail by the verdict, and a failure explains itself. */
class HistoryAssertTest {
  private final Recorder recorder = new Recorder();

  @Test
  void linearizableHistoryIsLinearizable() {
    recorder.invoke(0, "write", 1).ok();
    recorder.invoke(0, "read", null).ok(1);
    assertThat(recorder).isLinearizable(new Register());
    assertThat(recorder.history()).isLinearizable(new Register()).isNotNull();
    assertThatThrownBy(() -> assertThat(recorder).isNotLinearizable(new Register()))
        .isInstanceOf(AssertionError.class)
        .hasMessage(
            "expected no linearizable history of Register, found one that is linearizable"
                + " (2 operations)");
  }

  @Test
  void failureIsTheExplanation() {
    for (int i = 0; i < 12; i++) {
      recorder.invoke(0, "put", List.of("k", i)).ok();
    }
    recorder.invoke(3, "put", List.of("k", "100% of " + "x".repeat(200))).info("timeout");
    recorder.invoke(1, "get", "k").ok(7);
    assertThat(recorder).isNotLinearizable(new KeyValueStore());
    assertThatThrownBy(() -> assertThat(recorder).as("store").isLinearizable(new KeyValueStore()))
        .isInstanceOf(AssertionError.class)
        .hasMessage(
            """
            [store] expected a linearizable history of KeyValueStore, found one that is not linearizable (14 operations)
            The operations on "k":
            The longest explanation has these operations in this order:
              … 5 before
              process 0, :put ["k" 5], :ok ["k" 5] (event 10 to 11)
              process 0, :put ["k" 6], :ok ["k" 6] (event 12 to 13)
              process 0, :put ["k" 7], :ok ["k" 7] (event 14 to 15)
              process 0, :put ["k" 8], :ok ["k" 8] (event 16 to 17)
              process 0, :put ["k" 9], :ok ["k" 9] (event 18 to 19)
              process 0, :put ["k" 10], :ok ["k" 10] (event 20 to 21)
              process 0, :put ["k" 11], :ok ["k" 11] (event 22 to 23)
              process 3, :put ["k" "100%% of %s…, never heard of (event 24)
            Then nothing explains that this one completed:
              process 1, :get "k", :ok 7 (event 26 to 27)
            The possible states there, and why not:
              {"k" 11}: it gets 7 from key "k", which holds 11
              {"k" "100%% of %s…: it gets 7 from key "k", which holds "100%% of %s…"""
                .formatted("x".repeat(146), "x".repeat(146), "x".repeat(115)));
  }

  @Test
  void budgetThatRunsOutIsAFailureOfBoth() {
    recorder.invoke(0, "write", 1).ok();
    Budget none = new Budget(Duration.ZERO, 0);
    assertThatThrownBy(() -> assertThat(recorder).within(none).isLinearizable(new Register()))
        .hasMessage(
            "expected a linearizable history of Register, found one that is undecided, because the"
                + " memory limit was reached (1 operations)");
    assertThatThrownBy(() -> assertThat(recorder).within(none).isNotLinearizable(new Register()))
        .hasMessageContaining("undecided");
  }

  @Test
  void noHistoryIsAFailure() {
    assertThatThrownBy(() -> assertThat((History) null).isLinearizable(new Register()))
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> assertThat((Recorder) null).isLinearizable(new Register()))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void operationThatTheModelHasNotIsAnErrorOfTheTest() {
    recorder.invoke(0, "swap", 1).ok();
    assertThatThrownBy(() -> assertThat(recorder).isLinearizable(new Register()))
        .isInstanceOf(IllegalOperationException.class)
        .hasMessage("event 0: expected :f of :read or :write, found :swap");
  }
}
