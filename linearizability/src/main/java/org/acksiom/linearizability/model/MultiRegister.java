package org.acksiom.linearizability.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.acksiom.linearizability.history.Edn;
import org.acksiom.linearizability.history.Event;
import org.acksiom.linearizability.history.Keyword;
import org.acksiom.linearizability.history.Operation;

/** Named registers that one transaction reads and writes at once. */
final class MultiRegister
    implements SequentialModel<MultiRegister.Values, List<MultiRegister.Action>> {

  /** What the registers hold; those that still, or again, hold the starting value are left out. */
  record Values(Map<Object, Object> written) {
    @Override
    public String toString() {
      return Edn.print(written);
    }
  }

  /** One read or write of a transaction. A read of an unknown value is left out. */
  record Action(boolean writes, Object register, Object value) {}

  private static final String ACTION = "[:read register value] or [:write register value]";

  private final Dialect dialect;
  private final Object start;

  MultiRegister(Dialect dialect, Object start) {
    this.dialect = dialect;
    this.start = start;
  }

  @Override
  public Values initialState() {
    return new Values(Map.of());
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
    Map<Object, Object> written = new LinkedHashMap<>(state.written);
    for (Action action : call) {
      Object register = action.register;
      if (action.writes && Objects.equals(action.value, start)) {
        written.remove(register);
      } else if (action.writes) {
        written.put(register, action.value);
      } else if (!Objects.equals(written.getOrDefault(register, start), action.value)) {
        Object held = written.getOrDefault(register, start);
        return new Step.Rejected<>(
            () ->
                String.format(
                    "it reads %s from %s, which holds %s",
                    Edn.print(action.value), Edn.print(register), Edn.print(held)));
      }
    }
    return new Step.Next<>(new Values(written));
  }

  @Override
  public long bytes(Values state) {
    return 96 + 64L * state.written.size();
  }
}
