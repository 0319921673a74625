package org.acksiom.linearizability;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.acksiom.linearizability.history.Operation;
import org.acksiom.linearizability.model.SequentialModel;
import org.acksiom.linearizability.model.Shape;
import org.acksiom.linearizability.model.Step;

/** A part of a history that is decided by a {@link Shortcut}, in the words of its model. */
final class Unsearched<S, C> {

  private final SequentialModel<S, C> model;
  private final List<Operation> operations;
  private final List<C> calls;
  private final Shortcut shortcut;

  private Unsearched(
      SequentialModel<S, C> model, List<Operation> operations, List<C> calls, Shortcut shortcut) {
    this.model = model;
    this.operations = operations;
    this.calls = calls;
    this.shortcut = shortcut;
  }

  /**
   * The part, if there is a shortcut for it.
   *
   * @param parts its operations, in the order of their invocations
   */
  static <S, C> Optional<Unsearched<S, C>> of(
      SequentialModel<S, C> model, List<Problem.Part<C>> parts, Memory memory, Deadline deadline)
      throws MemoryExhausted, Deadline.Passed {
    Optional<Shape<C>> shape = model.shape();
    if (shape.isEmpty()) {
      return Optional.empty();
    }
    List<Operation> operations = new ArrayList<>(parts.size());
    List<C> calls = new ArrayList<>(parts.size());
    for (Problem.Part<C> part : parts) {
      operations.add(part.operation());
      calls.add(part.call());
    }
    return Shortcut.of(shape.get(), calls, Spans.of(operations), memory, deadline)
        .map(shortcut -> new Unsearched<>(model, operations, calls, shortcut));
  }

  boolean isLinearizable() throws Deadline.Passed {
    return shortcut.explains(Shortcut.END);
  }

  /**
   * Where explanations end, with the one state that one of them leads to.
   *
   * @return empty if that is not known
   */
  Optional<Counterexample> counterexample(Optional<Object> partition) throws Deadline.Passed {
    OptionalInt found = shortcut.firstUnexplained();
    if (found.isEmpty()) {
      return Optional.empty();
    }
    int stuck = found.getAsInt();
    List<Operation> prefix = new ArrayList<>();
    S state = model.initialState();
    for (int operation : shortcut.order(operations.get(stuck).completedAt())) {
      prefix.add(operations.get(operation));
      state = ((Step.Next<S>) model.step(state, calls.get(operation))).state();
    }
    Step.Rejected<S> rejected = (Step.Rejected<S>) model.step(state, calls.get(stuck));
    return Optional.of(
        new Counterexample(
            partition,
            prefix,
            operations.get(stuck),
            List.of(new Counterexample.Possible(String.valueOf(state), rejected.reason().get())),
            false));
  }
}
