package org.acksiom.cli;

/**
 * The user's own mistake: the process prints the message, which is one line, and exits with {@link
 * ExitCode#BAD_INPUT}.
 */
final class UserError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message where (file, line and column, or option), what was expected and what was found
   */
  UserError(String message) {
    super(message);
  }
}
