package org.acksiom.modelcheck;

/**
 * A text that is not the TLA+ value or the counterexample that it should be; the message is one
 * line.
 */
public final class TlaSyntaxException extends Exception {

  private static final long serialVersionUID = 1L;
  private static final int EXCERPT = 40;

  private final int line;
  private final int column;

  TlaSyntaxException(String source, int line, int column, String expected, String found) {
    super(
        source
            + ":"
            + line
            + ":"
            + column
            + ": expected "
            + expected
            + ", found "
            + shorten(found));
    this.line = line;
    this.column = column;
  }

  /** The line of the fault, counted from 1. */
  public int line() {
    return line;
  }

  /** The column of the fault, counted from 1. */
  public int column() {
    return column;
  }

  private static String shorten(String found) {
    return found.length() <= EXCERPT ? found : found.substring(0, EXCERPT) + "…";
  }
}
