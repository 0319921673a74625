package org.acksiom.kafka.settings;

/** Text from a user's file, made fit for one line of a message. */
final class OneLine {
  private static final int LONGEST_VALUE = 80;

  private OneLine() {}

  /** The text with every control character written as an escape. */
  static String of(String text) {
    StringBuilder line = new StringBuilder(text.length());
    for (char c : text.toCharArray()) {
      if (Character.isISOControl(c)) {
        line.append(String.format("\\u%04x", (int) c));
      } else {
        line.append(c);
      }
    }
    return line.toString();
  }

  /** The same, cut after its first characters if it is long. */
  static String cut(String text) {
    return of(text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE) + "…");
  }
}
