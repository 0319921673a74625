package org.acksiom.modelcheck;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A stretch of a TLA+ module. Lines and columns are counted from 1.
 *
 * @param module the module's name
 * @param line where it begins
 * @param column where it begins
 * @param endLine where its last character is
 * @param endColumn where its last character is
 */
public record Location(String module, int line, int column, int endLine, int endColumn) {

  /** What {@link #toString()} prints; the groups are those of {@link #of}. */
  static final String PATTERN =
      "line (\\d{1,9}), col (\\d{1,9}) to line (\\d{1,9}), col (\\d{1,9}) of module ([^>]+)";

  private static final Pattern WHOLE = Pattern.compile(PATTERN);

  /** Reads what {@link #PATTERN} matches. */
  static Location of(String text) {
    Matcher matcher = WHOLE.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("expected a location of TLC, found '" + text + "'");
    }
    return new Location(
        matcher.group(5),
        Integer.parseInt(matcher.group(1)),
        Integer.parseInt(matcher.group(2)),
        Integer.parseInt(matcher.group(3)),
        Integer.parseInt(matcher.group(4)));
  }

  /** In TLC's words: {@code line 12, col 3 to line 14, col 20 of module M}. */
  @Override
  public String toString() {
    return "line %d, col %d to line %d, col %d of module %s"
        .formatted(line, column, endLine, endColumn, module);
  }
}
