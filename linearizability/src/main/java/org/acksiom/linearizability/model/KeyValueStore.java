package org.acksiom.linearizability.model;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.acksiom.linearizability.history.Edn;
import org.acksiom.linearizability.history.Event;
import org.acksiom.linearizability.history.Operation;

/** Strings by key, each got, put and appended to; the keys are independent of one another. */
final class KeyValueStore implements SequentialModel<KeyValueStore.Values, KeyValueStore.Call> {

  /** What each key holds; those that still hold the starting value are left out. */
  record Values(Map<String, String> written) {
    @Override
    public String toString() {
      return Edn.print(written);
    }
  }

  sealed interface Call {
    String key();
  }

  record Get(String key, String value) implements Call {}

  record Put(String key, String value) implements Call {}

  record Append(String key, String value) implements Call {}

  private final Dialect dialect;
  private final String start;

  KeyValueStore(Dialect dialect, String start) {
    this.dialect = dialect;
    this.start = start;
  }

  @Override
  public Values initialState() {
    return new Values(Map.of());
  }

  @Override
  public Optional<Call> call(Operation operation) {
    if (!(operation.attribute("key") instanceof String key)) {
      throw IllegalOperationException.invoked(
          operation, "a string as :key", operation.attribute("key"));
    }
    Event.Type outcome = operation.outcome();
    switch (operation.function()) {
      case "get":
        boolean told =
            outcome == Event.Type.OK && !(operation.result() == null && dialect.nilIsUnknown());
        return told ? Optional.of(new Get(key, got(operation))) : Optional.empty();
      case "put":
        Call put = new Put(key, given(operation));
        return outcome == Event.Type.FAIL ? Optional.empty() : Optional.of(put);
      case "append":
        Call append = new Append(key, given(operation));
        return outcome == Event.Type.FAIL ? Optional.empty() : Optional.of(append);
      default:
        throw IllegalOperationException.unknown(operation, ":get, :put or :append");
    }
  }

  private static String given(Operation operation) {
    if (operation.argument() instanceof String value) {
      return value;
    }
    throw IllegalOperationException.invoked(
        operation, "a string as :value of :" + operation.function(), operation.argument());
  }

  private static String got(Operation operation) {
    if (operation.result() instanceof String value) {
      return value;
    }
    throw IllegalOperationException.completed(
        operation, "a string as :value of an :ok :get", operation.result());
  }

  @Override
  public boolean isObservation(Call call) {
    return call instanceof Get;
  }

  @Override
  public Step<Values> step(Values state, Call call) {
    String held = state.written.getOrDefault(call.key(), start);
    if (call instanceof Get get) {
      return held.equals(get.value)
          ? new Step.Next<>(state)
          : new Step.Rejected<>(
              () ->
                  String.format(
                      "it gets %s from key %s, which holds %s",
                      Edn.print(get.value), Edn.print(get.key), Edn.print(held)));
    }
    String value = call instanceof Append append ? held.concat(append.value) : ((Put) call).value;
    Map<String, String> written = new TreeMap<>(state.written);
    if (value.equals(start)) {
      written.remove(call.key());
    } else {
      written.put(call.key(), value);
    }
    return new Step.Next<>(new Values(written));
  }

  @Override
  public Optional<Object> partition(Call call) {
    return Optional.of(call.key());
  }

  @Override
  public Optional<Shape<Call>> shape() {
    return Optional.of(new Shape.OfRegister<>(start, KeyValueStore::action));
  }

  private static Optional<Shape.RegisterAction> action(Call call) {
    if (call instanceof Get get) {
      return Optional.of(new Shape.RegisterAction.Read(get.value));
    }
    return call instanceof Put put
        ? Optional.of(new Shape.RegisterAction.Write(put.value))
        : Optional.empty();
  }

  /**
   * Strings are shared between states save for the one that a step makes: its length is not known
   * here.
   */
  @Override
  public long bytes(Values state) {
    long bytes = 96;
    for (String value : state.written.values()) {
      bytes += 64 + value.length();
    }
    return bytes;
  }
}
