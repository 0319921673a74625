package org.acksiom.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Files that the user names and that can't be read: each is told by its name, in one line. */
final class Unreadable {
  private Unreadable() {}

  /**
   * Refuses folders, which some systems read as empty files.
   *
   * @throws UserError if it is one
   */
  static void refuseFolder(Path file) {
    if (Files.isDirectory(file)) {
      throw error(file.toString(), "a folder");
    }
  }

  /** The user's mistake, from what reading the file threw. */
  static UserError of(String file, IOException thrown) {
    if (thrown instanceof NoSuchFileException) {
      return error(file, "none");
    }
    if (thrown instanceof AccessDeniedException) {
      return error(file, "one that may not be read");
    }
    String message = String.valueOf(thrown.getMessage());
    return message.startsWith(file + ":")
        ? new UserError(message)
        : error(file, "one that fails: " + message);
  }

  /** The user's mistake, from a name that this system, or its locale, has no file for. */
  static UserError ofName(String file, InvalidPathException thrown) {
    return error(file, "a name that is none here: " + thrown.getReason());
  }

  private static UserError error(String file, String found) {
    return new UserError(file + ": expected a file that can be read, found " + found);
  }
}
