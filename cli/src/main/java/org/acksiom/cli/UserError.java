package org.acksiom.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * The user's own mistakes: the process prints a line for each, and exits with {@link
 * ExitCode#BAD_INPUT}.
 */
final class UserError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ArrayList<String> mistakes;

  /**
   * @param mistake where (file, line and column, or option), what was expected and what was found
   */
  UserError(String mistake) {
    this(List.of(mistake));
  }

  /**
   * @param mistakes at least one, each as above
   */
  UserError(List<String> mistakes) {
    super(String.join("\n", mistakes));
    this.mistakes = new ArrayList<>(mistakes);
  }

  /** One line for each mistake. */
  List<String> mistakes() {
    return List.copyOf(mistakes);
  }
}
