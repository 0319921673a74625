package org.acksiom.impl.simulator;

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
