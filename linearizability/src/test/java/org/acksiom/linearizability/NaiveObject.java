package org.acksiom.linearizability;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.acksiom.linearizability.history.Keyword;

/**
 * An object that simply does what it is told: written without a look at the models, to hold them
 * and the search against.
 */
interface NaiveObject {

  /** A call: function, argument, and attributes of the invocation. */
  record Call(String function, Object argument, Map<String, Object> attributes) {
    Call(String function, Object argument) {
      this(function, argument, Map.of());
    }
  }

  /** What a call is told: the value and the attributes of its completion. */
  record Answer(Object value, Map<String, Object> attributes) {
    Answer(Object value) {
      this(value, Map.of());
    }
  }

  /** A call that somebody may make; two or three values only, so that they collide. */
  Call someCall(Random random);

  /** Does it; {@code null} if it cannot be done, and then nothing changed. */
  Answer run(Call call);

  /** In how many ways it can be done. */
  default int ways(Call call) {
    return 1;
  }

  /** Does it in one of these ways, from 0. */
  default Answer run(Call call, int way) {
    return run(call);
  }

  /** Another one like this. */
  NaiveObject copy();

  /** All that matters of it, as a value. */
  Object state();

  /** Whether the value of this function's completion was heard from the object. */
  boolean isHeard(String function);

  /** Whether a completion of this function may repeat the argument, and tells nothing then. */
  default boolean mayEcho(String function) {
    return false;
  }

  /** Whether a call of this function that cannot be done may also end in {@code ok false}. */
  default boolean maySayNo(String function) {
    return false;
  }

  /** Whether this function may be told {@code nil} for what is not known. */
  default boolean mayHide(String function) {
    return function.equals("read") || function.equals("get");
  }

  /** A register; {@code cas} fails if the value is another. */
  final class NaiveRegister implements NaiveObject {
    private final boolean cas;
    private Object value;

    NaiveRegister(Object start, boolean cas) {
      this.value = start;
      this.cas = cas;
    }

    @Override
    public Call someCall(Random random) {
      long v = random.nextInt(3);
      return switch (random.nextInt(cas ? 3 : 2)) {
        case 0 -> new Call("read", null);
        case 1 -> new Call("write", v);
        default -> new Call("cas", List.of(v, (long) random.nextInt(3)));
      };
    }

    @Override
    public Answer run(Call call) {
      switch (call.function) {
        case "read":
          return new Answer(value);
        case "write":
          value = call.argument;
          return new Answer(call.argument);
        default:
          List<?> pair = (List<?>) call.argument;
          if (!Objects.equals(value, pair.get(0))) {
            return null;
          }
          value = pair.get(1);
          return new Answer(call.argument);
      }
    }

    @Override
    public NaiveObject copy() {
      return new NaiveRegister(value, cas);
    }

    @Override
    public Object state() {
      return value == null ? "nil" : value;
    }

    @Override
    public boolean isHeard(String function) {
      return function.equals("read");
    }

    @Override
    public boolean maySayNo(String function) {
      return function.equals("cas");
    }
  }

  /** Two registers at once. */
  final class NaiveMultiRegister implements NaiveObject {
    private final Object start;
    private final Map<Object, Object> values = new HashMap<>();

    NaiveMultiRegister() {
      this(0L);
    }

    NaiveMultiRegister(Object start) {
      this.start = start;
    }

    @Override
    public Call someCall(Random random) {
      List<Object> actions = new ArrayList<>();
      for (int i = random.nextInt(3); i >= 0; i--) {
        Keyword register = new Keyword(random.nextBoolean() ? "x" : "y");
        boolean reads = random.nextBoolean();
        List<Object> action = new ArrayList<>();
        action.add(new Keyword(reads ? "read" : "write"));
        action.add(register);
        action.add(reads ? null : (Object) (long) random.nextInt(3));
        actions.add(action);
      }
      return new Call("txn", actions);
    }

    @Override
    public Answer run(Call call) {
      List<Object> answers = new ArrayList<>();
      for (Object element : (List<?>) call.argument) {
        List<?> action = (List<?>) element;
        if (action.get(0).toString().equals(":write")) {
          values.put(action.get(1), action.get(2));
          answers.add(action);
        } else {
          answers.add(
              Arrays.asList(
                  action.get(0), action.get(1), values.getOrDefault(action.get(1), start)));
        }
      }
      return new Answer(answers);
    }

    @Override
    public NaiveObject copy() {
      NaiveMultiRegister copy = new NaiveMultiRegister(start);
      copy.values.putAll(values);
      return copy;
    }

    @Override
    public Object state() {
      return Map.copyOf(values);
    }

    @Override
    public boolean isHeard(String function) {
      return true;
    }
  }

  /** A lock. */
  final class NaiveMutex implements NaiveObject {
    private boolean held;

    @Override
    public Call someCall(Random random) {
      return new Call(random.nextBoolean() ? "acquire" : "release", null);
    }

    @Override
    public Answer run(Call call) {
      boolean acquire = call.function.equals("acquire");
      if (acquire == held) {
        return null;
      }
      held = acquire;
      return new Answer(null);
    }

    @Override
    public NaiveObject copy() {
      NaiveMutex copy = new NaiveMutex();
      copy.held = held;
      return copy;
    }

    @Override
    public Object state() {
      return held;
    }

    @Override
    public boolean isHeard(String function) {
      return false;
    }

    @Override
    public boolean maySayNo(String function) {
      return function.equals("acquire");
    }
  }

  /** A queue; {@code dequeue} is told {@code null} where there is nothing. */
  final class NaiveQueue implements NaiveObject {
    private final List<Object> elements = new ArrayList<>();

    @Override
    public Call someCall(Random random) {
      return random.nextBoolean()
          ? new Call("enqueue", (long) random.nextInt(3 + elements.size()))
          : new Call("dequeue", null);
    }

    @Override
    public Answer run(Call call) {
      if (call.function.equals("enqueue")) {
        elements.add(call.argument);
        return new Answer(call.argument);
      }
      return new Answer(elements.isEmpty() ? null : elements.remove(0));
    }

    @Override
    public NaiveObject copy() {
      NaiveQueue copy = new NaiveQueue();
      copy.elements.addAll(elements);
      return copy;
    }

    @Override
    public Object state() {
      return List.copyOf(elements);
    }

    @Override
    public boolean isHeard(String function) {
      return function.equals("dequeue");
    }
  }

  /** A log; {@code append} is told its offset as an attribute. */
  final class NaiveLog implements NaiveObject {
    private final List<Object> records = new ArrayList<>();

    @Override
    public Call someCall(Random random) {
      if (random.nextBoolean()) {
        return new Call("append", (long) random.nextInt(3));
      }
      return random.nextBoolean()
          ? new Call("read", null)
          : new Call("read", null, Map.of("offset", (long) random.nextInt(3)));
    }

    @Override
    public Answer run(Call call) {
      if (call.function.equals("append")) {
        records.add(call.argument);
        return new Answer(call.argument, Map.of("offset", records.size() - 1L));
      }
      long offset = (Long) call.attributes.getOrDefault("offset", 0L);
      return new Answer(
          List.copyOf(records.subList((int) Math.min(offset, records.size()), records.size())));
    }

    @Override
    public NaiveObject copy() {
      NaiveLog copy = new NaiveLog();
      copy.records.addAll(records);
      return copy;
    }

    @Override
    public Object state() {
      return List.copyOf(records);
    }

    @Override
    public boolean isHeard(String function) {
      return function.equals("read");
    }
  }
}
