package org.acksiom.modelcheck;

import java.util.List;
import java.util.Map;

/** The lexical side of TLA+ values: identifiers, quoted strings, joined pairs. */
final class TlaText {

  private TlaText() {}

  static boolean isIdentifier(String text) {
    boolean letter = false;
    for (int i = 0; i < text.length(); i++) {
      if (!isIdentifierPart(text.charAt(i))) {
        return false;
      }
      letter |= isLetter(text.charAt(i));
    }
    return letter;
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

  /** The value in TLA+. */
  static String written(TlaValue value) {
    StringBuilder text = new StringBuilder();
    append(text, value);
    return text.toString();
  }

  private static void append(StringBuilder text, TlaValue value) {
    if (value instanceof TlaValue.Tuple tuple) {
      appendAll(text, "<<", tuple.elements(), ">>");
    } else if (value instanceof TlaValue.FiniteSet set) {
      appendAll(text, "{", set.elements(), "}");
    } else if (value instanceof TlaValue.Record record) {
      append(text, record);
    } else if (value instanceof TlaValue.Function function) {
      String separator = "(";
      for (Map.Entry<TlaValue, TlaValue> pair : function.mapping().entrySet()) {
        text.append(separator);
        append(text, pair.getKey());
        text.append(" :> ");
        append(text, pair.getValue());
        separator = " @@ ";
      }
      text.append(')');
    } else {
      text.append(value);
    }
  }

  private static void appendAll(
      StringBuilder text, String open, List<TlaValue> elements, String close) {
    text.append(open);
    for (int i = 0; i < elements.size(); i++) {
      text.append(i == 0 ? "" : ", ");
      append(text, elements.get(i));
    }
    text.append(close);
  }

  /** Names that are no identifiers are the strings that they stand for. */
  private static void append(StringBuilder text, TlaValue.Record record) {
    boolean identifiers = record.fields().keySet().stream().allMatch(TlaText::isIdentifier);
    String separator = identifiers ? "[" : "(";
    for (Map.Entry<String, TlaValue> field : record.fields().entrySet()) {
      text.append(separator)
          .append(identifiers ? field.getKey() : quote(field.getKey()))
          .append(identifiers ? " |-> " : " :> ");
      append(text, field.getValue());
      separator = identifiers ? ", " : " @@ ";
    }
    text.append(identifiers ? ']' : ')');
  }
}
