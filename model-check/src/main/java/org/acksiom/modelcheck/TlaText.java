package org.acksiom.modelcheck;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The lexical side of TLA+ values: identifiers, quoted strings, joined pairs. */
final class TlaText {

  private TlaText() {}

  static boolean isIdentifier(String text) {
    return !text.isEmpty()
        && text.chars().allMatch(TlaText::isIdentifierPart)
        && text.chars().anyMatch(TlaText::isLetter);
  }

  static boolean isIdentifierPart(int c) {
    return isLetter(c) || isDigit(c) || c == '_';
  }

  static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isLetter(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  /** The string between quotes, with the escapes of TLA+. */
  static String quote(String text) {
    StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> quoted.append("\\\"");
        case '\\' -> quoted.append("\\\\");
        case '\t' -> quoted.append("\\t");
        case '\n' -> quoted.append("\\n");
        case '\f' -> quoted.append("\\f");
        case '\r' -> quoted.append("\\r");
        default -> quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }

  static <K> String join(
      Map<K, TlaValue> pairs,
      Function<K, String> key,
      String arrow,
      String open,
      String separator,
      String close) {
    return pairs.entrySet().stream()
        .map(pair -> key.apply(pair.getKey()) + arrow + pair.getValue())
        .collect(Collectors.joining(separator, open, close));
  }
}
