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
public record Path(Path before, Event event, int length) {

  /** The way on from a state, which may be an initial one. */
  public static Path on(Path before, Event event) {
    return new Path(before, event, length(before) + 1);
  }

  /** How many events lead to a state, which may be an initial one. */
  static int length(Path path) {
    return path == null ? 0 : path.length();
  }

  /** The schedule that leads to a state, which may be an initial one. */
  public static Schedule schedule(Setup setup, Path path) {
    List<Event> events = new ArrayList<>();
    for (Path at = path; at != null; at = at.before()) {
      events.add(at.event());
    }
    Collections.reverse(events);
    return new Schedule(setup, events);
  }
}
