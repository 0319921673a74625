package org.acksiom.linearizability.history;

import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads EDN values from a text, one at a time.
 *
 * <p>What {@link Event}'s plain data has no word for is read as its nearest: a character and a
 * symbol as a string, a ratio and a decimal as a double, a list as a vector, and a tagged value
 * without its tag.
 */
final class EdnReader {

  private static final Pattern INTEGER = Pattern.compile("[+-]?(0|[1-9][0-9]*)N?");
  private static final Pattern RATIO = Pattern.compile("[+-]?[0-9]+/[0-9]+");
  private static final Pattern FLOAT =
      Pattern.compile("[+-]?(0|[1-9][0-9]*)(\\.[0-9]*)?([eE][+-]?[0-9]+)?M?");

  /** More names than this are not kept for sharing: a history has a few, an attack has many. */
  private static final int SHARED_KEYWORDS_MAX = 4096;

  private static final int SHARED_KEYWORD_CHARS_MAX = 64;

  static final long BLANKS =
      1L << ' ' | 1L << ',' | 1L << '\t' | 1L << '\n' | 1L << '\r' | 1L << '\f';

  private static final String TOKEN_ENDS = " ,()[]{}\";\\";

  /** What may end a string, or has to be looked at. */
  private static final boolean[] STRING_STOPS = ByteCursor.table("\"\\\n");

  /** What may end a token: beyond ASCII, too, there are control characters. */
  private static final boolean[] TOKEN_STOPS = ByteCursor.table(TOKEN_ENDS + '\u007F');

  static {
    Arrays.fill(TOKEN_STOPS, 0, ' ', true);
    Arrays.fill(TOKEN_STOPS, 0x80, 0x100, true);
  }

  private final Utf8Text text;
  private final ByteCursor cursor;
  private final ReadLimits limits;
  private final Allowance allowance;
  private final Map<String, Keyword> keywords = new HashMap<>();
  private final StringBuilder token = new StringBuilder();
  private final ListStack lists = new ListStack();
  private int depth;

  EdnReader(Utf8Text text, ReadLimits limits, Allowance allowance) {
    this.text = text;
    this.cursor = text.cursor();
    this.limits = limits;
    this.allowance = allowance;
  }

  /** Skips blanks, commas, comments and discarded values; the next character, -1 at the end. */
  int skipBlank() throws IOException {
    int c = text.skipBlank(BLANKS);
    while (c == ';') {
      text.skipLine();
      c = text.skipBlank(BLANKS);
    }
    return c;
  }

  /** The next value. */
  Object value() throws IOException {
    int c = skipBlank();
    switch (c) {
      case -1:
        throw text.wrong("a value", text.end());
      case '"':
        text.read();
        return string();
      case '\\':
        return character();
      case ':':
        return keyword();
      case '[':
        return list(']');
      case '(':
        return list(')');
      case '{':
        return map();
      case '#':
        return dispatched();
      default:
        return atom();
    }
  }

  /** Whether the collection goes on; takes its closing character if not. */
  boolean more(char close) throws IOException {
    while (true) {
      int c = skipBlank();
      if (isDiscard(c)) {
        discard();
        continue;
      }
      if (c < 0) {
        throw text.wrong("'" + close + "'", text.end());
      }
      if (c == close) {
        text.read();
        return false;
      }
      if (c == ']' || c == ')' || c == '}') {
        throw text.wrong("'" + close + "'", "'" + (char) c + "'");
      }
      return true;
    }
  }

  /** Whether the next character, which is this one, begins {@code #_}. */
  boolean isDiscard(int c) throws IOException {
    return c == '#' && text.ahead(1) == '_';
  }

  /** Takes {@code #_} and the value that it hides. */
  void discard() throws IOException {
    long left = allowance.left();
    text.read();
    text.read();
    deeper();
    value();
    depth--;
    allowance.backTo(left);
  }

  /** Takes a tag, such as {@code #inst}, with the blanks behind it. */
  void tag() throws IOException {
    text.read();
    String name = token();
    if (!Edn.isName(name)) {
      throw text.wrong("a tag", name.isEmpty() ? at(text.peek(), text) : name);
    }
    skipBlank();
  }

  private Object dispatched() throws IOException {
    int second = text.ahead(1);
    if (second == '{') {
      text.read();
      return set();
    }
    if (second == '#') {
      return symbolic();
    }
    deeper();
    Object value;
    if (second == '_') {
      discard();
      value = value();
    } else {
      tag();
      value = value();
    }
    depth--;
    return value;
  }

  private List<Object> list(char close) throws IOException {
    int begin = lists.begin();
    open();
    while (more(close)) {
      lists.put(value());
      allowance.take(Allowance.ELEMENT, text);
    }
    depth--;
    return lists.end(begin);
  }

  private Set<Object> set() throws IOException {
    Set<Object> elements = new LinkedHashSet<>();
    EqualHashes hashes = new EqualHashes();
    open();
    while (more('}')) {
      int line = text.line();
      int column = text.column();
      Object element = value();
      requireFew(hashes, element, line, column);
      if (!elements.add(element)) {
        throw wrongAt(line, column, "an element that the set has not", Edn.print(element));
      }
      allowance.take(Allowance.MAP_ENTRY, text);
    }
    depth--;
    return Collections.unmodifiableSet(elements);
  }

  private Map<Object, Object> map() throws IOException {
    CompactMap.Builder<Object, Object> entries = new CompactMap.Builder<>();
    EqualHashes hashes = new EqualHashes();
    open();
    while (more('}')) {
      int line = text.line();
      int column = text.column();
      Object key = value();
      requireFew(hashes, key, line, column);
      if (entries.containsKey(key)) {
        throw wrongAt(line, column, "a key that the map has not", Edn.print(key));
      }
      entries.put(key, valueOf(key));
      allowance.take(Allowance.MAP_ENTRY, text);
    }
    depth--;
    return entries.build();
  }

  private void requireFew(EqualHashes hashes, Object value, int line, int column)
      throws HistoryFormatException {
    if (!hashes.take(value, allowance, text)) {
      throw wrongAt(
          line,
          column,
          "at most " + EqualHashes.MAX + " values of one set or map with the same hash code",
          "more");
    }
  }

  /** The value behind a map's key. */
  Object valueOf(Object key) throws IOException {
    if (skipBlank() == '}') {
      throw text.wrong("a value for the key " + Edn.print(key), "'}'");
    }
    return value();
  }

  private void open() throws IOException {
    deeper();
    text.read();
    allowance.take(Allowance.COLLECTION, text);
  }

  private void deeper() throws IOException {
    if (++depth > limits.nestingMax()) {
      throw text.wrong("values nested at most " + limits.nestingMax() + " deep", "more");
    }
  }

  private String string() throws IOException {
    int line = text.line();
    int column = text.column() - 1;
    int length = text.lengthUpTo(STRING_STOPS);
    if (length >= 0 && length <= limits.tokenCharsMax() && text.ahead(length) == '"') {
      String string = text.take(length);
      allowance.take(Allowance.string(string.length()), text);
      text.read();
      return string;
    }
    token.setLength(0);
    while (true) {
      int c = text.peek();
      if (c < 0) {
        throw text.wrong("the end of the string that begins at " + line + ":" + column, text.end());
      }
      if (c == '\\') {
        text.read();
        append(escaped());
        continue;
      }
      text.read();
      if (c == '"') {
        allowance.take(Allowance.string(token.length()), text);
        return token.toString();
      }
      append(c);
    }
  }

  private char escaped() throws IOException {
    int c = text.peek();
    int plain = "tbnrf\"\\u".indexOf(c);
    if (plain < 0) {
      throw text.wrong("one of t b n r f u \" \\ after the \\ in a string", at(c, text));
    }
    text.read();
    return c == 'u' ? unicode() : "\t\b\n\r\f\"\\".charAt(plain);
  }

  private char unicode() throws IOException {
    int value = 0;
    for (int i = 0; i < 4; i++) {
      int next = text.peek();
      int digit = next < 0x80 ? Character.digit(next, 16) : -1;
      if (digit < 0) {
        throw text.wrong("a hexadecimal digit", at(next, text));
      }
      text.read();
      value = 16 * value + digit;
    }
    return (char) value;
  }

  private String character() throws IOException {
    int line = text.line();
    int column = text.column();
    text.read();
    int first = text.read();
    if (first < 0) {
      throw wrongAt(line, column, "a character", text.end());
    }
    String name = Character.toString(first) + token();
    allowance.take(Allowance.SCALAR, text);
    if (name.length() == 1) {
      return name;
    }
    switch (name) {
      case "newline":
        return "\n";
      case "return":
        return "\r";
      case "space":
        return " ";
      case "tab":
        return "\t";
      case "formfeed":
        return "\f";
      case "backspace":
        return "\b";
      default:
        if (name.matches("u[0-9a-fA-F]{4}")) {
          return String.valueOf((char) Integer.parseInt(name.substring(1), 16));
        }
        if (name.codePointCount(0, name.length()) == 1) {
          return name;
        }
        throw wrongAt(line, column, "a character", "\\" + name);
    }
  }

  private Keyword keyword() throws IOException {
    int line = text.line();
    int column = text.column();
    text.read();
    String name = token();
    Keyword known = keywords.get(name);
    if (known != null) {
      return known;
    }
    if (!Edn.isName(name)) {
      throw wrongAt(line, column, "a keyword", ":" + name);
    }
    Keyword keyword = new Keyword(name);
    allowance.take(Allowance.string(name.length()), text);
    if (name.length() <= SHARED_KEYWORD_CHARS_MAX && keywords.size() < SHARED_KEYWORDS_MAX) {
      keywords.put(name, keyword);
    }
    return keyword;
  }

  private Object symbolic() throws IOException {
    int line = text.line();
    int column = text.column();
    text.read();
    text.read();
    String name = token();
    allowance.take(Allowance.SCALAR, text);
    switch (name) {
      case "NaN":
        return Double.NaN;
      case "Inf":
        return Double.POSITIVE_INFINITY;
      case "-Inf":
        return Double.NEGATIVE_INFINITY;
      default:
        throw wrongAt(line, column, "##NaN, ##Inf or ##-Inf", "##" + name);
    }
  }

  private Object atom() throws IOException {
    if (cursor.takeInteger()) {
      allowance.take(Allowance.SCALAR, text);
      return cursor.integer();
    }
    int line = text.line();
    int column = text.column();
    int first = text.peek();
    String atom = token();
    if (atom.isEmpty()) {
      throw wrongAt(line, column, "a value", at(first, text));
    }
    switch (atom) {
      case "nil":
        return null;
      case "true":
        return true;
      case "false":
        return false;
      default:
        allowance.take(Allowance.SCALAR, text);
        int digit = atom.charAt(0) == '+' || atom.charAt(0) == '-' ? 1 : 0;
        if (digit < atom.length() && Character.digit(atom.charAt(digit), 10) >= 0) {
          return number(atom, line, column);
        }
        if (!Edn.isName(atom)) {
          throw wrongAt(line, column, "a value", at(first, text));
        }
        allowance.take(Allowance.string(atom.length()), text);
        return atom;
    }
  }

  private Object number(String digits, int line, int column) throws HistoryFormatException {
    try {
      if (INTEGER.matcher(digits).matches()) {
        return Long.valueOf(digits.endsWith("N") ? without(digits) : digits);
      }
      double value;
      if (RATIO.matcher(digits).matches()) {
        int slash = digits.indexOf('/');
        value =
            Double.parseDouble(digits.substring(0, slash))
                / Double.parseDouble(digits.substring(slash + 1));
      } else if (FLOAT.matcher(digits).matches()) {
        value = Double.parseDouble(digits.endsWith("M") ? without(digits) : digits);
      } else {
        throw wrongAt(line, column, "a number", digits);
      }
      if (Double.isNaN(value) || Double.isInfinite(value)) {
        throw wrongAt(line, column, "a number that a 64-bit double holds", digits);
      }
      return value;
    } catch (NumberFormatException e) {
      throw wrongAt(line, column, "an integer of at most 64 bits", digits);
    }
  }

  private static String without(String suffixed) {
    return suffixed.substring(0, suffixed.length() - 1);
  }

  /** The characters up to the next blank, bracket, quote, comment or control character. */
  private String token() throws IOException {
    int length = text.lengthUpTo(TOKEN_STOPS);
    if (length >= 0 && length <= limits.tokenCharsMax() && text.ahead(length) < 0x80) {
      return text.take(length);
    }
    token.setLength(0);
    while (true) {
      int c = text.peek();
      if (c < 0 || Character.isISOControl(c) || TOKEN_ENDS.indexOf(c) >= 0) {
        return token.toString();
      }
      text.read();
      append(c);
    }
  }

  private void append(int c) throws IOException {
    if (token.length() >= limits.tokenCharsMax()) {
      throw text.wrong(
          "a string or name of at most " + limits.tokenCharsMax() + " characters", "more");
    }
    token.appendCodePoint(c);
  }

  private HistoryFormatException wrongAt(int line, int column, String expected, String found) {
    return new HistoryFormatException(text.file(), line, column, expected, found);
  }

  static boolean isBlank(int c) {
    return c >= 0 && c < Long.SIZE && (BLANKS >>> c & 1) != 0;
  }

  static String at(int c, Utf8Text text) {
    return c < 0 ? text.end() : Edn.shown(c);
  }
}
