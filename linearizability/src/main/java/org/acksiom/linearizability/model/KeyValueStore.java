package org.acksiom.linearizability.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.acksiom.linearizability.history.Edn;
import org.acksiom.linearizability.history.Event;
import org.acksiom.linearizability.history.Operation;
import org.acksiom.linearizability.history.PlainData;

/**
 * The model {@code kv}: values by key, each got, put, appended to, deleted, and compared and set.
 * The keys are independent of one another. Keys and values are any plain data; only strings can be
 * appended to, and by strings.
 *
 * <p>The key is the attribute {@code :key}. Where there is none, argument and result are pairs
 * {@code [key value]}, as Jepsen's independent keys are written; but in {@link Dialect#RECORDED}
 * the argument has what a method is called with, the key alone or a list {@code [key value]} or
 * {@code [key from to]}, and the result is what it returned.
 *
 * <table>
 * <caption>Operations</caption>
 * <tr><th>function</th><th>argument</th><th>{@code ok} with</th><th>otherwise</th></tr>
 * <tr><td>{@code get}, {@code read}</td><td></td><td>the value; of {@code nil} see {@link Dialect}
 *     </td><td>tells nothing</td></tr>
 * <tr><td>{@code put}, {@code write}</td><td>the value</td><td>anything</td>
 *     <td>{@code info}: may happen; {@code fail}: never happened</td></tr>
 * <tr><td>{@code append}</td><td>a string that goes behind the value's, where {@code nil} is as
 *     good as the empty one</td><td>anything</td><td>the same</td></tr>
 * <tr><td>{@code delete}</td><td></td><td>anything: the key is as at the start</td><td>the same
 *     </td></tr>
 * <tr><td>{@code cas}</td><td>{@code [from to]}</td>
 *     <td>anything: it found {@code from}; but {@code false}: it found another value</td>
 *     <td>{@code info}: may happen; {@code fail}: see {@link Dialect}</td></tr>
 * </table>
 */
public final class KeyValueStore
    implements SequentialModel<KeyValueStore.Values, KeyValueStore.Call> {

  /**
   * What each key holds, strings as {@link Text}; those that still, or again, hold the starting
   * value are left out.
   */
  record Values(PersistentMap written) {
    @Override
    public String toString() {
      Map<Object, Object> plain = new LinkedHashMap<>();
      written.entries().forEach((key, value) -> plain.put(key, plain(value)));
      return Edn.print(plain);
    }
  }

  /** A call; what it compares is plain, and what it leaves is as a key holds it. */
  sealed interface Call {
    Object key();
  }

  record Get(Object key, Object value) implements Call {}

  record Put(Object key, Object value) implements Call {}

  record Append(Object key, Text.Piece piece) implements Call {}

  record Delete(Object key) implements Call {}

  record Cas(Object key, Object from, Object to) implements Call {}

  /** A cas that returned without effect, and so saw another value. */
  record FailedCas(Object key, Object from) implements Call {}

  private final Dialect dialect;
  private final Object start;

  /** A store of which no key is there, for what a {@link Dialect#RECORDED} history says of it. */
  public KeyValueStore() {
    this(Dialect.RECORDED, Dialect.RECORDED.keyStart());
  }

  /**
   * A store.
   *
   * @param dialect what the words of the history mean
   * @param start what each key holds before the first put and after a delete: plain data, or {@code
   *     null}
   */
  public KeyValueStore(Dialect dialect, Object start) {
    this.dialect = Objects.requireNonNull(dialect, "dialect");
    this.start = held(PlainData.of(start));
  }

  /** What an operation says of a key. */
  private record Keyed(Object key, Object argument, Object result) {

    static Keyed of(Operation operation, Dialect dialect) {
      Object key = operation.attribute("key");
      if (key != null) {
        return new Keyed(key, operation.argument(), operation.result());
      }
      return dialect == Dialect.RECORDED ? ofArguments(operation) : ofPairs(operation);
    }

    private static Keyed ofArguments(Operation operation) {
      Object argument = operation.argument();
      switch (operation.function()) {
        case "get", "read", "delete":
          return new Keyed(argument, null, operation.result());
        case "cas":
          if (argument instanceof List<?> list && list.size() == 3) {
            return new Keyed(list.get(0), list.subList(1, 3), operation.result());
          }
          throw IllegalOperationException.invoked(
              operation, "[key from to] as :value of :cas", argument);
        default:
          if (argument instanceof List<?> list && list.size() == 2) {
            return new Keyed(list.get(0), list.get(1), operation.result());
          }
          throw IllegalOperationException.invoked(
              operation, "[key value] as :value of :" + operation.function(), argument);
      }
    }

    private static Keyed ofPairs(Operation operation) {
      if (!(operation.argument() instanceof List<?> asked) || asked.size() != 2) {
        throw IllegalOperationException.invoked(
            operation, "a :key, or a pair [key value] as :value", operation.argument());
      }
      if (operation.outcome() != Event.Type.OK) {
        return new Keyed(asked.get(0), asked.get(1), null);
      }
      if (!(operation.result() instanceof List<?> told)
          || told.size() != 2
          || !Objects.equals(told.get(0), asked.get(0))) {
        throw IllegalOperationException.completed(
            operation,
            "a pair of the key " + Edn.print(asked.get(0)) + " and a value as :value",
            operation.result());
      }
      return new Keyed(asked.get(0), asked.get(1), told.get(1));
    }
  }

  @Override
  public Values initialState() {
    return new Values(PersistentMap.EMPTY);
  }

  @Override
  public Optional<Call> call(Operation operation) {
    Keyed keyed = Keyed.of(operation, dialect);
    Object key = keyed.key;
    Call call =
        switch (operation.function()) {
          case "get", "read" -> new Get(key, keyed.result);
          case "put", "write" -> new Put(key, held(keyed.argument));
          case "append" -> new Append(key, appended(operation, keyed.argument));
          case "delete" -> new Delete(key);
          case "cas" -> {
            List<?> pair = CasRegister.pair(operation, keyed.argument);
            yield new Cas(key, pair.get(0), held(pair.get(1)));
          }
          default ->
              throw IllegalOperationException.unknown(
                  operation, ":get, :put, :append, :delete or :cas");
        };
    if (call instanceof Get) {
      return CasRegister.isRead(operation, keyed.result, dialect)
          ? Optional.of(call)
          : Optional.empty();
    }
    if (call instanceof Cas cas) {
      return switch (CasOutcome.of(operation, keyed.result, dialect)) {
        case MAY_REPLACE -> Optional.of(cas);
        case FOUND_ANOTHER -> Optional.of(new FailedCas(key, cas.from));
        case NEVER_HAPPENED -> Optional.empty();
      };
    }
    return operation.outcome() == Event.Type.FAIL ? Optional.empty() : Optional.of(call);
  }

  private static Text.Piece appended(Operation operation, Object value) {
    if (value instanceof String string) {
      return new Text.Piece(string);
    }
    throw IllegalOperationException.invoked(operation, "a string as :value of :append", value);
  }

  /** A value as a key holds it. */
  private static Object held(Object value) {
    return value instanceof String string ? Text.of(new Text.Piece(string)) : value;
  }

  /** Whether a key holds that plain value. */
  private static boolean isHeld(Object held, Object value) {
    return held instanceof Text text
        ? value instanceof String string && text.is(string)
        : Objects.equals(held, value);
  }

  /** A value as people know it. */
  private static Object plain(Object value) {
    return value instanceof Text text ? text.string() : value;
  }

  @Override
  public boolean isObservation(Call call) {
    return call instanceof Get
        || call instanceof FailedCas
        || call instanceof Cas cas && isHeld(cas.to, cas.from);
  }

  @Override
  public Optional<Feasibility<Values, Call>> feasibility() {
    return Optional.of(new Growth());
  }

  @Override
  public Step<Values> step(Values state, Call call) {
    Object held = state.written.get(call.key(), start);
    if (call instanceof Get get) {
      return isHeld(held, get.value)
          ? Step.to(state)
          : rejected("it gets %s from key %s, which holds %s", get.value, get.key, held);
    }
    if (call instanceof FailedCas failed) {
      return isHeld(held, failed.from)
          ? rejected("it found another value than %s at key %s", failed.from, failed.key, held)
          : Step.to(state);
    }
    if (call instanceof Cas cas) {
      return isHeld(held, cas.from)
          ? Step.to(with(state, cas.key, cas.to))
          : rejected("it replaces %s at key %s, which holds %s", cas.from, cas.key, held);
    }
    if (call instanceof Append append) {
      if (held != null && !(held instanceof Text)) {
        return rejected(
            "it appends %s to key %s, which holds %s", append.piece.text(), append.key, held);
      }
      Text text = held == null ? Text.EMPTY : (Text) held;
      return Step.to(with(state, append.key, text.append(append.piece)));
    }
    return Step.to(with(state, call.key(), call instanceof Put put ? put.value : start));
  }

  private static Step<Values> rejected(String words, Object value, Object key, Object held) {
    return Step.rejected(
        () -> String.format(words, Edn.print(value), Edn.print(key), Edn.print(plain(held))));
  }

  private Values with(Values state, Object key, Object value) {
    return new Values(
        Objects.equals(value, start) ? state.written.without(key) : state.written.with(key, value));
  }

  @Override
  public Optional<Object> partition(Call call) {
    return Optional.ofNullable(call.key());
  }

  @Override
  public Optional<Shape<Call>> shape() {
    return Optional.of(new Shape.OfRegister<>(plain(start), KeyValueStore::action));
  }

  private static Optional<Shape.RegisterAction> action(Call call) {
    if (call instanceof Get get) {
      return Optional.of(new Shape.RegisterAction.Read(get.value));
    }
    if (call instanceof Put put) {
      return Optional.of(new Shape.RegisterAction.Write(plain(put.value)));
    }
    return call instanceof Cas cas
        ? Optional.of(new Shape.RegisterAction.CompareAndSet(cas.from, plain(cas.to)))
        : Optional.empty();
  }

  /**
   * Nothing but appends, and cas, changes what a key holds without an overwrite: what it holds is
   * the beginning of a string that is got later, and the rest of that is made of what is appended
   * in between.
   */
  private final class Growth implements Feasibility<Values, Call> {
    @Override
    public boolean isFeasible(Values state, Call observation, Iterable<Call> between) {
      if (!(observation instanceof Get get)) {
        return true;
      }
      List<String> appends = new ArrayList<>();
      for (Call call : between) {
        if (Objects.equals(call.key(), get.key)) {
          if (!(call instanceof Append append)) {
            return true;
          }
          if (append.piece.length() > 0) {
            appends.add(append.piece.text());
          }
        }
      }
      Object held = state.written.get(get.key, start);
      if (!(get.value instanceof String got)) {
        return isHeld(held, get.value);
      }
      if (held != null && !(held instanceof Text)) {
        return false;
      }
      Text text = held == null ? Text.EMPTY : (Text) held;
      return text.begins(got) && isMadeOf(appends, got, text.length());
    }

    @Override
    public Effect effect(Call call) {
      if (call instanceof Append) {
        return Effect.UPDATE;
      }
      return call instanceof Cas ? Effect.ANY : Effect.OVERWRITE;
    }

    @Override
    public boolean isUpdatable(Values state) {
      return canGrow(start) && state.written.entries().values().stream().allMatch(this::canGrow);
    }

    private boolean canGrow(Object held) {
      return held == null || held instanceof Text;
    }
  }

  /** Whether the rest of a string may be made of some of those; it may be changed. */
  private static boolean isMadeOf(List<String> appends, String whole, int from) {
    int length = from;
    while (length < whole.length()) {
      int next = -1;
      for (int i = 0; i < appends.size(); i++) {
        if (whole.startsWith(appends.get(i), length)) {
          if (next >= 0 && !appends.get(i).equals(appends.get(next))) {
            return true;
          }
          next = i;
        }
      }
      if (next < 0) {
        return false;
      }
      length += appends.remove(next).length();
    }
    return true;
  }

  @Override
  public long bytes(Values state) {
    return 112 + state.written.bytes();
  }
}
