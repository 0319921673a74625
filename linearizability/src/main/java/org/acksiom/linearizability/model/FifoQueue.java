package org.acksiom.linearizability.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.acksiom.linearizability.history.Edn;
import org.acksiom.linearizability.history.Event;
import org.acksiom.linearizability.history.Operation;

/** A first-in, first-out queue. A dequeue that is told {@code nil} found it empty. */
final class FifoQueue implements SequentialModel<FifoQueue.Elements, FifoQueue.Call> {

  /** The elements, the head first. */
  record Elements(List<Object> elements) {
    @Override
    public String toString() {
      return Edn.print(elements);
    }
  }

  sealed interface Call {}

  record Enqueue(Object value) implements Call {}

  record Dequeue(Object value) implements Call {}

  /** A dequeue whose process heard nothing: it took the head, whatever it was. */
  record DequeueUnheard() implements Call {}

  @Override
  public Elements initialState() {
    return new Elements(List.of());
  }

  @Override
  public Optional<Call> call(Operation operation) {
    Event.Type outcome = operation.outcome();
    Call call =
        switch (operation.function()) {
          case "enqueue" -> new Enqueue(enqueued(operation));
          case "dequeue" ->
              outcome == Event.Type.OK ? new Dequeue(operation.result()) : new DequeueUnheard();
          default -> throw IllegalOperationException.unknown(operation, ":enqueue or :dequeue");
        };
    return outcome == Event.Type.FAIL ? Optional.empty() : Optional.of(call);
  }

  private static Object enqueued(Operation operation) {
    if (operation.argument() == null) {
      throw IllegalOperationException.invoked(operation, "a :value to enqueue", null);
    }
    return operation.argument();
  }

  @Override
  public boolean isObservation(Call call) {
    return call instanceof Dequeue dequeue && dequeue.value == null;
  }

  @Override
  public Optional<Shape<Call>> shape() {
    return Optional.of(new Shape.OfQueue<>(true, FifoQueue::action));
  }

  private static Optional<Shape.QueueAction> action(Call call) {
    if (call instanceof Enqueue enqueue) {
      return Optional.of(new Shape.QueueAction.Enqueue(enqueue.value));
    }
    if (call instanceof Dequeue dequeue) {
      return Optional.of(
          dequeue.value == null
              ? new Shape.QueueAction.DequeueNothing()
              : new Shape.QueueAction.Dequeue(dequeue.value));
    }
    return Optional.of(new Shape.QueueAction.DequeueUnheard());
  }

  @Override
  public Step<Elements> step(Elements state, Call call) {
    List<Object> elements = state.elements;
    if (call instanceof Enqueue enqueue) {
      List<Object> longer = new ArrayList<>(elements.size() + 1);
      longer.addAll(elements);
      longer.add(enqueue.value);
      return new Step.Next<>(new Elements(Collections.unmodifiableList(longer)));
    }
    Object head = elements.isEmpty() ? null : elements.get(0);
    if (call instanceof Dequeue dequeue && !Objects.equals(head, dequeue.value)) {
      return new Step.Rejected<>(
          () ->
              (dequeue.value == null
                      ? "it finds the queue empty"
                      : "it dequeues " + Edn.print(dequeue.value))
                  + ", but "
                  + (head == null
                      ? "the queue is empty"
                      : "the head of the queue is " + Edn.print(head)));
    }
    return new Step.Next<>(
        elements.isEmpty()
            ? state
            : new Elements(List.copyOf(elements.subList(1, elements.size()))));
  }

  @Override
  public long bytes(Elements state) {
    return 64 + 8L * state.elements.size();
  }
}
