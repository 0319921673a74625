package org.acksiom.kafka.settings;

import java.util.ArrayList;
import java.util.List;

/**
 * The syntax of {@link java.util.Properties}, read with the line and column of each name and value,
 * which {@code Properties} itself forgets. Takes time linear in the text. One difference: a text
 * that ends in a line of nothing but a backslash assigns nothing by it, where {@code Properties}
 * has an empty name with an empty value.
 */
final class PropertiesText {

  /**
   * An assignment as it stands in the text, in the order of the text and with repetitions.
   *
   * @param nameAt where the name begins
   * @param valueAt where the value begins; where it would, if it is empty
   */
  record Assignment(String name, String value, Origin.InFile nameAt, Origin.InFile valueAt) {}

  private final String file;
  private final String text;
  private final List<Assignment> assignments = new ArrayList<>();

  private int next;
  private int line = 1;
  private int lineStart;

  private PropertiesText(String file, String text) {
    this.file = file;
    this.text = text;
  }

  /**
   * Reads a whole text.
   *
   * @param file the name for places in messages
   * @throws SettingsException if a {@code \}{@code u} is not followed by four hexadecimal digits,
   *     which is the only thing that {@code Properties} refuses
   */
  static List<Assignment> read(String file, String text) throws SettingsException {
    PropertiesText reader = new PropertiesText(file, text);
    while (reader.next < text.length()) {
      reader.readNaturalLine();
    }
    return reader.assignments;
  }

  private void readNaturalLine() throws SettingsException {
    skipBlanksAndContinuations();
    if (atEndOfLine()) {
      endLine();
    } else if (text.charAt(next) == '#' || text.charAt(next) == '!') {
      while (!atEndOfLine()) {
        next++;
      }
      endLine();
    } else {
      readAssignment();
    }
  }

  private void readAssignment() throws SettingsException {
    Origin.InFile nameAt = here();
    String name = readUntil(true);
    skipBlanksAndContinuations();
    if (!atEndOfLine() && (text.charAt(next) == '=' || text.charAt(next) == ':')) {
      next++;
      skipBlanksAndContinuations();
    }
    Origin.InFile valueAt = here();
    String value = readUntil(false);
    assignments.add(new Assignment(name, value, nameAt, valueAt));
    endLine();
  }

  /**
   * Reads on, without escapes, to the end of the logical line or, for a name, to what ends a name.
   */
  private String readUntil(boolean name) throws SettingsException {
    StringBuilder read = new StringBuilder();
    while (true) {
      joinContinuations();
      if (atEndOfLine()) {
        return read.toString();
      }
      char c = text.charAt(next);
      if (name && (c == '=' || c == ':' || isBlank(c))) {
        return read.toString();
      }
      next++;
      if (c != '\\') {
        read.append(c);
      } else if (next < text.length()) { // the last character of a text may be a lone backslash
        read.append(escaped());
      }
    }
  }

  private char escaped() throws SettingsException {
    Origin.InFile at = new Origin.InFile(file, line, next - lineStart);
    char c = text.charAt(next++);
    return switch (c) {
      case 't' -> '\t';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 'f' -> '\f';
      case 'u' -> unicode(at);
      default -> c;
    };
  }

  private char unicode(Origin.InFile at) throws SettingsException {
    int code = 0;
    for (int i = 0; i < 4; i++) {
      joinContinuations();
      int digit = atEndOfLine() ? -1 : hexadecimal(text.charAt(next));
      if (digit < 0) {
        String found = atEndOfLine() ? "the end of the line" : "'" + text.charAt(next) + "'";
        throw new SettingsException(
            at + ": expected four hexadecimal digits after \\u, found " + found);
      }
      code = code * 16 + digit;
      next++;
    }
    return (char) code;
  }

  /** ASCII digits only, as in {@code Properties}; {@link Character#digit} takes others too. */
  private static int hexadecimal(char c) {
    return c < 128 ? Character.digit(c, 16) : -1;
  }

  private void skipBlanksAndContinuations() {
    joinContinuations();
    while (next < text.length() && isBlank(text.charAt(next))) {
      next++;
      joinContinuations();
    }
  }

  /**
   * Goes over each backslash at the end of a line, with the blanks that begin the line after it.
   */
  private void joinContinuations() {
    while (next + 1 < text.length()
        && text.charAt(next) == '\\'
        && isLineEnd(text.charAt(next + 1))) {
      next++;
      endLine();
      skipBlanks();
    }
  }

  private void skipBlanks() {
    while (next < text.length() && isBlank(text.charAt(next))) {
      next++;
    }
  }

  private void endLine() {
    if (next < text.length()) {
      boolean crlf = text.startsWith("\r\n", next);
      next += crlf ? 2 : 1;
      line++;
      lineStart = next;
    }
  }

  private boolean atEndOfLine() {
    return next == text.length() || isLineEnd(text.charAt(next));
  }

  private Origin.InFile here() {
    return new Origin.InFile(file, line, next - lineStart + 1);
  }

  private static boolean isLineEnd(char c) {
    return c == '\n' || c == '\r';
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\f';
  }
}
