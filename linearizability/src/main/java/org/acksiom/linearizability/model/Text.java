package org.acksiom.linearizability.model;

import org.acksiom.linearizability.history.Edn;

/**
 * A string that grows at its end: what it was before is shared, so that appending costs the piece
 * that is appended and not the whole. It knows its hash, of 64 bits.
 */
final class Text {
  /** Odd and of no pattern: hashes are polynomials in it, modulo 2 to the 64. */
  private static final long BASE = 0x9E3779B97F4A7C15L;

  static final Text EMPTY = new Text(null, "", 0, 0);

  /** A string with what appending it needs to know of it. */
  static final class Piece {
    private final String text;
    private final long hash;

    /** {@link #BASE} to the power of the length. */
    private final long power;

    Piece(String text) {
      this.text = text;
      long sum = 0;
      long product = 1;
      for (int i = 0; i < text.length(); i++) {
        sum = sum * BASE + text.charAt(i) + 1;
        product *= BASE;
      }
      this.hash = sum;
      this.power = product;
    }

    String text() {
      return text;
    }

    int length() {
      return text.length();
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Piece that && hash == that.hash && text.equals(that.text);
    }

    @Override
    public int hashCode() {
      return Long.hashCode(hash);
    }
  }

  private final Text before;
  private final String last;
  private final int length;
  private final long hash;

  private Text(Text before, String last, int length, long hash) {
    this.before = before;
    this.last = last;
    this.length = length;
    this.hash = hash;
  }

  static Text of(Piece piece) {
    return EMPTY.append(piece);
  }

  /**
   * This with a piece behind it.
   *
   * @throws ArithmeticException if that is longer than a string can be
   */
  Text append(Piece piece) {
    return piece.length() == 0
        ? this
        : new Text(
            this,
            piece.text,
            Math.addExact(length, piece.length()),
            hash * piece.power + piece.hash);
  }

  int length() {
    return length;
  }

  boolean is(String string) {
    return length == string.length() && begins(string);
  }

  /** Whether a string begins with this, in steps of its pieces from the last one back. */
  boolean begins(String string) {
    if (length > string.length()) {
      return false;
    }
    for (Text text = this; text.length > 0; text = text.before) {
      if (!string.startsWith(text.last, text.before.length)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof Text that) || length != that.length || hash != that.hash) {
      return false;
    }
    Text mine = this;
    Text its = that;
    while (mine != its && mine.length == its.length && mine.last.equals(its.last)) {
      mine = mine.before;
      its = its.before;
    }
    return mine == its || mine.string().equals(its.string());
  }

  @Override
  public int hashCode() {
    return Long.hashCode(hash);
  }

  String string() {
    char[] characters = new char[length];
    for (Text text = this; text.length > 0; text = text.before) {
      text.last.getChars(0, text.last.length(), characters, text.before.length);
    }
    return new String(characters);
  }

  /** As values are shown to people. */
  @Override
  public String toString() {
    return Edn.print(string());
  }
}
