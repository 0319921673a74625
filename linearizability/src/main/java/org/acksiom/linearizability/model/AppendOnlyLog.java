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
 * The model {@code log}: records that are appended and read; empty at first. Records are any plain
 * data.
 *
 * <table>
 * <caption>Operations</caption>
 * <tr><th>function</th><th>argument</th><th>{@code ok} with</th><th>otherwise</th></tr>
 * <tr><td>{@code append}</td><td>the record</td><td>anything; an attribute {@code :offset} of
 *     the completion says where it went, from 0</td><td>{@code info}: may happen; {@code fail}: never happened</td></tr>
 * <tr><td>{@code read}</td><td>an attribute {@code :offset} to begin with; 0 if there is none</td>
 *     <td>the list of all records from there to the end; of {@code nil} see {@link Dialect}</td>
 *     <td>tells nothing</td></tr>
 * </table>
 */
public final class AppendOnlyLog
    implements SequentialModel<AppendOnlyLog.Records, AppendOnlyLog.Call> {

  /** The records: the one before is shared, so that appending costs no copy. */
  static final class Records {
    private static final Records NONE = new Records(null, null, 0, 0);

    private final Records before;
    private final Object last;
    private final int size;
    private final long hash;

    private Records(Records before, Object last, int size, long hash) {
      this.before = before;
      this.last = last;
      this.size = size;
      this.hash = hash;
    }

    private Records append(Object value) {
      long longer = hash * 0x9E3779B97F4A7C15L + Objects.hashCode(value) + 1;
      return new Records(this, value, size + 1, longer);
    }

    private boolean endsWith(List<?> values) {
      Records records = this;
      for (int i = values.size() - 1; i >= 0; i--) {
        if (!Objects.equals(records.last, values.get(i))) {
          return false;
        }
        records = records.before;
      }
      return true;
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
      return Long.hashCode(hash);
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

  private static final String OFFSET = "an integer from 0 as :offset";

  private final Dialect dialect;

  /** A log, for what a {@link Dialect#RECORDED} history says of it. */
  public AppendOnlyLog() {
    this(Dialect.RECORDED);
  }

  /**
   * A log.
   *
   * @param dialect what the words of the history mean
   */
  public AppendOnlyLog(Dialect dialect) {
    this.dialect = Objects.requireNonNull(dialect, "dialect");
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
        Long offset = outcome == Event.Type.OK ? told(operation) : null;
        Call append = new Append(operation.argument(), offset);
        return outcome == Event.Type.FAIL ? Optional.empty() : Optional.of(append);
      case "read":
        Long from = asked(operation);
        if (!CasRegister.isRead(operation, operation.result(), dialect)) {
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

  /** Where an append went: what it was invoked with says nothing of that. */
  private static Long told(Operation append) {
    Object offset = append.completion().attributes().get("offset");
    if (isOffset(offset)) {
      return (Long) offset;
    }
    throw IllegalOperationException.completed(append, OFFSET, offset);
  }

  /** Where a read begins. */
  private static Long asked(Operation read) {
    Object offset = read.attribute("offset");
    if (isOffset(offset)) {
      return (Long) offset;
    }
    throw IllegalOperationException.invoked(read, OFFSET, offset);
  }

  private static boolean isOffset(Object offset) {
    return offset == null || (offset instanceof Long number && number >= 0);
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
          ? Step.to(state.append(append.value))
          : Step.rejected(
              () ->
                  "it appends at offset " + append.offset + ", but the log ends at " + state.size);
    }
    Read read = (Read) call;
    long count = Math.max(0, state.size - read.offset);
    return read.values.size() == count && state.endsWith(read.values)
        ? Step.to(state)
        : Step.rejected(
            () ->
                String.format(
                    "it reads %s from offset %d on, where the log has %s",
                    Edn.print(read.values),
                    read.offset,
                    Edn.print(count == 0 ? List.of() : state.from((int) read.offset))));
  }
}
