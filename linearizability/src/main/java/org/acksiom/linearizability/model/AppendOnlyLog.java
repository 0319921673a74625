package org.acksiom.linearizability.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.acksiom.linearizability.history.Edn;
import org.acksiom.linearizability.history.Event;
import org.acksiom.linearizability.history.Operation;

/**
 * A log that is appended to and read.
 *
 * <p>{@code append} puts its value at the end; an {@code :offset} on its completion says where that
 * was, from 0. {@code read} is told a list: everything from the {@code :offset} that it was invoked
 * with, or from the beginning, to the end.
 */
final class AppendOnlyLog implements SequentialModel<AppendOnlyLog.Records, AppendOnlyLog.Call> {

  /** The records: the one before is shared, so that appending costs no copy. */
  static final class Records {
    private static final Records NONE = new Records(null, null, 0, 1);

    private final Records before;
    private final Object last;
    private final int size;
    private final int hash;

    private Records(Records before, Object last, int size, int hash) {
      this.before = before;
      this.last = last;
      this.size = size;
      this.hash = hash;
    }

    private Records append(Object value) {
      return new Records(this, value, size + 1, 31 * hash + Objects.hashCode(value));
    }

    private List<Object> from(int offset) {
      List<Object> values = new ArrayList<>();
      for (Records records = this; records.size > offset; records = records.before) {
        values.add(records.last);
      }
      Collections.reverse(values);
      return values;
    }

    @Override
    public boolean equals(Object other) {
      if (!(other instanceof Records that) || size != that.size || hash != that.hash) {
        return false;
      }
      Records mine = this;
      Records its = that;
      while (mine != its) {
        if (!Objects.equals(mine.last, its.last)) {
          return false;
        }
        mine = mine.before;
        its = its.before;
      }
      return true;
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public String toString() {
      return Edn.print(from(0));
    }
  }

  sealed interface Call {}

  /** An append; the offset is {@code null} if its process did not hear it. */
  record Append(Object value, Long offset) implements Call {}

  record Read(long offset, List<?> values) implements Call {}

  private final Dialect dialect;

  AppendOnlyLog(Dialect dialect) {
    this.dialect = dialect;
  }

  @Override
  public Records initialState() {
    return Records.NONE;
  }

  @Override
  public Optional<Call> call(Operation operation) {
    Event.Type outcome = operation.outcome();
    switch (operation.function()) {
      case "append":
        Long offset = outcome == Event.Type.OK ? offset(operation) : null;
        Call append = new Append(operation.argument(), offset);
        return outcome == Event.Type.FAIL ? Optional.empty() : Optional.of(append);
      case "read":
        Long from = offset(operation);
        boolean told =
            outcome == Event.Type.OK && !(operation.result() == null && dialect.nilIsUnknown());
        if (!told) {
          return Optional.empty();
        }
        if (operation.result() instanceof List<?> values) {
          return Optional.of(new Read(from == null ? 0 : from, values));
        }
        throw IllegalOperationException.completed(
            operation, "a list as :value of an :ok :read", operation.result());
      default:
        throw IllegalOperationException.unknown(operation, ":append or :read");
    }
  }

  private static Long offset(Operation operation) {
    Object offset = operation.attribute("offset");
    if (offset == null || (offset instanceof Long number && number >= 0)) {
      return (Long) offset;
    }
    throw IllegalOperationException.invoked(operation, "an integer from 0 as :offset", offset);
  }

  @Override
  public boolean isObservation(Call call) {
    return call instanceof Read;
  }

  @Override
  public Optional<Shape<Call>> shape() {
    return Optional.of(new Shape.OfLog<>(AppendOnlyLog::action));
  }

  private static Optional<Shape.LogAction> action(Call call) {
    return Optional.of(
        call instanceof Read read
            ? new Shape.LogAction.ReadFrom(read.offset, read.values)
            : new Shape.LogAction.Append(((Append) call).value, ((Append) call).offset));
  }

  @Override
  public Step<Records> step(Records state, Call call) {
    if (call instanceof Append append) {
      return append.offset == null || append.offset == state.size
          ? new Step.Next<>(state.append(append.value))
          : new Step.Rejected<>(
              () ->
                  "it appends at offset " + append.offset + ", but the log ends at " + state.size);
    }
    Read read = (Read) call;
    long count = Math.max(0, state.size - read.offset);
    boolean same =
        read.values.size() == count
            && (count == 0 || state.from((int) read.offset).equals(read.values));
    return same
        ? new Step.Next<>(state)
        : new Step.Rejected<>(
            () ->
                String.format(
                    "it reads %s from offset %d on, where the log has %s",
                    Edn.print(read.values),
                    read.offset,
                    Edn.print(count == 0 ? List.of() : state.from((int) read.offset))));
  }
}
