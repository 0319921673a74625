package org.acksiom.linearizability;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.acksiom.linearizability.NaiveObject.Answer;
import org.acksiom.linearizability.NaiveObject.Call;
import org.acksiom.linearizability.history.Event;
import org.acksiom.linearizability.history.History;
import org.acksiom.linearizability.history.Operation;

/**
 * Linearizability by its definition: tries every order of every choice of operations that may have
 * taken effect.
 */
final class BruteForce {

  private final Supplier<NaiveObject> fresh;
  private final boolean nilIsUnknown;
  private final boolean failedCasIsHeard;

  BruteForce(Supplier<NaiveObject> fresh, boolean nilIsUnknown, boolean failedCasIsHeard) {
    this.fresh = fresh;
    this.nilIsUnknown = nilIsUnknown;
    this.failedCasIsHeard = failedCasIsHeard;
  }

  boolean isLinearizable(History history) {
    return isLinearizable(history, history.events().size());
  }

  /**
   * The same of what was heard before the event with the index {@code cut}; the rest may have
   * happened before it.
   */
  boolean isLinearizable(History history, int cut) {
    List<Operation> operations =
        history.operations().stream().filter(operation -> !neverHappened(operation)).toList();
    return extend(new ArrayList<>(), operations, cut);
  }

  private static boolean isRequired(Operation operation, int cut) {
    return operation.outcome() != Event.Type.INFO && operation.completedAt() < cut;
  }

  private boolean neverHappened(Operation operation) {
    return operation.outcome() == Event.Type.FAIL && !isHeardFailure(operation);
  }

  private boolean isHeardFailure(Operation operation) {
    return failedCasIsHeard
        && operation.outcome() == Event.Type.FAIL
        && operation.function().equals("cas")
        && operation.result().equals(operation.argument());
  }

  private boolean extend(List<Operation> order, List<Operation> operations, int cut) {
    if (!isExplained(order)) {
      return false;
    }
    List<Operation> left = new ArrayList<>(operations);
    left.removeAll(order);
    if (left.stream().noneMatch(operation -> isRequired(operation, cut))) {
      return true;
    }
    for (Operation next : left) {
      boolean tooEarly = left.stream().anyMatch(other -> isRequired(other, next.invokedAt()));
      if (!tooEarly && next.invokedAt() < cut) {
        order.add(next);
        if (extend(order, operations, cut)) {
          return true;
        }
        order.remove(order.size() - 1);
      }
    }
    return false;
  }

  boolean isExplained(List<Operation> order) {
    NaiveObject object = fresh.get();
    for (Operation operation : order) {
      Event invocation = operation.invocation();
      Answer answer =
          object.run(new Call(invocation.function(), invocation.value(), invocation.attributes()));
      if (!isHeard(object, operation, answer)) {
        return false;
      }
    }
    return true;
  }

  private boolean isHeard(NaiveObject object, Operation operation, Answer answer) {
    if (operation.outcome() == Event.Type.INFO) {
      return true;
    }
    if (operation.outcome() == Event.Type.FAIL || answer == null) {
      return (operation.outcome() == Event.Type.FAIL) == (answer == null);
    }
    boolean unknown = operation.result() == null && nilIsUnknown && !isDequeue(operation);
    boolean sameValue =
        unknown
            || !object.isHeard(operation.function())
            || Objects.equals(answer.value(), operation.result());
    return sameValue && answer.attributes().equals(operation.completion().attributes());
  }

  private static boolean isDequeue(Operation operation) {
    return operation.function().equals("dequeue");
  }
}
