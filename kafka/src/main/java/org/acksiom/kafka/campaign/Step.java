package org.acksiom.kafka.campaign;

import java.util.Arrays;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A nemesis and when it strikes. As text it reads {@code swallow-ack at ack 3}, {@code stall-acks
 * for 500 ms at ack 3} or {@code sigkill of broker 1 for 4000 ms at send 12}.
 *
 * @param nemesis what goes wrong
 * @param broker for whom, from 1; 0 if it befalls a frame
 * @param millis for how long, 0 to {@value #MILLIS_MAX}; 0 if it does not last
 * @param countable what is counted
 * @param nth which of them it strikes at, from 1
 */
public record Step(Nemesis nemesis, int broker, int millis, Countable countable, int nth) {
  /** The longest time for which something may go wrong. */
  public static final int MILLIS_MAX = 60_000;

  private static final int BROKER_MAX = 9;
  private static final int NTH_MAX = 1_000_000;
  private static final Pattern FORM =
      Pattern.compile(
          "([a-z-]+)(?: of broker (\\d{1,6}))?(?: for (\\d{1,6}) ms)? at ([a-z-]+) (\\d{1,7})");

  /**
   * @throws IllegalArgumentException if the nemesis has no such target, duration or moment
   */
  public Step {
    boolean ofFrame = nemesis.frame().isPresent();
    if (ofFrame ? broker != 0 : broker < 1 || broker > BROKER_MAX) {
      throw new IllegalArgumentException(
          nemesis.id()
              + ": expected "
              + (ofFrame ? "no broker" : "a broker from 1 to " + BROKER_MAX)
              + ", found "
              + broker);
    }
    if (millis < 0 || millis > (nemesis.lasts() ? MILLIS_MAX : 0)) {
      throw new IllegalArgumentException(
          nemesis.id()
              + ": expected "
              + (nemesis.lasts() ? "0 to " + MILLIS_MAX + " ms" : "no duration")
              + ", found "
              + millis
              + " ms");
    }
    if (ofFrame && nemesis.frame().get() != countable) {
      throw new IllegalArgumentException(
          nemesis.id()
              + ": expected '"
              + nemesis.frame().get().id()
              + "', found "
              + countable.id());
    }
    if (nth < 1 || nth > NTH_MAX) {
      throw new IllegalArgumentException(
          nemesis.id() + ": expected 1 to " + NTH_MAX + " of " + countable.id() + ", found " + nth);
    }
  }

  Step at(int other) {
    return new Step(nemesis, broker, millis, countable, other);
  }

  Step lasting(int other) {
    return new Step(nemesis, broker, other, countable, nth);
  }

  /**
   * The step of that text.
   *
   * @throws IllegalArgumentException if it is none; the message says what was expected
   */
  public static Step parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "expected a step such as 'sigkill of broker 1 for 4000 ms at send 12', found '"
              + text
              + "'");
    }
    return new Step(
        named(Nemesis.values(), Nemesis::id, form.group(1), "a nemesis"),
        form.group(2) == null ? 0 : Integer.parseInt(form.group(2)),
        form.group(3) == null ? 0 : Integer.parseInt(form.group(3)),
        named(Countable.values(), Countable::id, form.group(4), "what is counted"),
        Integer.parseInt(form.group(5)));
  }

  private static <T> T named(T[] values, Function<T, String> id, String name, String what) {
    return Arrays.stream(values)
        .filter(value -> id.apply(value).equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "expected "
                        + what
                        + " ("
                        + Arrays.stream(values).map(id).collect(Collectors.joining(", "))
                        + "), found '"
                        + name
                        + "'"));
  }

  @Override
  public String toString() {
    return nemesis.id()
        + (broker == 0 ? "" : " of broker " + broker)
        + (nemesis.lasts() ? " for " + millis + " ms" : "")
        + " at "
        + countable.id()
        + " "
        + nth;
  }
}
