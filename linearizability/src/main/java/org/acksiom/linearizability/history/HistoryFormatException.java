package org.acksiom.linearizability.history;

import java.io.IOException;

/**
 * A history cannot be read: where, what was expected there, and what was found instead. The message
 * is one line, such as {@code histories/a.edn:12:5: expected :type of :invoke, :ok, :fail or :info,
 * found :okay}.
 */
public final class HistoryFormatException extends IOException {
  private static final long serialVersionUID = 1L;

  /** More of what was found than this many characters tells nobody anything. */
  private static final int FOUND_CHARS_MAX = 60;

  private final String file;
  private final int line;
  private final int column;
  private final String expected;
  private final String found;

  /**
   * A failure at one place.
   *
   * @param file the input's name
   * @param line from 1
   * @param column from 1, in characters
   * @param expected what would have been right
   * @param found what was there; shortened if long, control characters escaped
   */
  public HistoryFormatException(String file, int line, int column, String expected, String found) {
    super(file + ":" + line + ":" + column + ": expected " + expected + ", found " + shown(found));
    this.file = file;
    this.line = line;
    this.column = column;
    this.expected = expected;
    this.found = shown(found);
  }

  /** The input's name. */
  public String file() {
    return file;
  }

  /** The line, from 1. */
  public int line() {
    return line;
  }

  /** The column, from 1, in characters. */
  public int column() {
    return column;
  }

  /** What would have been right. */
  public String expected() {
    return expected;
  }

  /** What was there, fit to be shown. */
  public String found() {
    return found;
  }

  private static String shown(String text) {
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      if (i == FOUND_CHARS_MAX) {
        return shown.append('…').toString();
      }
      char c = text.charAt(i);
      if (Character.isISOControl(c)) {
        shown.append(String.format("\\u%04X", (int) c));
      } else {
        shown.append(c);
      }
    }
    return shown.toString();
  }
}
