package org.acksiom.linearizability;

import java.util.HashSet;
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
        history.operations().stream()
            .filter(operation -> operation.invokedAt() < cut && !neverHappened(operation))
            .toList();
    return extend(fresh.get(), operations, 0, cut);
  }

  static boolean isRequired(Operation operation, int cut) {
    return operation.outcome() != Event.Type.INFO && operation.completedAt() < cut;
  }

  boolean neverHappened(Operation operation) {
    return operation.outcome() == Event.Type.FAIL && !isHeardFailure(operation);
  }

  private boolean isHeardFailure(Operation operation) {
    return failedCasIsHeard
        && operation.outcome() == Event.Type.FAIL
        && operation.function().equals("cas")
        && operation.result().equals(operation.argument());
  }

  /** Whether those operations that have no bit in {@code done} can follow. */
  private boolean extend(NaiveObject object, List<Operation> operations, long done, int cut) {
    int due = Integer.MAX_VALUE;
    for (int i = 0; i < operations.size(); i++) {
      if ((done >>> i & 1) == 0 && isRequired(operations.get(i), cut)) {
        due = Math.min(due, operations.get(i).completedAt());
      }
    }
    if (due == Integer.MAX_VALUE) {
      return true;
    }
    for (int i = 0; i < operations.size(); i++) {
      if ((done >>> i & 1) == 0 && operations.get(i).invokedAt() < due) {
        Call call = call(operations.get(i));
        int ways = object.ways(call);
        for (int way = 0; way < ways; way++) {
          NaiveObject next = object.copy();
          if (isHeard(next, operations.get(i), next.run(call, way))
              && extend(next, operations, done | 1L << i, cut)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /**
   * Whether operations may have taken effect in that order, and no others did.
   *
   * @param required operations that must be among them
   */
  boolean isLinearization(List<Operation> order, List<Operation> required) {
    int due = Integer.MAX_VALUE;
    for (int i = order.size() - 1; i >= 0; i--) {
      if (order.get(i).invokedAt() > due) {
        return false;
      }
      if (order.get(i).outcome() != Event.Type.INFO) {
        due = Math.min(due, order.get(i).completedAt());
      }
    }
    return new HashSet<>(order).containsAll(required) && isExplained(order);
  }

  boolean isExplained(List<Operation> order) {
    return isExplained(fresh.get(), order);
  }

  private boolean isExplained(NaiveObject object, List<Operation> order) {
    if (order.isEmpty()) {
      return true;
    }
    Call call = call(order.get(0));
    for (int way = 0; way < object.ways(call); way++) {
      NaiveObject next = object.copy();
      if (isHeard(next, order.get(0), next.run(call, way))
          && isExplained(next, order.subList(1, order.size()))) {
        return true;
      }
    }
    return false;
  }

  static Call call(Operation operation) {
    Event invocation = operation.invocation();
    return new Call(invocation.function(), invocation.value(), invocation.attributes());
  }

  /** Whether an answer is what the operation's process heard. */
  boolean isHeard(NaiveObject object, Operation operation, Answer answer) {
    String function = operation.function();
    if (operation.outcome() == Event.Type.INFO) {
      return true;
    }
    boolean saidNo =
        operation.outcome() == Event.Type.FAIL
            || (object.maySayNo(function) && Boolean.FALSE.equals(operation.result()));
    if (saidNo || answer == null) {
      return saidNo && answer == null;
    }
    boolean unknown =
        (operation.result() == null && nilIsUnknown && object.mayHide(function))
            || (object.mayEcho(function)
                && Objects.equals(operation.result(), operation.argument()));
    boolean sameValue =
        unknown || !object.isHeard(function) || Objects.equals(answer.value(), operation.result());
    return sameValue && answer.attributes().equals(operation.completion().attributes());
  }
}
