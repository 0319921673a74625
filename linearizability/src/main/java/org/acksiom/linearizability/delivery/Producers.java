package org.acksiom.linearizability.delivery;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The producers of a history, numbered in the order in which it names them first. */
final class Producers {
  private final Map<Object, Integer> numbers = new HashMap<>();
  private final List<Object> names = new ArrayList<>();
  private long nameBytes;

  int number(Object name) {
    Integer known = numbers.putIfAbsent(name, names.size());
    if (known != null) {
      return known;
    }
    names.add(name);
    nameBytes += PlainSize.of(name);
    return names.size() - 1;
  }

  Object name(int number) {
    return names.get(number);
  }

  /** What this takes in memory, in bytes, roughly. */
  long bytes() {
    return 120L * names.size() + nameBytes;
  }
}
