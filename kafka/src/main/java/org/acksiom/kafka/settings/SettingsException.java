package org.acksiom.kafka.settings;

/**
 * A mistake in the user's settings. The message is one line: where, what was expected, what was
 * found.
 */
public final class SettingsException extends Exception {
  private static final long serialVersionUID = 1L;

  SettingsException(String message) {
    super(OneLine.of(message));
  }
}
