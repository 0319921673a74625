package org.acksiom.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.acksiom.impl.simulator.Action;
import org.acksiom.impl.simulator.Cluster;
import org.acksiom.impl.simulator.Event;
import org.acksiom.impl.simulator.Schedule;
import org.acksiom.impl.simulator.Setup;
import org.acksiom.modelcheck.TlaValue;
import org.acksiom.modelcheck.Trace;
import org.acksiom.modelcheck.TraceState;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * TLC's behaviours, followed by the implementation step by step; and forged ones, which are not.
 */
class FollowingTest {

  private static Setup setup(Cell cell) {
    return new Setup(cell.model().settings(), cell.faults(), cell.model().bounds());
  }

  private static Stream<Cell> possible() {
    return SmallRun.all().cells().stream().filter(cell -> cell.prediction().witness().isPresent());
  }

  private static Trace witness(Cell cell) {
    return cell.prediction().witness().orElseThrow();
  }

  /** The longest witness, because it has the most to forge. */
  private static Cell longest() {
    return possible()
        .reduce((a, b) -> witness(a).length() >= witness(b).length() ? a : b)
        .orElseThrow();
  }

  @TestFactory
  Stream<DynamicTest> theImplementationFollowsEveryWitnessWithEqualStatesAtEveryStep() {
    return possible()
        .map(
            cell ->
                DynamicTest.dynamicTest(
                    cell.preset() + " " + cell.faults() + " " + cell.anomaly(),
                    () -> {
                      Schedule schedule = Following.follow(witness(cell), setup(cell));
                      assertThat(states(schedule))
                          .isEqualTo(
                              witness(cell).states().stream().map(TraceState::variables).toList());
                      assertThat(schedule.events())
                          .extracting(event -> event.action().specName())
                          .containsExactlyElementsOf(
                              witness(cell).states().stream()
                                  .skip(1)
                                  .map(TraceState::action)
                                  .toList());
                    }));
  }

  private static List<Map<String, TlaValue>> states(Schedule schedule) {
    List<Map<String, TlaValue>> states = new ArrayList<>();
    schedule.run(
        new Schedule.Observer() {
          @Override
          public void begun(Cluster initial) {
            states.add(Abstraction.of(initial));
          }

          @Override
          public void happened(Event event, Cluster after) {
            states.add(Abstraction.of(after));
          }
        });
    return states;
  }

  @Test
  void aStateForgedInOneVariableIsRefusedAtItsStepByTheVariablesName() {
    Cell cell = longest();
    Trace trace = witness(cell);
    for (TraceState state : trace.states()) {
      for (String variable : state.variables().keySet()) {
        Map<String, TlaValue> forged = new LinkedHashMap<>(state.variables());
        forged.put(variable, new TlaValue.Str("forged"));
        Trace edited = with(trace, state.number(), state.action(), forged);
        assertThatThrownBy(() -> Following.follow(edited, setup(cell)))
            .isInstanceOf(Divergence.class)
            .hasMessageStartingWith(
                "step %d: after %s the two differ in %s (specification: \"forged\", implementation:"
                    .formatted(state.number() - 1, state.action(), variable))
            .satisfies(
                thrown ->
                    assertThat(((Divergence) thrown).followed().events())
                        .hasSize(Math.max(0, state.number() - 2)));
      }
    }
  }

  @Test
  void aRenamedActionIsRefusedAtItsStep() {
    Cell cell = longest();
    Trace trace = witness(cell);
    for (TraceState state : trace.states().subList(1, trace.length())) {
      for (Action action : Action.values()) {
        if (!action.specName().equals(state.action())) {
          Trace edited = with(trace, state.number(), action.specName(), state.variables());
          assertThatThrownBy(() -> Following.follow(edited, setup(cell)))
              .isInstanceOf(Divergence.class)
              .hasMessageStartingWith("step " + (state.number() - 1) + ": ")
              .hasMessageContaining(action.specName());
        }
      }
    }
  }

  @Test
  void aStepThatIsLeftOutIsRefused() {
    Cell cell = longest();
    Trace trace = witness(cell);
    List<TraceState> states = new ArrayList<>(trace.states().subList(0, 2));
    trace.states().stream()
        .skip(3)
        .forEach(
            s ->
                states.add(
                    new TraceState(s.number() - 1, s.action(), s.location(), s.variables())));
    assertThatThrownBy(() -> Following.follow(new Trace(states, trace.loop()), setup(cell)))
        .isInstanceOf(Divergence.class)
        .hasMessageStartingWith("step 2: ");
  }

  private static Trace with(Trace trace, int number, String action, Map<String, TlaValue> state) {
    List<TraceState> states = new ArrayList<>(trace.states());
    states.set(number - 1, new TraceState(number, action, trace.states().get(0).location(), state));
    return new Trace(states, trace.loop());
  }
}
