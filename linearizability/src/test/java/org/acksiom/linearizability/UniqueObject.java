package org.acksiom.linearizability;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * An object whose callers write, append or put in values that are rarely, or never, the same: its
 * histories are those for which there are shortcuts.
 */
abstract class UniqueObject {

  /** What is asked of it. */
  record Call(String function, Object argument, Map<String, Object> attributes) {}

  /** What it answers. */
  record Answer(Object value, Map<String, Object> attributes) {
    Answer(Object value) {
      this(value, Map.of());
    }
  }

  /** Where callers have their values from. */
  static final class Values {
    private final int repeats;
    private long last;

    /** One in so many values is one that may have been used before. */
    Values(int repeats) {
      this.repeats = repeats;
    }

    private Object next(Random random) {
      return random.nextInt(repeats) == 0 ? any(random) : (Object) (++last);
    }

    private Object any(Random random) {
      return (long) random.nextInt((int) last + 1);
    }
  }

  /** A call that somebody may make. */
  abstract Call someCall(Values values, Random random);

  /** Does it; {@code null} if it cannot be done, and then nothing changed. */
  abstract Answer run(Call call);

  /** A register that starts with 0. */
  static final class Register extends UniqueObject {
    private final boolean hasCas;
    private Object value = 0L;

    Register(boolean hasCas) {
      this.hasCas = hasCas;
    }

    @Override
    Call someCall(Values values, Random random) {
      if (hasCas && random.nextBoolean()) {
        return new Call("cas", List.of(values.any(random), values.next(random)), Map.of());
      }
      return random.nextInt(3) > 0
          ? new Call("read", null, Map.of())
          : new Call("write", values.next(random), Map.of());
    }

    @Override
    Answer run(Call call) {
      switch (call.function()) {
        case "read":
          return new Answer(value);
        case "write":
          value = call.argument();
          return new Answer(value);
        default:
          List<?> pair = (List<?>) call.argument();
          if (!value.equals(pair.get(0))) {
            return null;
          }
          value = pair.get(1);
          return new Answer(pair);
      }
    }
  }

  /** A log. */
  static final class Log extends UniqueObject {
    private final boolean tellsOffsets;
    private final List<Object> records = new ArrayList<>();

    Log(boolean tellsOffsets) {
      this.tellsOffsets = tellsOffsets;
    }

    @Override
    Call someCall(Values values, Random random) {
      return random.nextInt(3) > 0
          ? new Call("append", values.next(random), Map.of())
          : new Call("read", null, Map.of("offset", (long) random.nextInt(5)));
    }

    @Override
    Answer run(Call call) {
      if (call.function().equals("append")) {
        records.add(call.argument());
        return new Answer(
            call.argument(), tellsOffsets ? Map.of("offset", records.size() - 1L) : Map.of());
      }
      int from = (int) Math.min(records.size(), (Long) call.attributes().get("offset"));
      return new Answer(List.copyOf(records.subList(from, records.size())));
    }
  }

  /** A queue, or a bag; which element that gives back only its elements decide. */
  static final class Queue extends UniqueObject {
    private final boolean isFifo;
    private final List<Object> elements = new ArrayList<>();

    Queue(boolean isFifo) {
      this.isFifo = isFifo;
    }

    @Override
    Call someCall(Values values, Random random) {
      return random.nextInt(9) < 5
          ? new Call("enqueue", values.next(random), Map.of())
          : new Call("dequeue", null, Map.of());
    }

    @Override
    Answer run(Call call) {
      if (call.function().equals("enqueue")) {
        elements.add(call.argument());
        return new Answer(call.argument());
      }
      if (elements.isEmpty()) {
        return new Answer(null);
      }
      int next = isFifo ? 0 : Math.floorMod(elements.hashCode(), elements.size());
      return new Answer(elements.remove(next));
    }
  }
}
