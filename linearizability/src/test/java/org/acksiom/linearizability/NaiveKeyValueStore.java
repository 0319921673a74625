package org.acksiom.linearizability;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/**
 * Values by key; some calls name the key as an attribute, those of a store of pairs in the value.
 */
final class NaiveKeyValueStore implements NaiveObject {
  private final Object start;
  private final boolean pairs;
  private final Map<Object, Object> values = new HashMap<>();

  NaiveKeyValueStore(Object start, boolean pairs) {
    this.start = start;
    this.pairs = pairs;
  }

  @Override
  public Call someCall(Random random) {
    String key = random.nextBoolean() ? "a" : "b";
    return switch (random.nextInt(8)) {
      case 0, 1 -> call(pairs ? "write" : "put", key, someValue(random));
      case 2, 3 -> call("append", key, random.nextBoolean() ? "1" : "2");
      case 4 -> call("cas", key, Arrays.asList(someValue(random), someValue(random)));
      case 5 -> call(random.nextBoolean() ? "delete" : "get", key, null);
      default -> call(pairs ? "read" : "get", key, null);
    };
  }

  private Object someValue(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> start;
      case 1 -> 3L;
      case 2 -> "11";
      case 3 -> "2";
      default -> "1";
    };
  }

  private Call call(String function, Object key, Object argument) {
    return pairs
        ? new Call(function, Arrays.asList(key, argument))
        : new Call(function, argument, Map.of("key", key));
  }

  @Override
  public Answer run(Call call) {
    Object key = pairs ? ((List<?>) call.argument()).get(0) : call.attributes().get("key");
    Object argument = pairs ? ((List<?>) call.argument()).get(1) : call.argument();
    Object value = values.getOrDefault(key, start);
    switch (call.function()) {
      case "get", "read":
        return new Answer(pairs ? Arrays.asList(key, value) : value);
      case "put", "write":
        values.put(key, argument);
        break;
      case "delete":
        values.remove(key);
        break;
      case "append":
        if (value != null && !(value instanceof String)) {
          return null;
        }
        values.put(key, (value == null ? "" : value) + (String) argument);
        break;
      default:
        if (!Objects.equals(value, ((List<?>) argument).get(0))) {
          return null;
        }
        values.put(key, ((List<?>) argument).get(1));
    }
    return new Answer(call.argument());
  }

  @Override
  public NaiveObject copy() {
    NaiveKeyValueStore copy = new NaiveKeyValueStore(start, pairs);
    copy.values.putAll(values);
    return copy;
  }

  @Override
  public Object state() {
    return new HashMap<>(values);
  }

  @Override
  public boolean isHeard(String function) {
    return function.equals("get") || function.equals("read");
  }

  @Override
  public boolean maySayNo(String function) {
    return function.equals("cas") && !pairs;
  }

  @Override
  public boolean mayHide(String function) {
    return isHeard(function) && !pairs;
  }
}
