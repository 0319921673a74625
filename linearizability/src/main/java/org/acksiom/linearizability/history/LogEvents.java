package org.acksiom.linearizability.history;

import java.io.IOException;

/**
 * Reads events from the lines of Jepsen's log: {@code INFO jepsen.util - 0 :invoke :cas [1 2]},
 * with tabs between the words and sometimes an error at the end. Lines of other loggers than {@code
 * jepsen.util} say nothing of operations.
 */
final class LogEvents<X extends Exception> {

  private static final String LINE = "a log line such as 'INFO  jepsen.util - 0 :invoke :read nil'";
  private static final String SEPARATOR = " - ";
  private static final String LOGGER = "jepsen.util";

  /** No logger's prefix is longer than this many characters. */
  private static final int PREFIX_CHARS_MAX = 1000;

  private static final String[] FIELDS = {"process", "type", "f", "value", "error"};

  /** How many of the fields a line must have. */
  private static final int FIELDS_MIN = 4;

  private final Utf8Text text;
  private final EdnReader edn;
  private final Allowance allowance;
  private final EventFields fields;
  private final Destination<X> destination;

  LogEvents(Utf8Text text, ReadLimits limits, Allowance allowance, Destination<X> destination) {
    this.text = text;
    this.edn = new EdnReader(text, limits, allowance);
    this.allowance = allowance;
    this.fields = new EventFields(text.file(), false);
    this.destination = destination;
  }

  void read() throws IOException, X {
    boolean any = false;
    while (text.peek() >= 0) {
      text.boundToLine(true);
      if (edn.skipBlank() >= 0) {
        any |= line();
      }
      text.boundToLine(false);
      text.read();
    }
    if (!any) {
      throw text.wrong(LINE, text.end());
    }
  }

  private boolean line() throws IOException, X {
    int line = text.line();
    int column = text.column();
    if (!isOperation()) {
      text.skipLine();
      return false;
    }
    long left = allowance.left();
    allowance.take(Allowance.EVENT, text);
    fields.begin(line, column);
    for (int i = 0; i < FIELDS.length; i++) {
      int next = edn.skipBlank();
      if (next < 0 && i < FIELDS_MIN) {
        throw text.wrong(":" + FIELDS[i], text.end());
      }
      if (next >= 0) {
        int valueLine = text.line();
        int valueColumn = text.column();
        fields.set(FIELDS[i], edn.value(), valueLine, valueColumn);
      }
    }
    int rest = edn.skipBlank();
    if (rest >= 0) {
      throw text.wrong("nothing after the error", EdnReader.at(rest, text));
    }
    destination.put(fields.event(), line, column, allowance, left);
    return true;
  }

  /** Takes the line's prefix; whether its logger is the one of operations. */
  private boolean isOperation() throws IOException {
    int line = text.line();
    int column = text.column();
    StringBuilder prefix = new StringBuilder();
    while (prefix.length() < PREFIX_CHARS_MAX && text.peek() >= 0) {
      int c = text.read();
      prefix.appendCodePoint(c);
      int separator = prefix.length() - SEPARATOR.length();
      if (c == ' ' && separator >= 0 && prefix.indexOf(SEPARATOR, separator) >= 0) {
        return prefix.toString().endsWith(LOGGER + SEPARATOR);
      }
    }
    throw new HistoryFormatException(text.file(), line, column, LINE, prefix.toString());
  }
}
