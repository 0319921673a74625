package org.acksiom.linearizability.history;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Values of Java as a history has them. */
public final class PlainData {
  private PlainData() {}

  /**
   * The value that a history has for one of Java, so that what a test passed and what a model or a
   * reader says are equal: integers are {@link Long}, fractions {@link Double}, and collections are
   * copied, element by element, so that no later change to them changes the history. Anything else,
   * such as a string or a constant of an enum, stands for itself.
   *
   * @param value any value
   */
  public static Object of(Object value) {
    if (value == null || value instanceof String || value instanceof Long) {
      return value;
    }
    if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
      return ((Number) value).longValue();
    }
    if (value instanceof Float number) {
      return number.doubleValue();
    }
    if (value instanceof List<?> list) {
      return Collections.unmodifiableList(each(list, new ArrayList<>(list.size())));
    }
    if (value instanceof Set<?> set) {
      return Collections.unmodifiableSet(each(set, new LinkedHashSet<>()));
    }
    if (value instanceof Map<?, ?> map) {
      Map<Object, Object> plain = new LinkedHashMap<>();
      map.forEach((key, element) -> plain.put(of(key), of(element)));
      return Collections.unmodifiableMap(plain);
    }
    return value;
  }

  private static <T extends Collection<Object>> T each(Collection<?> values, T plain) {
    values.forEach(element -> plain.add(of(element)));
    return plain;
  }
}
