package org.acksiom.linearizability.model;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.acksiom.linearizability.history.Edn;
import org.acksiom.linearizability.history.Event;
import org.acksiom.linearizability.history.Operation;

/** One value that is read, written and, if so wished, compared and set. */
final class Register implements SequentialModel<Register.Value, Register.Call> {

  /** What the register holds; a record of its own because that may be {@code null}. */
  record Value(Object value) {
    @Override
    public String toString() {
      return Edn.print(value);
    }
  }

  sealed interface Call {}

  record Read(Object value) implements Call {}

  record Write(Object value) implements Call {}

  record Cas(Object from, Object to) implements Call {}

  /** A cas that returned without effect, and so saw another value. */
  record FailedCas(Object from) implements Call {}

  private final Dialect dialect;
  private final Value start;
  private final boolean hasCas;

  Register(Dialect dialect, Object start, boolean hasCas) {
    this.dialect = dialect;
    this.start = new Value(start);
    this.hasCas = hasCas;
  }

  @Override
  public Value initialState() {
    return start;
  }

  @Override
  public Optional<Call> call(Operation operation) {
    Event.Type outcome = operation.outcome();
    switch (operation.function()) {
      case "read":
        boolean told =
            outcome == Event.Type.OK && !(operation.result() == null && dialect.nilIsUnknown());
        return told ? Optional.of(new Read(operation.result())) : Optional.empty();
      case "write":
        Call write = new Write(operation.argument());
        return outcome == Event.Type.FAIL ? Optional.empty() : Optional.of(write);
      case "cas":
        if (hasCas) {
          return cas(operation);
        }
        break;
      default:
        break;
    }
    throw IllegalOperationException.unknown(
        operation, hasCas ? ":read, :write or :cas" : ":read or :write");
  }

  private Optional<Call> cas(Operation operation) {
    if (!(operation.argument() instanceof List<?> pair) || pair.size() != 2) {
      throw IllegalOperationException.invoked(
          operation, "a pair [from to] as :value of a :cas", operation.argument());
    }
    if (operation.outcome() != Event.Type.FAIL) {
      return Optional.of(new Cas(pair.get(0), pair.get(1)));
    }
    boolean observed = dialect.failedCasIsObserved() && pair.equals(operation.result());
    return observed ? Optional.of(new FailedCas(pair.get(0))) : Optional.empty();
  }

  @Override
  public boolean isObservation(Call call) {
    return call instanceof Read || call instanceof FailedCas;
  }

  @Override
  public Optional<Shape<Call>> shape() {
    return Optional.of(new Shape.OfRegister<>(start.value, Register::action));
  }

  private static Optional<Shape.RegisterAction> action(Call call) {
    if (call instanceof Read read) {
      return Optional.of(new Shape.RegisterAction.Read(read.value));
    }
    if (call instanceof Write write) {
      return Optional.of(new Shape.RegisterAction.Write(write.value));
    }
    return call instanceof Cas cas
        ? Optional.of(new Shape.RegisterAction.CompareAndSet(cas.from, cas.to))
        : Optional.empty();
  }

  @Override
  public Step<Value> step(Value state, Call call) {
    if (call instanceof Read read) {
      return Objects.equals(state.value, read.value)
          ? new Step.Next<>(state)
          : rejected("it reads ", read.value, state);
    }
    if (call instanceof Write write) {
      return new Step.Next<>(new Value(write.value));
    }
    if (call instanceof Cas cas) {
      return Objects.equals(state.value, cas.from)
          ? new Step.Next<>(new Value(cas.to))
          : rejected("it replaces ", cas.from, state);
    }
    FailedCas failed = (FailedCas) call;
    return Objects.equals(state.value, failed.from)
        ? new Step.Rejected<>(
            () -> "it found another value than " + state + ", which the register holds")
        : new Step.Next<>(state);
  }

  private static Step<Value> rejected(String does, Object value, Value state) {
    return new Step.Rejected<>(() -> does + Edn.print(value) + ", but the register holds " + state);
  }
}
