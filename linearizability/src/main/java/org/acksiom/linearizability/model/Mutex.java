package org.acksiom.linearizability.model;

import java.util.Optional;
import org.acksiom.linearizability.history.Event;
import org.acksiom.linearizability.history.Operation;

/**
 * The model {@code mutex}: a lock that is free at first and that whoever may release.
 *
 * <table>
 * <caption>Operations</caption>
 * <tr><th>function</th><th>{@code ok} with</th><th>otherwise</th></tr>
 * <tr><td>{@code acquire}</td><td>anything: it found it free and took it; but {@code false}: it
 *     found it held</td><td>{@code info}: may happen; {@code fail}: never happened</td></tr>
 * <tr><td>{@code release}</td><td>anything: it found it held and freed it</td><td>the same</td></tr>
 * </table>
 */
public final class Mutex implements SequentialModel<Mutex.Lock, Mutex.Call> {

  enum Lock {
    FREE,
    HELD;

    @Override
    public String toString() {
      return this == FREE ? "free" : "held";
    }
  }

  /** Calls by what they need and what they leave. */
  enum Call {
    ACQUIRE(Lock.FREE, Lock.HELD, "it acquires the mutex, which is held"),
    FAIL_TO_ACQUIRE(Lock.HELD, Lock.HELD, "it finds the mutex held, which is free"),
    RELEASE(Lock.HELD, Lock.FREE, "it releases the mutex, which is free");

    private final Lock before;
    private final Lock after;
    private final String rejection;

    Call(Lock before, Lock after, String rejection) {
      this.before = before;
      this.after = after;
      this.rejection = rejection;
    }
  }

  /** A lock. */
  public Mutex() {}

  @Override
  public Lock initialState() {
    return Lock.FREE;
  }

  @Override
  public Optional<Call> call(Operation operation) {
    boolean refused =
        operation.outcome() == Event.Type.OK && Boolean.FALSE.equals(operation.result());
    Call call =
        switch (operation.function()) {
          case "acquire" -> refused ? Call.FAIL_TO_ACQUIRE : Call.ACQUIRE;
          case "release" -> Call.RELEASE;
          default -> throw IllegalOperationException.unknown(operation, ":acquire or :release");
        };
    return operation.outcome() == Event.Type.FAIL ? Optional.empty() : Optional.of(call);
  }

  @Override
  public boolean isObservation(Call call) {
    return call == Call.FAIL_TO_ACQUIRE;
  }

  @Override
  public Step<Lock> step(Lock state, Call call) {
    return state == call.before ? Step.to(call.after) : Step.rejected(call.rejection);
  }
}
