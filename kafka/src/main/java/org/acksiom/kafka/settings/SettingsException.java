package org.acksiom.kafka.settings;

import java.util.ArrayList;
import java.util.List;

/**
 * Mistakes in the user's settings. The message has a line for each: where, what was expected, what
 * was found.
 */
public final class SettingsException extends Exception {
  private static final long serialVersionUID = 1L;

  private final ArrayList<String> mistakes;
  private final ArrayList<String> warnings;

  SettingsException(String mistake) {
    this(List.of(mistake), List.of());
  }

  SettingsException(List<String> mistakes, List<String> warnings) {
    super(String.join("\n", lines(mistakes)));
    this.mistakes = lines(mistakes);
    this.warnings = new ArrayList<>(warnings);
  }

  /** The mistakes, at least one, each in one line, in the order in which they were met. */
  public List<String> mistakes() {
    return List.copyOf(mistakes);
  }

  /** What Kafka would ignore, each in one line, as far as it was met. */
  public List<String> warnings() {
    return List.copyOf(warnings);
  }

  private static ArrayList<String> lines(List<String> texts) {
    ArrayList<String> lines = new ArrayList<>();
    texts.forEach(text -> lines.add(OneLine.of(text)));
    return lines;
  }
}
