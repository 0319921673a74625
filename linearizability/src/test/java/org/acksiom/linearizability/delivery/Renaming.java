package org.acksiom.linearizability.delivery;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.acksiom.linearizability.history.Event;
import org.acksiom.linearizability.history.Keyword;

/** Other names for what a history is about. */
final class Renaming {
  private Renaming() {}

  /** The event with other records. */
  static Event records(Event event, UnaryOperator<Object> name) {
    if (event.function().equals("assign")) {
      return event;
    }
    List<Object> value = new ArrayList<>();
    for (Object mop : (List<?>) event.value()) {
      value.add(mop(new ArrayList<>((List<?>) mop), name));
    }
    return new Event(event.process(), event.type(), event.function(), value, event.attributes());
  }

  private static Object mop(List<Object> parts, UnaryOperator<Object> name) {
    if (parts.get(0).equals(new Keyword("send"))) {
      parts.set(
          2, parts.get(2) instanceof List<?> pair ? pair(pair, name) : name.apply(parts.get(2)));
    } else if (parts.size() == 2) {
      Map<Object, Object> read = new LinkedHashMap<>();
      ((Map<?, ?>) parts.get(1))
          .forEach(
              (key, pairs) ->
                  read.put(
                      key,
                      ((List<?>) pairs)
                          .stream().map(found -> pair((List<?>) found, name)).toList()));
      parts.set(1, read);
    }
    return parts;
  }

  private static List<Object> pair(List<?> pair, UnaryOperator<Object> name) {
    List<Object> renamed = new ArrayList<>();
    renamed.add(pair.get(0));
    renamed.add(name.apply(pair.get(1)));
    return renamed;
  }
}
