package org.acksiom.linearizability.history;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Reads JSON values from a text, one at a time, as strictly as RFC 8259 defines them. */
final class JsonReader {

  private static final long BLANKS = 1L << ' ' | 1L << '\t' | 1L << '\n' | 1L << '\r';
  private static final byte[] NULL = {'n', 'u', 'l', 'l'};
  private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
  private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};
  private static final int NUMBER_CHARS_MAX = 1000;

  /** More of a word that is none need not be shown. */
  private static final int WORD_CHARS_MAX = 100;

  private final Utf8Text text;
  private final ByteCursor cursor;
  private final ReadLimits limits;
  private final Allowance allowance;
  private final StringBuilder token = new StringBuilder();
  private final ListStack lists = new ListStack();
  private int depth;

  JsonReader(Utf8Text text, ReadLimits limits, Allowance allowance) {
    this.text = text;
    this.cursor = text.cursor();
    this.limits = limits;
    this.allowance = allowance;
  }

  /** Skips blanks; the next character, -1 at the end. */
  int next() throws IOException {
    int c = cursor.peek();
    return c > ' ' && c < 0x80 ? c : text.skipBlank(BLANKS);
  }

  /** The next value. */
  Object value() throws IOException {
    int c = next();
    switch (c) {
      case '"':
        String string = string();
        allowance.take(Allowance.string(string.length()), text);
        return string;
      case '{':
        return map();
      case '[':
        return list();
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9':
        allowance.take(Allowance.SCALAR, text);
        if (cursor.takeInteger()) {
          return cursor.integer();
        }
        return number();
      case 'n':
        return cursor.takeWord(NULL) ? null : word(c);
      case 't':
        return cursor.takeWord(TRUE) ? Boolean.TRUE : word(c);
      case 'f':
        return cursor.takeWord(FALSE) ? Boolean.FALSE : word(c);
      default:
        return word(c);
    }
  }

  /** Takes the opening bracket of an array or object; whether it has anything in it. */
  boolean open(char close) throws IOException {
    text.skip();
    if (next() == close) {
      text.skip();
      return false;
    }
    return true;
  }

  /** Takes what follows an element: whether that is a comma; else it is the closing bracket. */
  boolean more(char close) throws IOException {
    int c = next();
    if (c != ',' && c != close) {
      throw wrong("',' or '" + close + "'", c);
    }
    text.skip();
    return c == ',';
  }

  /** Takes a name of an object with its colon. */
  String name() throws IOException {
    int c = next();
    if (c != '"') {
      throw wrong("a name in quotes", c);
    }
    String name = string();
    c = next();
    if (c != ':') {
      throw wrong("':'", c);
    }
    text.skip();
    return name;
  }

  /** What to throw if the next character is not what it should be. */
  HistoryFormatException wrong(String expected, int c) {
    return c < 0
        ? text.wrong("the end of the object or array", text.end())
        : text.wrong(expected, Edn.shown(c));
  }

  private List<Object> list() throws IOException {
    deeper();
    allowance.take(Allowance.COLLECTION, text);
    int begin = lists.begin();
    for (boolean more = open(']'); more; more = more(']')) {
      lists.put(value());
      allowance.take(Allowance.ELEMENT, text);
    }
    depth--;
    return lists.end(begin);
  }

  private Map<String, Object> map() throws IOException {
    deeper();
    allowance.take(Allowance.COLLECTION, text);
    CompactMap.Builder<String, Object> entries = new CompactMap.Builder<>();
    for (boolean more = open('}'); more; more = more('}')) {
      next();
      int line = text.line();
      int column = text.column();
      String name = name();
      if (entries.containsKey(name)) {
        throw new HistoryFormatException(
            text.file(), line, column, "a key that the object has not", "\"" + name + "\"");
      }
      entries.put(name, value());
      allowance.take(Allowance.string(name.length()) + Allowance.MAP_ENTRY, text);
    }
    depth--;
    return entries.build();
  }

  private void deeper() throws IOException {
    if (++depth > limits.nestingMax()) {
      throw text.wrong("values nested at most " + limits.nestingMax() + " deep", "more");
    }
  }

  private String string() throws IOException {
    int start = cursor.position;
    if (cursor.takeString() && cursor.stringLength() <= limits.tokenCharsMax()) {
      return cursor.string();
    }
    cursor.position = start + 1;
    token.setLength(0);
    while (true) {
      int c = text.peek();
      if (c < ' ') {
        throw wrong("a character of a string", c);
      }
      text.read();
      if (c == '"') {
        return token.toString();
      }
      append(c == '\\' ? escaped() : c);
    }
  }

  private int escaped() throws IOException {
    int c = text.peek();
    int plain = "\"\\/bfnrtu".indexOf(c);
    if (plain < 0) {
      throw wrong("one of \" \\ / b f n r t u after the \\ in a string", c);
    }
    text.read();
    if (c != 'u') {
      return "\"\\/\b\f\n\r\t".charAt(plain);
    }
    int value = 0;
    for (int i = 0; i < 4; i++) {
      int next = text.peek();
      int digit = next < 0x80 ? Character.digit(next, 16) : -1;
      if (digit < 0) {
        throw wrong("a hexadecimal digit", next);
      }
      text.read();
      value = 16 * value + digit;
    }
    return value;
  }

  private void append(int c) throws IOException {
    if (token.length() >= limits.tokenCharsMax()) {
      throw text.wrong("a string of at most " + limits.tokenCharsMax() + " characters", "more");
    }
    token.appendCodePoint(c);
  }

  private Object word(int c) throws IOException {
    int line = text.line();
    int column = text.column();
    token.setLength(0);
    for (int next = c;
        token.length() < WORD_CHARS_MAX && next < 0x80 && Character.isLetterOrDigit(next);
        next = text.peek()) {
      token.append((char) next);
      text.skip();
    }
    switch (token.toString()) {
      case "null":
        return null;
      case "true":
        return true;
      case "false":
        return false;
      case "":
        throw wrong("a value", c);
      default:
        throw new HistoryFormatException(text.file(), line, column, "a value", token.toString());
    }
  }

  private Object number() throws IOException {
    int line = text.line();
    int column = text.column();
    token.setLength(0);
    boolean integer = true;
    numeral('-');
    if (!numeral('0')) {
      digits();
    }
    if (numeral('.')) {
      integer = false;
      digits();
    }
    if (numeral('e') || numeral('E')) {
      integer = false;
      if (!numeral('-')) {
        numeral('+');
      }
      digits();
    }
    String number = token.toString();
    try {
      if (integer) {
        return Long.valueOf(number);
      }
      double value = Double.parseDouble(number);
      if (!Double.isInfinite(value)) {
        return value;
      }
      throw new HistoryFormatException(
          text.file(), line, column, "a number that a 64-bit double holds", number);
    } catch (NumberFormatException e) {
      throw new HistoryFormatException(
          text.file(), line, column, "an integer of at most 64 bits", number);
    }
  }

  private void digits() throws IOException {
    int c = text.peek();
    if (c < '0' || c > '9') {
      throw wrong("a digit", c);
    }
    while (c >= '0' && c <= '9') {
      numeral((char) c);
      c = text.peek();
    }
  }

  /** Takes a character of a number if it is the next. */
  private boolean numeral(char wanted) throws IOException {
    if (text.peek() != wanted) {
      return false;
    }
    if (token.length() == NUMBER_CHARS_MAX) {
      throw text.wrong("a number of at most " + NUMBER_CHARS_MAX + " characters", "more");
    }
    text.read();
    token.append(wanted);
    return true;
  }
}
