package org.acksiom.linearizability.delivery;

import java.util.Map;
import org.acksiom.linearizability.history.Keyword;

/**
 * A plain value as one short line of text in the manner of EDN, for messages; what is long is cut.
 */
final class PlainText {
  private static final int LENGTH_MAX = 80;

  private final StringBuilder text = new StringBuilder();

  private PlainText() {}

  static String of(Object value) {
    PlainText line = new PlainText();
    line.append(value);
    if (line.text.length() <= LENGTH_MAX) {
      return line.text.toString();
    }
    return line.text.substring(0, LENGTH_MAX - 1) + "…";
  }

  /** The name that the key of a partition has in every format: JSON turns each key into text. */
  static String ofKey(Object key) {
    return key instanceof Keyword keyword ? keyword.name() : String.valueOf(key);
  }

  private void append(Object value) {
    if (text.length() > LENGTH_MAX) {
      return;
    }
    if (value == null) {
      text.append("nil");
    } else if (value instanceof String string) {
      appendLine('"' + string.substring(0, Math.min(string.length(), LENGTH_MAX)));
      text.append('"');
    } else if (value instanceof Map<?, ?> map) {
      appendAll('{', map.entrySet(), '}');
    } else if (value instanceof Map.Entry<?, ?> entry) {
      append(entry.getKey());
      text.append(' ');
      append(entry.getValue());
    } else if (value instanceof Iterable<?> values) {
      appendAll('[', values, ']');
    } else {
      appendLine(value.toString());
    }
  }

  private void appendAll(char open, Iterable<?> values, char close) {
    text.append(open);
    String separator = "";
    for (Object value : values) {
      if (text.length() > LENGTH_MAX) {
        return;
      }
      text.append(separator);
      append(value);
      separator = " ";
    }
    text.append(close);
  }

  private void appendLine(String words) {
    words.chars().forEach(c -> text.append(Character.isISOControl(c) ? ' ' : (char) c));
  }
}
