package org.acksiom.linearizability.delivery;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.acksiom.linearizability.history.Event;
import org.acksiom.linearizability.history.Keyword;

/** A history event by event, in which anything can be said. */
final class Told {
  private final List<Event> events = new ArrayList<>();

  Told invoke(long process, String function, Object value) {
    return add(process, Event.Type.INVOKE, function, value, Map.of());
  }

  Told invoke(long process, String function, Object value, Map<String, Object> attributes) {
    return add(process, Event.Type.INVOKE, function, value, attributes);
  }

  Told ok(long process, String function, Object value) {
    return add(process, Event.Type.OK, function, value, Map.of());
  }

  Told ok(long process, String function, Object value, Map<String, Object> attributes) {
    return add(process, Event.Type.OK, function, value, attributes);
  }

  Told fail(long process, String function, Object value) {
    return add(process, Event.Type.FAIL, function, value, Map.of());
  }

  Told fail(long process, String function, Object value, Map<String, Object> attributes) {
    return add(process, Event.Type.FAIL, function, value, attributes);
  }

  Told info(long process, String function, Object value) {
    return add(process, Event.Type.INFO, function, value, Map.of());
  }

  DeliveryReport report() {
    return new DeliveryChecker().check(events);
  }

  static List<Object> list(Object... parts) {
    return Collections.unmodifiableList(Arrays.asList(parts));
  }

  static List<Object> mop(String name, Object... arguments) {
    List<Object> parts = new ArrayList<>(List.of(new Keyword(name)));
    parts.addAll(Arrays.asList(arguments));
    return parts;
  }

  private Told add(
      long process,
      Event.Type type,
      String function,
      Object value,
      Map<String, Object> attributes) {
    events.add(new Event(process, type, function, value, attributes));
    return this;
  }
}
