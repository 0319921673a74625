package org.acksiom.linearizability.model;

import java.util.Optional;
import org.acksiom.linearizability.history.Event;
import org.acksiom.linearizability.history.Operation;

/** A lock that whoever may release it. */
final class Mutex implements SequentialModel<Mutex.Lock, Mutex.Lock> {

  /** Both the state and the call that leads to it. */
  enum Lock {
    FREE,
    HELD;

    @Override
    public String toString() {
      return this == FREE ? "free" : "held";
    }
  }

  @Override
  public Lock initialState() {
    return Lock.FREE;
  }

  @Override
  public Optional<Lock> call(Operation operation) {
    Lock after =
        switch (operation.function()) {
          case "acquire" -> Lock.HELD;
          case "release" -> Lock.FREE;
          default -> throw IllegalOperationException.unknown(operation, ":acquire or :release");
        };
    return operation.outcome() == Event.Type.FAIL ? Optional.empty() : Optional.of(after);
  }

  @Override
  public Step<Lock> step(Lock state, Lock call) {
    return state == call
        ? new Step.Rejected<>(
            () ->
                state == Lock.HELD
                    ? "it acquires the mutex, which is held"
                    : "it releases the mutex, which is free")
        : new Step.Next<>(call);
  }
}
