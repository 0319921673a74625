package org.acksiom.linearizability.model;

import java.util.Objects;
import java.util.Optional;
import org.acksiom.linearizability.history.Edn;
import org.acksiom.linearizability.history.Event;
import org.acksiom.linearizability.history.Operation;

/**
 * The model {@code counter}: a number that is added to and read. It has 64 bits, and goes on at the
 * other end as a {@code long} does.
 *
 * <table>
 * <caption>Operations</caption>
 * <tr><th>function</th><th>argument</th><th>{@code ok} with</th><th>otherwise</th></tr>
 * <tr><td>{@code add}</td><td>an integer</td><td>anything</td>
 *     <td>{@code info}: may happen; {@code fail}: never happened</td></tr>
 * <tr><td>{@code incr}, {@code decr}</td><td>how much; 1 if {@code nil}</td><td>anything</td>
 *     <td>the same</td></tr>
 * <tr><td>{@code add-and-get}</td><td>an integer</td><td>the number afterwards</td><td>the same</td>
 *     </tr>
 * <tr><td>{@code read}</td><td></td><td>the number; of {@code nil} see {@link Dialect}</td>
 *     <td>tells nothing</td></tr>
 * </table>
 */
public final class Counter implements SequentialModel<Long, Counter.Call> {

  sealed interface Call {}

  /** An addition; what it led to is {@code null} if its process did not hear it. */
  record Add(long number, Long told) implements Call {}

  /** A read of a number, if the object said one. */
  record Read(Object told) implements Call {}

  private final Dialect dialect;
  private final long start;

  /** A counter that starts at 0, for what a {@link Dialect#RECORDED} history says of it. */
  public Counter() {
    this(Dialect.RECORDED, 0);
  }

  /**
   * A counter that starts at some number.
   *
   * @param dialect what the words of the history mean
   * @param start the count at first
   */
  public Counter(Dialect dialect, long start) {
    this.dialect = Objects.requireNonNull(dialect, "dialect");
    this.start = start;
  }

  @Override
  public Long initialState() {
    return start;
  }

  @Override
  public Optional<Call> call(Operation operation) {
    String function = operation.function();
    switch (function) {
      case "read":
        return CasRegister.isRead(operation, operation.result(), dialect)
            ? Optional.of(new Read(operation.result()))
            : Optional.empty();
      case "add", "incr", "decr", "add-and-get":
        boolean one = function.endsWith("cr") && operation.argument() == null;
        long number = one ? 1 : integer(operation);
        boolean told = function.equals("add-and-get") && operation.outcome() == Event.Type.OK;
        Call add =
            new Add(function.equals("decr") ? -number : number, told ? sum(operation) : null);
        return operation.outcome() == Event.Type.FAIL ? Optional.empty() : Optional.of(add);
      default:
        throw IllegalOperationException.unknown(
            operation, ":add, :incr, :decr, :add-and-get or :read");
    }
  }

  private static long integer(Operation operation) {
    if (operation.argument() instanceof Long number) {
      return number;
    }
    throw IllegalOperationException.invoked(
        operation, "an integer as :value of :" + operation.function(), operation.argument());
  }

  private static Long sum(Operation operation) {
    if (operation.result() instanceof Long number) {
      return number;
    }
    throw IllegalOperationException.completed(
        operation, "an integer as :value of an :ok :add-and-get", operation.result());
  }

  @Override
  public boolean isObservation(Call call) {
    return !(call instanceof Add add) || add.number == 0;
  }

  @Override
  public Step<Long> step(Long state, Call call) {
    if (call instanceof Read read) {
      return state.equals(read.told)
          ? Step.to(state)
          : Step.rejected(
              () -> "it reads " + Edn.print(read.told) + ", but the counter is at " + state);
    }
    Add add = (Add) call;
    long sum = state + add.number;
    return add.told == null || add.told == sum
        ? Step.to(sum)
        : Step.rejected(
            () -> "it adds " + add.number + " and gets " + add.told + ", but that makes " + sum);
  }
}
