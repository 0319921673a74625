package org.acksiom.linearizability;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Objects whose callers write, append and put in values that are rarely, or never, the same: the
 * histories for which there are shortcuts. One in {@code repeats} values is one that was used
 * before.
 */
abstract class UniqueValues implements NaiveObject {

  /** How values are made, shared by the objects of one history. */
  static final class Values {
    private final int repeats;
    private long last;

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

  final Values values;

  private UniqueValues(Values values) {
    this.values = values;
  }

  @Override
  public boolean isHeard(String function) {
    return function.equals("read") || function.equals("dequeue");
  }

  /** A register that starts with 0. */
  static final class Register extends UniqueValues {
    private final boolean hasCas;
    private Object value = 0L;

    Register(Values values, boolean hasCas) {
      super(values);
      this.hasCas = hasCas;
    }

    @Override
    public Call someCall(Random random) {
      if (hasCas && random.nextBoolean()) {
        return new Call("cas", List.of(values.any(random), values.next(random)));
      }
      return random.nextInt(3) > 0
          ? new Call("read", null)
          : new Call("write", values.next(random));
    }

    @Override
    public Answer run(Call call) {
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
  static final class Log extends UniqueValues {
    private final boolean tellsOffsets;
    private final List<Object> records = new ArrayList<>();

    Log(Values values, boolean tellsOffsets) {
      super(values);
      this.tellsOffsets = tellsOffsets;
    }

    @Override
    public Call someCall(Random random) {
      return random.nextInt(3) > 0
          ? new Call("append", values.next(random))
          : new Call("read", null, Map.of("offset", (long) random.nextInt(5)));
    }

    @Override
    public Answer run(Call call) {
      if (call.function().equals("append")) {
        records.add(call.argument());
        return new Answer(
            call.argument(), tellsOffsets ? Map.of("offset", records.size() - 1L) : Map.of());
      }
      int from = (int) Math.min(records.size(), (Long) call.attributes().get("offset"));
      return new Answer(List.copyOf(records.subList(from, records.size())));
    }
  }

  /** A queue; or a bag, of which an element is taken that only the elements decide on. */
  static final class Queue extends UniqueValues {
    private final boolean isFifo;
    private final List<Object> elements = new ArrayList<>();

    Queue(Values values, boolean isFifo) {
      super(values);
      this.isFifo = isFifo;
    }

    @Override
    public Call someCall(Random random) {
      return random.nextInt(9) < 5
          ? new Call("enqueue", values.next(random))
          : new Call("dequeue", null);
    }

    @Override
    public Answer run(Call call) {
      if (call.function().equals("enqueue")) {
        elements.add(call.argument());
        return new Answer(call.argument());
      }
      if (elements.isEmpty()) {
        return new Answer(null);
      }
      return new Answer(elements.remove(isFifo ? 0 : elements.hashCode() & elements.size() - 1));
    }
  }
}
