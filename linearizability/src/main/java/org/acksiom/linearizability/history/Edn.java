package org.acksiom.linearizability.history;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The text of one plain value, in EDN: how values are shown to people, too. */
public final class Edn {

  /** What a name may have besides letters and digits. */
  private static final String NAME_MARKS = ".*+!-_?$%&=<>|'~^@`/:#";

  private Edn() {}

  /**
   * The value that a text spells.
   *
   * @param name what to call the text in a message
   * @param text one EDN value
   * @throws HistoryFormatException if it is not one value
   */
  public static Object parse(String name, String text) throws HistoryFormatException {
    InputStream in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    try {
      Utf8Text source = new Utf8Text(name, in);
      ReadLimits limits = ReadLimits.ofMemory(1 << 20);
      EdnReader reader = new EdnReader(source, limits, new Allowance(limits.memoryBytesMax()));
      Object value = reader.value();
      int rest = reader.skipBlank();
      if (rest >= 0) {
        throw source.wrong("nothing after the value", shown(rest));
      }
      return value;
    } catch (HistoryFormatException e) {
      throw e;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The text of a value. Maps and sets are printed in the order of their elements' texts, so that
   * equal values have equal texts; what is not plain data is printed as its own {@code toString}.
   *
   * @param value plain data
   */
  public static String print(Object value) {
    StringBuilder text = new StringBuilder();
    print(value, text);
    return text.toString();
  }

  /** What a character is called in a message. */
  static String shown(int c) {
    return Character.isISOControl(c)
        ? String.format("the character U+%04X", c)
        : "'" + Character.toString(c) + "'";
  }

  /** Whether a keyword, symbol or tag may be called so. */
  static boolean isName(String name) {
    return !name.isEmpty()
        && "/:#".indexOf(name.charAt(0)) < 0
        && "/:".indexOf(name.charAt(name.length() - 1)) < 0
        && name.codePoints()
            .allMatch(c -> Character.isLetterOrDigit(c) || NAME_MARKS.indexOf(c) >= 0);
  }

  private static void print(Object value, StringBuilder text) {
    if (value == null) {
      text.append("nil");
    } else if (value instanceof String string) {
      quote(string, text);
    } else if (value instanceof Double number) {
      text.append(number(number));
    } else if (value instanceof List<?> list) {
      List<String> elements = new ArrayList<>();
      list.forEach(element -> elements.add(print(element)));
      text.append('[').append(String.join(" ", elements)).append(']');
    } else if (value instanceof Set<?> set) {
      List<String> elements = new ArrayList<>();
      set.forEach(element -> elements.add(print(element)));
      elements.sort(null);
      text.append("#{").append(String.join(" ", elements)).append('}');
    } else if (value instanceof Map<?, ?> map) {
      Map<String, String> entries = new TreeMap<>();
      map.forEach((key, element) -> entries.put(print(key), print(element)));
      List<String> pairs = new ArrayList<>();
      entries.forEach((key, element) -> pairs.add(key + " " + element));
      text.append('{').append(String.join(", ", pairs)).append('}');
    } else {
      text.append(value);
    }
  }

  private static String number(double number) {
    if (Double.isNaN(number)) {
      return "##NaN";
    }
    if (Double.isInfinite(number)) {
      return number > 0 ? "##Inf" : "##-Inf";
    }
    return Double.toString(number);
  }

  private static void quote(String string, StringBuilder text) {
    text.append('"');
    for (int i = 0; i < string.length(); i++) {
      char c = string.charAt(i);
      int escape = "\t\b\n\r\f\"\\".indexOf(c);
      if (escape >= 0) {
        text.append('\\').append("tbnrf\"\\".charAt(escape));
      } else if (Character.isISOControl(c) || Character.isSurrogate(c)) {
        text.append(String.format("\\u%04x", (int) c));
      } else {
        text.append(c);
      }
    }
    text.append('"');
  }
}
