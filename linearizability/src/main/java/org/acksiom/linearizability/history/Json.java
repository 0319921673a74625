package org.acksiom.linearizability.history;

import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The text of plain values in JSON. */
final class Json {

  private static final String ESCAPED = "\"\\\b\f\n\r\t";

  private Json() {}

  /**
   * Appends the text of a value. Keywords become strings and sets arrays; maps and sets have their
   * elements in order, so that equal values have equal texts.
   *
   * @throws IllegalArgumentException if JSON has no word for the value
   */
  static void print(Object value, StringBuilder text) {
    if (value == null || value instanceof Boolean || value instanceof Long) {
      text.append(value);
    } else if (value instanceof Double number) {
      if (number.isNaN() || number.isInfinite()) {
        throw new IllegalArgumentException("JSON has no number " + Edn.print(number));
      }
      text.append(number);
    } else if (value instanceof String string) {
      quote(string, text);
    } else if (value instanceof Keyword keyword) {
      quote(keyword.name(), text);
    } else if (value instanceof List<?> list) {
      array(list, text);
    } else if (value instanceof Set<?> set) {
      array(set.stream().sorted(Comparator.comparing(Edn::print)).toList(), text);
    } else if (value instanceof Map<?, ?> map) {
      object(map, text);
    } else {
      throw new IllegalArgumentException("not plain data: " + value.getClass().getName());
    }
  }

  /** Appends the text of a string. */
  static void quote(String string, StringBuilder text) {
    text.append('"');
    for (int i = 0; i < string.length(); i++) {
      char c = string.charAt(i);
      int escape = ESCAPED.indexOf(c);
      if (escape >= 0) {
        text.append('\\').append("\"\\bfnrt".charAt(escape));
      } else if (c < ' ' || isLoneSurrogate(string, i)) {
        text.append(String.format("\\u%04X", (int) c));
      } else {
        text.append(c);
      }
    }
    text.append('"');
  }

  /** Half a character has no bytes in UTF-8, but an escape. */
  private static boolean isLoneSurrogate(String string, int index) {
    char c = string.charAt(index);
    if (Character.isHighSurrogate(c)) {
      return index + 1 == string.length() || !Character.isLowSurrogate(string.charAt(index + 1));
    }
    return Character.isLowSurrogate(c)
        && (index == 0 || !Character.isHighSurrogate(string.charAt(index - 1)));
  }

  private static void array(List<?> elements, StringBuilder text) {
    text.append('[');
    for (Iterator<?> element = elements.iterator(); element.hasNext(); ) {
      print(element.next(), text);
      if (element.hasNext()) {
        text.append(',');
      }
    }
    text.append(']');
  }

  private static void object(Map<?, ?> map, StringBuilder text) {
    Map<String, Object> entries = new TreeMap<>();
    map.forEach(
        (key, element) -> {
          if (entries.containsKey(name(key))) {
            throw new IllegalArgumentException("JSON cannot tell the keys apart: " + name(key));
          }
          entries.put(name(key), element);
        });
    text.append('{');
    String separator = "";
    for (Map.Entry<String, Object> entry : entries.entrySet()) {
      text.append(separator);
      quote(entry.getKey(), text);
      text.append(':');
      print(entry.getValue(), text);
      separator = ",";
    }
    text.append('}');
  }

  private static String name(Object key) {
    if (key instanceof Keyword keyword) {
      return keyword.name();
    }
    if (key instanceof String string) {
      return string;
    }
    throw new IllegalArgumentException("JSON's keys are strings, not " + Edn.print(key));
  }
}
