package org.acksiom.linearizability.model;

import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import org.acksiom.linearizability.history.Edn;
import org.acksiom.linearizability.history.Event;
import org.acksiom.linearizability.history.Operation;

/**
 * The model {@code set}: a set of values that is added to, removed from, asked and read; empty at
 * first. Values are any plain data.
 *
 * <table>
 * <caption>Operations</caption>
 * <tr><th>function</th><th>argument</th><th>{@code ok} with</th><th>otherwise</th></tr>
 * <tr><td>{@code add}</td><td>the value</td><td>{@code true} or {@code false}: whether it was
 *     missing; else anything, such as the value again, which tells nothing, also if the value is
 *     itself {@code true} or {@code false}</td>
 *     <td>{@code info}: may happen; {@code fail}: never happened</td></tr>
 * <tr><td>{@code remove}</td><td>the value</td><td>{@code true} or {@code false}: whether it was
 *     there; else anything, as for {@code add}</td><td>the same</td></tr>
 * <tr><td>{@code contains}</td><td>the value</td><td>whether it is there</td><td>tells nothing</td>
 *     </tr>
 * <tr><td>{@code read}</td><td></td><td>all values, as a list or a set; of {@code nil} see {@link
 *     Dialect}</td><td>tells nothing</td></tr>
 * </table>
 */
public final class ValueSet implements SequentialModel<ValueSet.Values, ValueSet.Call> {

  /** The values that are there, each as a key. */
  record Values(PersistentMap there) {
    @Override
    public String toString() {
      return Edn.print(there.entries().keySet());
    }
  }

  sealed interface Call {}

  /**
   * An addition or removal that was told whether it changed anything; {@code null} if it was not.
   */
  record Change(boolean adds, Object value, Boolean changed) implements Call {}

  record Contains(Object value, boolean there) implements Call {}

  /**
   * A read of all.
   *
   * @param told the values, each with how often it was told
   */
  record Read(PersistentMap told, Collection<?> values) implements Call {}

  private final Dialect dialect;

  /** A set, for what a {@link Dialect#RECORDED} history says of it. */
  public ValueSet() {
    this(Dialect.RECORDED);
  }

  /**
   * A set.
   *
   * @param dialect what the words of the history mean
   */
  public ValueSet(Dialect dialect) {
    this.dialect = Objects.requireNonNull(dialect, "dialect");
  }

  @Override
  public Values initialState() {
    return new Values(PersistentMap.EMPTY);
  }

  @Override
  public Optional<Call> call(Operation operation) {
    return switch (operation.function()) {
      case "add", "remove" -> change(operation);
      case "contains" -> contains(operation);
      case "read" -> read(operation);
      default ->
          throw IllegalOperationException.unknown(operation, ":add, :remove, :contains or :read");
    };
  }

  private static Optional<Call> change(Operation operation) {
    if (operation.outcome() == Event.Type.FAIL) {
      return Optional.empty();
    }
    Object value = operation.argument();
    boolean told =
        operation.outcome() == Event.Type.OK && !Objects.equals(operation.result(), value);
    Boolean changed = told && operation.result() instanceof Boolean truth ? truth : null;
    return Optional.of(new Change(operation.function().equals("add"), value, changed));
  }

  private static Optional<Call> contains(Operation operation) {
    if (operation.outcome() != Event.Type.OK) {
      return Optional.empty();
    }
    if (operation.result() instanceof Boolean there) {
      return Optional.of(new Contains(operation.argument(), there));
    }
    throw IllegalOperationException.completed(
        operation, "true or false as :value of an :ok :contains", operation.result());
  }

  private Optional<Call> read(Operation operation) {
    if (!CasRegister.isRead(operation, operation.result(), dialect)) {
      return Optional.empty();
    }
    if (!(operation.result() instanceof Collection<?> values)) {
      throw IllegalOperationException.completed(
          operation, "a list or a set as :value of an :ok :read", operation.result());
    }
    PersistentMap told = PersistentMap.EMPTY;
    for (Object value : values) {
      told = told.with(value, (Long) told.get(value, 0L) + 1);
    }
    return Optional.of(new Read(told, values));
  }

  @Override
  public boolean isObservation(Call call) {
    return !(call instanceof Change change) || Boolean.FALSE.equals(change.changed);
  }

  @Override
  public Step<Values> step(Values state, Call call) {
    if (call instanceof Read read) {
      return state.there.equals(read.told)
          ? Step.to(state)
          : Step.rejected(() -> "it reads " + Edn.print(read.values) + ", but the set is " + state);
    }
    if (call instanceof Contains contains) {
      return state.there.has(contains.value) == contains.there
          ? Step.to(state)
          : Step.rejected(
              () ->
                  String.format(
                      "it finds %s %s, but the set is %s",
                      Edn.print(contains.value), contains.there ? "there" : "missing", state));
    }
    Change change = (Change) call;
    boolean changes = state.there.has(change.value) != change.adds;
    if (change.changed != null && change.changed != changes) {
      return Step.rejected(
          () ->
              String.format(
                  "it finds %s %s, but the set is %s",
                  Edn.print(change.value),
                  change.adds == change.changed ? "missing" : "there",
                  state));
    }
    if (!changes) {
      return Step.to(state);
    }
    return Step.to(
        new Values(
            change.adds ? state.there.with(change.value, 1L) : state.there.without(change.value)));
  }

  @Override
  public long bytes(Values state) {
    return 48 + state.there.bytes();
  }
}
