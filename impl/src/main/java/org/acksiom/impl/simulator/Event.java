package org.acksiom.impl.simulator;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.acksiom.specs.Bounds;

/**
 * One step: an action with its parameters.
 *
 * @param action what happens
 * @param first the first parameter, 0 if the action has none
 * @param second the second parameter, 0 if the action has less than two
 */
public record Event(Action action, int first, int second) {

  static Event of(Action action) {
    return new Event(action, 0, 0);
  }

  static Event of(Action action, int first) {
    return new Event(action, first, 0);
  }

  static Event of(Action action, int first, int second) {
    return new Event(action, first, second);
  }

  private static final Pattern TEXT =
      Pattern.compile("([A-Za-z]+)(?:\\((\\d{1,3})(?:, (\\d{1,3}))?\\))?");

  /**
   * The event that {@link #toString} writes like that.
   *
   * @throws IllegalArgumentException if there is no such event; the message says what was expected
   */
  public static Event parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "expected an event such as LeaderAppends(1), found '" + text + "'");
    }
    Action action = Action.of(matcher.group(1));
    int given = matcher.group(2) == null ? 0 : matcher.group(3) == null ? 1 : 2;
    if (given != action.parameters().size()) {
      throw new IllegalArgumentException(
          "expected "
              + action.specName()
              + " with parameters "
              + action.parameters()
              + ", found '"
              + text
              + "'");
    }
    return new Event(action, number(matcher.group(2)), number(matcher.group(3)));
  }

  private static int number(String digits) {
    return digits == null ? 0 : Integer.parseInt(digits);
  }

  /** Whether its parameters name brokers, records or connections that can be there. */
  boolean fits(Bounds bounds) {
    return fits(0, first, bounds) && fits(1, second, bounds);
  }

  private boolean fits(int position, int value, Bounds bounds) {
    List<String> parameters = action.parameters();
    return switch (position < parameters.size() ? parameters.get(position) : "none") {
      case "none" -> value == 0;
      case "record" -> value >= 1 && value <= bounds.records();
      case "arriving", "lost" -> value >= 0;
      case "elected" -> value >= 0 && value <= bounds.replicas();
      case "connection" -> value >= 1;
      default -> value >= 1 && value <= bounds.replicas();
    };
  }

  /** As the specification writes it: {@code LeaderAppends(1)}. */
  @Override
  public String toString() {
    return switch (action.parameters().size()) {
      case 0 -> action.specName();
      case 1 -> action.specName() + "(" + first + ")";
      default -> action.specName() + "(" + first + ", " + second + ")";
    };
  }
}
