package org.acksiom.cli;

/** Words broken into lines that a terminal takes. */
final class Paragraph {
  private static final int COLUMNS = 79;

  private Paragraph() {}

  /** The text in lines, each ended; a word that is too long has a line of its own. */
  static String of(String text) {
    return of("", text);
  }

  /**
   * The same after a label; the lines after the first are as far to the right as the text in the
   * first.
   *
   * @param label such as {@code " 1. "}
   */
  static String of(String label, String text) {
    StringBuilder lines = new StringBuilder(label);
    int column = label.length();
    for (String word : text.split(" ")) {
      if (column > label.length() && column + 1 + word.length() > COLUMNS) {
        lines.append('\n').append(" ".repeat(label.length()));
        column = label.length();
      }
      if (column > label.length()) {
        lines.append(' ');
        column++;
      }
      lines.append(word);
      column += word.length();
    }
    return lines.append('\n').toString();
  }
}
