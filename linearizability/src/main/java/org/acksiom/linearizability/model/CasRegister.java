package org.acksiom.linearizability.model;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.acksiom.linearizability.history.Edn;
import org.acksiom.linearizability.history.Event;
import org.acksiom.linearizability.history.Operation;
import org.acksiom.linearizability.history.PlainData;

/**
 * The model {@code cas-register}: one value that is read, written, and compared and set. Values are
 * any plain data.
 *
 * <table>
 * <caption>Operations</caption>
 * <tr><th>function</th><th>argument</th><th>{@code ok} with</th><th>otherwise</th></tr>
 * <tr><td>{@code read}</td><td></td><td>the value; of {@code nil} see {@link Dialect}</td>
 *     <td>tells nothing</td></tr>
 * <tr><td>{@code write}</td><td>the value</td><td>anything</td><td>{@code info}: may happen</td>
 *     </tr>
 * <tr><td>{@code cas}</td><td>{@code [from to]}</td>
 *     <td>anything: it found {@code from}; but {@code false}: it found another value</td>
 *     <td>{@code info}: may happen; {@code fail}: see {@link Dialect}</td></tr>
 * </table>
 */
public final class CasRegister implements SequentialModel<CasRegister.Value, CasRegister.Call> {

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

  /** A register that holds {@code nil}, for what a {@link Dialect#RECORDED} history says of it. */
  public CasRegister() {
    this(Dialect.RECORDED, Dialect.RECORDED.registerStart());
  }

  /**
   * A register.
   *
   * @param dialect what the words of the history mean
   * @param start what it holds before the first write: plain data, or {@code null}
   */
  public CasRegister(Dialect dialect, Object start) {
    this.dialect = Objects.requireNonNull(dialect, "dialect");
    this.start = new Value(PlainData.of(start));
  }

  @Override
  public Value initialState() {
    return start;
  }

  @Override
  public Optional<Call> call(Operation operation) {
    return switch (operation.function()) {
      case "read" ->
          isRead(operation, operation.result(), dialect)
              ? Optional.of(new Read(operation.result()))
              : Optional.empty();
      case "write" ->
          operation.outcome() == Event.Type.FAIL
              ? Optional.empty()
              : Optional.of(new Write(operation.argument()));
      case "cas" -> cas(operation);
      default -> throw IllegalOperationException.unknown(operation, ":read, :write or :cas");
    };
  }

  private Optional<Call> cas(Operation operation) {
    List<?> pair = pair(operation, operation.argument());
    return switch (CasOutcome.of(operation, operation.result(), dialect)) {
      case MAY_REPLACE -> Optional.of(new Cas(pair.get(0), pair.get(1)));
      case FOUND_ANOTHER -> Optional.of(new FailedCas(pair.get(0)));
      case NEVER_HAPPENED -> Optional.empty();
    };
  }

  /** Whether a read was told a value. */
  static boolean isRead(Operation operation, Object result, Dialect dialect) {
    return operation.outcome() == Event.Type.OK && !(result == null && dialect.nilIsUnknown());
  }

  static List<?> pair(Operation operation, Object value) {
    if (value instanceof List<?> pair && pair.size() == 2) {
      return pair;
    }
    throw IllegalOperationException.invoked(
        operation, "a pair [from to] as :value of a :cas", value);
  }

  @Override
  public boolean isObservation(Call call) {
    return call instanceof Read
        || call instanceof FailedCas
        || call instanceof Cas cas && Objects.equals(cas.from, cas.to);
  }

  @Override
  public Optional<Feasibility<Value, Call>> feasibility() {
    return Optional.of(Replacement.ALONE);
  }

  @Override
  public Optional<Shape<Call>> shape() {
    return Optional.of(new Shape.OfRegister<>(start.value, CasRegister::action));
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

  /** Without a write, a value is read that is there or that a cas brings. */
  enum Replacement implements Feasibility<Value, Call> {
    ALONE;

    @Override
    public boolean isFeasible(Value state, Call observation, Iterable<Call> between) {
      if (!(observation instanceof Read read) || Objects.equals(read.value, state.value)) {
        return true;
      }
      for (Call call : between) {
        if (!(call instanceof Cas cas) || Objects.equals(cas.to, read.value)) {
          return true;
        }
      }
      return false;
    }

    @Override
    public Effect effect(Call call) {
      return call instanceof Write ? Effect.OVERWRITE : Effect.ANY;
    }
  }

  @Override
  public Step<Value> step(Value state, Call call) {
    if (call instanceof Read read) {
      return Objects.equals(state.value, read.value)
          ? Step.to(state)
          : rejected("it reads ", read.value, state);
    }
    if (call instanceof Write write) {
      return Step.to(new Value(write.value));
    }
    if (call instanceof Cas cas) {
      return Objects.equals(state.value, cas.from)
          ? Step.to(new Value(cas.to))
          : rejected("it replaces ", cas.from, state);
    }
    FailedCas failed = (FailedCas) call;
    return Objects.equals(state.value, failed.from)
        ? Step.rejected(() -> "it found another value than " + state + ", which the register holds")
        : Step.to(state);
  }

  private static Step<Value> rejected(String does, Object value, Value state) {
    return Step.rejected(() -> does + Edn.print(value) + ", but the register holds " + state);
  }
}
