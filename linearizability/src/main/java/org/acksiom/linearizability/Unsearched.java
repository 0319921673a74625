package org.acksiom.linearizability;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.acksiom.linearizability.history.Operation;
import org.acksiom.linearizability.model.SequentialModel;
import org.acksiom.linearizability.model.Shape;

/** A part of a history that is decided by a {@link Shortcut}. */
final class Unsearched {

  private final List<Operation> operations;
  private final Shortcut shortcut;

  private Unsearched(List<Operation> operations, Shortcut shortcut) {
    this.operations = operations;
    this.shortcut = shortcut;
  }

  /**
   * The part, if there is a shortcut for it.
   *
   * @param parts its operations, in the order of their invocations
   */
  static <S, C> Optional<Unsearched> of(
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
        .map(shortcut -> new Unsearched(operations, shortcut));
  }

  /** Decides by the deadline; how, is told without one. */
  boolean isLinearizable() throws Deadline.Passed {
    boolean linearizable = shortcut.explains(Shortcut.END);
    shortcut.takeUntil(Deadline.never());
    return linearizable;
  }

  List<Operation> operations() {
    return operations;
  }

  /** The numbers of the operations in an order that explains all. */
  int[] order() {
    return order(Shortcut.END);
  }

  /** The first operation whose completion nothing explains; empty if that is not known. */
  Optional<Operation> firstUnexplained() {
    try {
      OptionalInt found = shortcut.firstUnexplained();
      return found.isEmpty() ? Optional.empty() : Optional.of(operations.get(found.getAsInt()));
    } catch (Deadline.Passed e) {
      throw new IllegalStateException(e);
    }
  }

  /** An order that explains what was heard before that operation completed. */
  List<Operation> explanationBefore(Operation stuck) {
    List<Operation> explanation = new ArrayList<>();
    for (int operation : order(stuck.completedAt())) {
      explanation.add(operations.get(operation));
    }
    return explanation;
  }

  private int[] order(int cut) {
    try {
      return shortcut.order(cut);
    } catch (Deadline.Passed e) {
      throw new IllegalStateException(e);
    }
  }
}
