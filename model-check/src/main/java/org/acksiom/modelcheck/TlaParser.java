package org.acksiom.modelcheck;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Reads what TLC prints: values, and states as lists of assignments. Recursive descent over one
 * text; blanks and line ends mean nothing outside strings. Linear in the text, save that intervals
 * are spelled out.
 */
final class TlaParser {

  /** TLC's values nest a few levels; deeper text is an attack on our stack. */
  static final int NESTING_MAX = 500;

  /** How many elements all the intervals of one text may spell out. */
  static final int INTERVAL_ELEMENTS_MAX = 1_000_000;

  private final String source;
  private final String text;
  private final int firstLine;
  private int at;
  private int nesting;
  private long intervalElements;

  /**
   * @param source what errors name, such as a file
   * @param firstLine the line of the source at which the text begins
   */
  TlaParser(String source, String text, int firstLine) {
    this.source = source;
    this.text = text;
    this.firstLine = firstLine;
  }

  /**
   * {@code x = 1}, or {@code /\ x = 1 /\ y = 2}: one value for each variable, to the text's end.
   */
  Map<String, TlaValue> assignments() throws TlaSyntaxException {
    Map<String, TlaValue> variables = new LinkedHashMap<>();
    do {
      if (!variables.isEmpty() || next("/\\")) {
        expect("/\\");
      }
      skipBlanks();
      int start = at;
      String name = identifier("a variable");
      expect("=");
      if (variables.put(name, value()) != null) {
        throw error(start, "each variable once", "a second '" + name + "'");
      }
      skipBlanks();
    } while (at < text.length());
    return variables;
  }

  /** The values that have lines to themselves; other lines are passed over. */
  List<TlaValue> values() {
    List<TlaValue> values = new ArrayList<>();
    skipBlanks();
    while (at < text.length()) {
      int start = at;
      try {
        nesting = 0;
        TlaValue value = value();
        if (!rest(at).isBlank()) {
          throw error("the end of the line");
        }
        values.add(value);
      } catch (TlaSyntaxException e) {
        at = start + rest(start).length();
      }
      skipBlanks();
    }
    return values;
  }

  void end() throws TlaSyntaxException {
    skipBlanks();
    if (at < text.length()) {
      throw error("the end of the value");
    }
  }

  TlaValue value() throws TlaSyntaxException {
    skipBlanks();
    if (++nesting > NESTING_MAX) {
      throw error(at, "at most " + NESTING_MAX + " nested values", "more");
    }
    TlaValue value;
    if (accept("<<")) {
      value = new TlaValue.Tuple(elements(">>"));
    } else if (accept("{")) {
      value = new TlaValue.FiniteSet(elements("}"));
    } else if (accept("[")) {
      value = record();
    } else if (accept("(")) {
      value = function();
    } else if (next("\"")) {
      value = new TlaValue.Str(string());
    } else if (next("-") || (at < text.length() && startsNumber())) {
      value = number();
    } else {
      value = word();
    }
    nesting--;
    return value;
  }

  private List<TlaValue> elements(String close) throws TlaSyntaxException {
    List<TlaValue> elements = new ArrayList<>();
    if (accept(close)) {
      return elements;
    }
    do {
      elements.add(value());
    } while (acceptOr(",", close));
    return elements;
  }

  private TlaValue record() throws TlaSyntaxException {
    SortedMap<String, TlaValue> fields = new TreeMap<>();
    do {
      skipBlanks();
      int start = at;
      String name = identifier("a field");
      expect("|->");
      if (fields.put(name, value()) != null) {
        throw error(start, "each field once", "a second '" + name + "'");
      }
    } while (acceptOr(",", "]"));
    return new TlaValue.Record(fields);
  }

  private TlaValue function() throws TlaSyntaxException {
    Map<TlaValue, TlaValue> mapping = new TreeMap<>();
    do {
      TlaValue key = value();
      expect(":>");
      // @@ prefers its left operand.
      mapping.putIfAbsent(key, value());
    } while (acceptOr("@@", ")"));
    return TlaValue.function(mapping);
  }

  private String string() throws TlaSyntaxException {
    int start = at++;
    StringBuilder string = new StringBuilder();
    while (at < text.length() && text.charAt(at) != '\n') {
      char c = text.charAt(at++);
      if (c == '"') {
        return string.toString();
      }
      string.append(c == '\\' ? escaped() : c);
    }
    throw error(start, "a closing quote on the same line", "'" + rest(start) + "'");
  }

  private char escaped() throws TlaSyntaxException {
    int start = at - 1;
    char c = at < text.length() ? text.charAt(at++) : '\n';
    return switch (c) {
      case '"', '\\' -> c;
      case 't' -> '\t';
      case 'n' -> '\n';
      case 'f' -> '\f';
      case 'r' -> '\r';
      default ->
          throw error(
              start, "one of \\\" \\\\ \\t \\n \\f \\r", "'" + text.substring(start, at) + "'");
    };
  }

  /** Digits that a letter follows are an identifier, such as the model value {@code 1st}. */
  private boolean startsNumber() {
    int end = at;
    while (end < text.length() && TlaText.isDigit(text.charAt(end))) {
      end++;
    }
    return end > at && (end == text.length() || !TlaText.isIdentifierPart(text.charAt(end)));
  }

  private TlaValue number() throws TlaSyntaxException {
    int start = at;
    int from = integer();
    // A look past the blanks would take the next line of output for part of this one.
    if (!text.startsWith("..", at)) {
      return new TlaValue.Int(from);
    }
    expect("..");
    int to = integer();
    intervalElements += Math.max(0, (long) to - from + 1);
    if (intervalElements > INTERVAL_ELEMENTS_MAX) {
      throw error(
          start,
          "intervals of at most " + INTERVAL_ELEMENTS_MAX + " elements in all",
          from + ".." + to);
    }
    return new TlaValue.FiniteSet(
        IntStream.rangeClosed(from, to).<TlaValue>mapToObj(TlaValue.Int::new).toList());
  }

  private int integer() throws TlaSyntaxException {
    skipBlanks();
    int start = at;
    if (next("-")) {
      at++;
    }
    int digits = at;
    while (at < text.length() && TlaText.isDigit(text.charAt(at))) {
      at++;
    }
    if (at == digits) {
      throw error("an integer");
    }
    try {
      return Integer.parseInt(text, start, at, 10);
    } catch (NumberFormatException e) {
      throw error(start, "an integer of TLC, which has 32 bits", text.substring(start, at));
    }
  }

  private TlaValue word() throws TlaSyntaxException {
    String word = identifier("a value");
    return switch (word) {
      case "TRUE" -> new TlaValue.Bool(true);
      case "FALSE" -> new TlaValue.Bool(false);
      default -> new TlaValue.ModelValue(word);
    };
  }

  private String identifier(String what) throws TlaSyntaxException {
    skipBlanks();
    int start = at;
    while (at < text.length() && TlaText.isIdentifierPart(text.charAt(at))) {
      at++;
    }
    String word = text.substring(start, at);
    if (!TlaText.isIdentifier(word)) {
      at = start;
      throw error(what);
    }
    return word;
  }

  private boolean acceptOr(String separator, String close) throws TlaSyntaxException {
    if (accept(separator)) {
      return true;
    }
    if (accept(close)) {
      return false;
    }
    throw error("'" + separator + "' or '" + close + "'");
  }

  private void expect(String token) throws TlaSyntaxException {
    if (!accept(token)) {
      throw error("'" + token + "'");
    }
  }

  private boolean accept(String token) {
    if (!next(token)) {
      return false;
    }
    at += token.length();
    return true;
  }

  private boolean next(String token) {
    skipBlanks();
    return text.startsWith(token, at);
  }

  private void skipBlanks() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private TlaSyntaxException error(String expected) {
    skipBlanks();
    return error(at, expected, at == text.length() ? "the end" : "'" + rest(at) + "'");
  }

  private TlaSyntaxException error(int position, String expected, String found) {
    int line = firstLine;
    int lineStart = 0;
    for (int i = 0; i < position; i++) {
      if (text.charAt(i) == '\n') {
        line++;
        lineStart = i + 1;
      }
    }
    return new TlaSyntaxException(source, line, position - lineStart + 1, expected, found);
  }

  private String rest(int position) {
    int end = text.indexOf('\n', position);
    return text.substring(position, end < 0 ? text.length() : end);
  }
}
