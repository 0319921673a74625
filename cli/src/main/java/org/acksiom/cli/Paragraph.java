package org.acksiom.cli;

/** Words broken into lines that a terminal takes. */
final class Paragraph {
  private static final int COLUMNS = 79;

  private Paragraph() {}

  /** The text in lines, each but the last ended; a word that is too long has a line of its own. */
  static String of(String text) {
    StringBuilder lines = new StringBuilder();
    int column = 0;
    for (String word : text.split(" ")) {
      if (column > 0 && column + 1 + word.length() > COLUMNS) {
        lines.append('\n');
        column = 0;
      }
      if (column > 0) {
        lines.append(' ');
        column++;
      }
      lines.append(word);
      column += word.length();
    }
    return lines.append('\n').toString();
  }
}
