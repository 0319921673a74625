package org.acksiom.linearizability.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.acksiom.linearizability.history.Edn;
import org.acksiom.linearizability.history.Event;
import org.acksiom.linearizability.history.Keyword;
import org.acksiom.linearizability.history.Operation;
import org.acksiom.linearizability.history.PlainData;

/**
 * The model {@code multi-register}: named registers, some of which one transaction reads and writes
 * at once. Names and values are any plain data.
 *
 * <p>The one function is {@code txn}. Its argument is a list of {@code [:read register nil]} and
 * {@code [:write register value]}, which take effect in this order and all at once; {@code :r} and
 * {@code :w}, and strings, do as well. {@code ok} comes with the same list, in which the reads have
 * their values; of {@code nil} see {@link Dialect}. {@code fail} never happened; of {@code info}
 * the writes may happen.
 */
public final class MultiRegister
    implements SequentialModel<MultiRegister.Values, List<MultiRegister.Action>> {

  /** What the registers hold; those that still, or again, hold the starting value are left out. */
  static final class Values {
    private final PersistentMap written;

    /** How many writes made it from another one: what it does not share with that. */
    private final int writes;

    Values(PersistentMap written, int writes) {
      this.written = written;
      this.writes = writes;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Values that && written.equals(that.written);
    }

    @Override
    public int hashCode() {
      return written.hashCode();
    }

    @Override
    public String toString() {
      return written.toString();
    }
  }

  /** One read or write of a transaction. A read of an unknown value is left out. */
  record Action(boolean writes, Object register, Object value) {}

  private static final String ACTION = "[:read register value] or [:write register value]";

  private final Dialect dialect;
  private final Object start;

  /** Registers that hold {@code nil}, for what a {@link Dialect#RECORDED} history says of them. */
  public MultiRegister() {
    this(Dialect.RECORDED, Dialect.RECORDED.registerStart());
  }

  /**
   * Registers.
   *
   * @param dialect what the words of the history mean
   * @param start what each holds before the first write: plain data, or {@code null}
   */
  public MultiRegister(Dialect dialect, Object start) {
    this.dialect = Objects.requireNonNull(dialect, "dialect");
    this.start = PlainData.of(start);
  }

  @Override
  public Values initialState() {
    return new Values(PersistentMap.EMPTY, 0);
  }

  @Override
  public Optional<List<Action>> call(Operation operation) {
    if (!operation.function().equals("txn")) {
      throw IllegalOperationException.unknown(operation, ":txn");
    }
    List<Action> asked = actions(operation, operation.argument(), false);
    List<Action> actions = new ArrayList<>();
    if (operation.outcome() == Event.Type.OK) {
      List<Action> told = actions(operation, operation.result(), true);
      requireSame(operation, asked, told);
      told.stream()
          .filter(a -> a.writes || a.value != null || !dialect.nilIsUnknown())
          .forEach(actions::add);
    } else if (operation.outcome() == Event.Type.INFO) {
      asked.stream().filter(Action::writes).forEach(actions::add);
    }
    return actions.isEmpty() ? Optional.empty() : Optional.of(actions);
  }

  private static List<Action> actions(Operation operation, Object value, boolean completed) {
    List<Action> actions = new ArrayList<>();
    if (value instanceof List<?> list) {
      for (Object element : list) {
        if (!(element instanceof List<?> action) || action.size() != 3) {
          throw wrong(operation, completed, ACTION, element);
        }
        boolean writes = isCalled("write", action.get(0));
        if (!writes && !isCalled("read", action.get(0))) {
          throw wrong(operation, completed, ACTION, element);
        }
        actions.add(new Action(writes, action.get(1), action.get(2)));
      }
      return actions;
    }
    throw wrong(operation, completed, "a list of " + ACTION + " as :value of a :txn", value);
  }

  /** Also by its first letter, as in Jepsen's transactions; a string in JSON. */
  private static boolean isCalled(String name, Object word) {
    String text = word instanceof Keyword keyword ? keyword.name() : String.valueOf(word);
    return text.equals(name) || text.equals(name.substring(0, 1));
  }

  private static void requireSame(Operation operation, List<Action> asked, List<Action> told) {
    boolean same = asked.size() == told.size();
    for (int i = 0; same && i < asked.size(); i++) {
      Action a = asked.get(i);
      Action b = told.get(i);
      same = a.writes == b.writes && Objects.equals(a.register, b.register);
      same &= !a.writes || Objects.equals(a.value, b.value);
    }
    if (!same) {
      throw wrong(
          operation, true, "the reads and writes that were invoked, completed", operation.result());
    }
  }

  private static IllegalOperationException wrong(
      Operation operation, boolean completed, String expected, Object found) {
    return completed
        ? IllegalOperationException.completed(operation, expected, found)
        : IllegalOperationException.invoked(operation, expected, found);
  }

  @Override
  public boolean isObservation(List<Action> call) {
    return call.stream().noneMatch(Action::writes);
  }

  @Override
  public Step<Values> step(Values state, List<Action> call) {
    PersistentMap written = state.written;
    int writes = 0;
    for (Action action : call) {
      Object register = action.register;
      if (action.writes) {
        writes++;
        written =
            Objects.equals(action.value, start)
                ? written.without(register)
                : written.with(register, action.value);
      } else if (!Objects.equals(written.get(register, start), action.value)) {
        Object held = written.get(register, start);
        return Step.rejected(
            () ->
                String.format(
                    "it reads %s from %s, which holds %s",
                    Edn.print(action.value), Edn.print(register), Edn.print(held)));
      }
    }
    return Step.to(writes == 0 ? state : new Values(written, writes));
  }

  @Override
  public long bytes(Values state) {
    return 48 + state.writes * state.written.bytes();
  }
}
