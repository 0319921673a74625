package org.acksiom.impl.simulator;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The way to a state: the events that led there, the last one first, so that states share the ways
 * that they have in common. The way to an initial state is null.
 *
 * @param before the way to the state before
 * @param event what happened there
 * @param length how many events it has
 */
public record Way(Way before, Event event, int length) {

  /** The way on from a state, which may be an initial one. */
  public static Way on(Way before, Event event) {
    return new Way(before, event, length(before) + 1);
  }

  /** How many events lead to a state, which may be an initial one. */
  static int length(Way way) {
    return way == null ? 0 : way.length();
  }

  /** The schedule that leads to a state, which may be an initial one. */
  public static Schedule schedule(Setup setup, Way way) {
    List<Event> events = new ArrayList<>();
    for (Way at = way; at != null; at = at.before()) {
      events.add(at.event());
    }
    Collections.reverse(events);
    return new Schedule(setup, events);
  }
}
