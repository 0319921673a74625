package org.acksiom.linearizability;

import java.util.ArrayList;
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
  /** How the key is told. */
  enum Form {
    /** As an attribute. */
    ATTRIBUTE,
    /** In each value, before the rest. */
    PAIR,
    /** As the first argument. */
    ARGUMENT
  }

  private final Object start;
  private final Form form;
  private final Map<Object, Object> values = new HashMap<>();

  NaiveKeyValueStore(Object start, Form form) {
    this.start = start;
    this.form = form;
  }

  @Override
  public Call someCall(Random random) {
    String key = random.nextBoolean() ? "a" : "b";
    return switch (random.nextInt(8)) {
      case 0, 1 -> call(form == Form.PAIR ? "write" : "put", key, someValue(random));
      case 2, 3 -> call("append", key, random.nextBoolean() ? "1" : "2");
      case 4 -> call("cas", key, Arrays.asList(someValue(random), someValue(random)));
      case 5 -> call(random.nextBoolean() ? "delete" : "get", key, null);
      default -> call(form == Form.PAIR ? "read" : "get", key, null);
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
    return switch (form) {
      case ATTRIBUTE -> new Call(function, argument, Map.of("key", key));
      case PAIR -> new Call(function, Arrays.asList(key, argument));
      case ARGUMENT -> {
        List<Object> arguments = new ArrayList<>();
        arguments.add(key);
        if (argument instanceof List<?> both) {
          arguments.addAll(both);
        } else {
          arguments.add(argument);
        }
        boolean alone = function.equals("get") || function.equals("delete");
        yield new Call(function, alone ? key : arguments);
      }
    };
  }

  @Override
  public Answer run(Call call) {
    List<Object> said = new ArrayList<>();
    if (form == Form.ATTRIBUTE) {
      said.add(call.attributes().get("key"));
    }
    if (call.argument() instanceof List<?> list
        && !(form == Form.ATTRIBUTE && call.function().equals("cas"))) {
      said.addAll(list);
    } else {
      said.add(call.argument());
    }
    Object key = said.get(0);
    Object argument = said.size() == 3 ? said.subList(1, 3) : said.get(said.size() - 1);
    Object value = values.getOrDefault(key, start);
    switch (call.function()) {
      case "get", "read":
        return new Answer(form == Form.PAIR ? Arrays.asList(key, value) : value);
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
    NaiveKeyValueStore copy = new NaiveKeyValueStore(start, form);
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
    return function.equals("cas") && form != Form.PAIR;
  }

  @Override
  public boolean mayHide(String function) {
    return isHeard(function) && form != Form.PAIR;
  }
}
