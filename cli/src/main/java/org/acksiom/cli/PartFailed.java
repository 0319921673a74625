package org.acksiom.cli;

import java.nio.file.Path;

/**
 * A part that a command relies on failed, through no fault of the user: the process prints the
 * message and where the part's log is, and exits with {@link ExitCode#FAILED}.
 */
final class PartFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message which part, and how it ended; one line
   * @param log what the part wrote
   */
  PartFailed(String message, Path log) {
    super(message + "; log: " + log);
  }
}
