package org.acksiom.linearizability.model;

import java.util.Optional;
import org.acksiom.linearizability.history.Edn;
import org.acksiom.linearizability.history.Event;
import org.acksiom.linearizability.history.Operation;

/** What is asked of a queue, whatever its order. */
sealed interface QueueCall {

  record Enqueue(Object value) implements QueueCall {}

  /** A dequeue that was told an element; {@code null} if it found none. */
  record Dequeue(Object value) implements QueueCall {
    /** The element that it took, as a clause. */
    String words() {
      return value == null ? "it finds the queue empty" : "it dequeues " + Edn.print(value);
    }
  }

  /** A dequeue whose process heard nothing. */
  record DequeueUnheard() implements QueueCall {}

  static Optional<QueueCall> of(Operation operation) {
    QueueCall call =
        switch (operation.function()) {
          case "enqueue" -> new Enqueue(enqueued(operation));
          case "dequeue" ->
              operation.outcome() == Event.Type.OK
                  ? new Dequeue(operation.result())
                  : new DequeueUnheard();
          default -> throw IllegalOperationException.unknown(operation, ":enqueue or :dequeue");
        };
    return operation.outcome() == Event.Type.FAIL ? Optional.empty() : Optional.of(call);
  }

  /** The same as a {@link Shape} has it. */
  static Optional<Shape.QueueAction> action(QueueCall call) {
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

  private static Object enqueued(Operation operation) {
    if (operation.argument() == null) {
      throw IllegalOperationException.invoked(operation, "a :value to enqueue", null);
    }
    return operation.argument();
  }
}
