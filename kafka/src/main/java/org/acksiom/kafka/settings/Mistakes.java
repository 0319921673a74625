package org.acksiom.kafka.settings;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The mistakes found so far. Reading goes on after one, so that the user is told of all of them;
 * but whether settings contradict each other is not said where one of them has a mistake, since
 * nobody knows what it was meant to be.
 */
final class Mistakes {
  private final List<String> lines = new ArrayList<>();
  private final Set<String> inDoubt = new HashSet<>();
  private boolean allInDoubt;

  /** A part of the reading. */
  interface Step {
    void take() throws SettingsException;
  }

  /** Takes a step; if it fails, none of the settings is known for certain. */
  void during(Step step) {
    try {
      step.take();
    } catch (SettingsException e) {
      lines.addAll(e.mistakes());
      allInDoubt = true;
    }
  }

  /**
   * Adds a mistake in one setting.
   *
   * @param names the settings that may have been meant
   */
  void add(String line, Collection<String> names) {
    lines.add(line);
    inDoubt.addAll(names);
  }

  /**
   * Adds that settings contradict each other, unless one of them is in doubt.
   *
   * @param names their names
   */
  void addContradiction(String line, String... names) {
    if (!allInDoubt && Arrays.stream(names).noneMatch(inDoubt::contains)) {
      lines.add(line);
    }
  }

  /**
   * Ends the reading if there was a mistake.
   *
   * @param warnings what else is to be told
   * @throws SettingsException with all mistakes
   */
  void throwIfAny(List<String> warnings) throws SettingsException {
    if (!lines.isEmpty()) {
      throw new SettingsException(lines, warnings);
    }
  }
}
