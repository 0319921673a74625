package org.acksiom.cli;

/** How wide a text is on a terminal: in columns, of which a character takes one, two or none. */
final class Columns {
  private static final String CUT = "…";

  private Columns() {}

  /** The text on one line of at most so many columns; what is cut off is an ellipsis. */
  static String cut(String text, int columns) {
    StringBuilder line = new StringBuilder();
    int width = 0;
    int fits = 0; // as much of the line as leaves room for the ellipsis
    for (int point : text.codePoints().toArray()) {
      int shown = Character.isISOControl(point) ? '?' : point;
      width += of(shown);
      if (width > columns) {
        return line.substring(0, fits) + CUT;
      }
      line.appendCodePoint(shown);
      if (width < columns) {
        fits = line.length();
      }
    }
    return line.toString();
  }

  /** The columns of one character, by Unicode's East Asian widths. */
  private static int of(int point) {
    return switch (Character.getType(point)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
      default -> isWide(point) ? 2 : 1;
    };
  }

  private static boolean isWide(int point) {
    return point >= 0x1100 && point <= 0x115f
        || point >= 0x2e80 && point <= 0xa4cf
        || point >= 0xac00 && point <= 0xd7a3
        || point >= 0xf900 && point <= 0xfaff
        || point >= 0xfe30 && point <= 0xfe6f
        || point >= 0xff00 && point <= 0xff60
        || point >= 0x1f300 && point <= 0x1faff
        || point >= 0x20000 && point <= 0x3fffd;
  }
}
