package org.acksiom.modelcheck;

import java.util.List;

/**
 * A step of a recorded behaviour.
 *
 * @param action the action's name in the specification
 * @param parameters the action's arguments, in order
 * @param changes what it changed; all else stayed
 */
public record TracedStep(String action, List<Integer> parameters, List<StateChange> changes) {
  /** Copies the lists. */
  public TracedStep {
    parameters = List.copyOf(parameters);
    changes = List.copyOf(changes);
  }

  /**
   * The state after the step.
   *
   * @param before the values of all variables before it
   * @throws IllegalArgumentException if what changes is not there; the message says what was
   *     expected
   */
  public TlaValue[] after(TlaValue[] before) {
    TlaValue[] after = before.clone();
    for (StateChange change : changes) {
      after[change.variable()] = change.in(after[change.variable()]);
    }
    return after;
  }

  TlaValue written() {
    return new TlaValue.Tuple(
        List.of(
            new TlaValue.Str(action),
            new TlaValue.Tuple(parameters.stream().<TlaValue>map(TlaValue.Int::new).toList()),
            new TlaValue.Tuple(changes.stream().map(StateChange::written).toList())));
  }

  static TracedStep read(TlaValue written) {
    List<TlaValue> parts = ((TlaValue.Tuple) written).elements();
    return new TracedStep(
        ((TlaValue.Str) parts.get(0)).value(),
        ((TlaValue.Tuple) parts.get(1))
            .elements().stream().map(parameter -> ((TlaValue.Int) parameter).value()).toList(),
        ((TlaValue.Tuple) parts.get(2)).elements().stream().map(StateChange::read).toList());
  }
}
