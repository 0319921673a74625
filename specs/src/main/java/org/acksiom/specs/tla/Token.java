package org.acksiom.specs.tla;

/**
 * A piece of a module or of a configuration.
 *
 * @param kind what it is
 * @param text its characters as they stand in the source; a block comment may have several lines
 * @param line where it begins, from 1
 * @param column where it begins, from 0, tabs taken for spaces up to the next multiple of 8
 */
public record Token(Kind kind, String text, int line, int column) {

  /** What a token is. */
  public enum Kind {
    /** A reserved word, or {@code WF_} and {@code SF_}. */
    KEYWORD,
    /** A name. */
    IDENTIFIER,
    /** A number, in whatever base. */
    NUMBER,
    /** A string with its quotes. */
    STRING,
    /** An operator, a bracket or a separator; also a character that TLA+ does not know. */
    SYMBOL,
    /** From <code>\*</code> to the end of the line. */
    LINE_COMMENT,
    /** From {@code (*} to the matching <code>*)</code>; comments nest. */
    BLOCK_COMMENT,
    /** Four dashes or more. */
    RULE,
    /** Four equals signs or more: the end of a module. */
    END,
    /** A line before or after the module, which TLA+ ignores. */
    OUTSIDE
  }

  /** Whether it is a comment. */
  public boolean isComment() {
    return kind == Kind.LINE_COMMENT || kind == Kind.BLOCK_COMMENT;
  }

  /** Whether it is that operator, bracket or separator. */
  public boolean isSymbol(String symbol) {
    return kind == Kind.SYMBOL && text.equals(symbol);
  }

  /** Whether it is that reserved word. */
  public boolean isKeyword(String word) {
    return kind == Kind.KEYWORD && text.equals(word);
  }

  /** The line on which it ends, from 1. */
  public int endLine() {
    return line + (int) text.chars().filter(c -> c == '\n').count();
  }
}
