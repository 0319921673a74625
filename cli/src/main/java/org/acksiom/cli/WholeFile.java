package org.acksiom.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A file that an option names: it is there as a whole, or as it was before.
 *
 * @param option the option, for what is said if it can't be written
 * @param path where it is
 */
record WholeFile(String option, Path path) {

  /**
   * The same, if it can be written: for work that would be in vain otherwise.
   *
   * @throws UserError if it can't
   */
  WholeFile ifWritable() {
    Path folder = path.toAbsolutePath().getParent();
    if (Files.isDirectory(path) || folder == null || !Files.isWritable(folder)) {
      throw new UserError(
          option + ": expected a file in a folder that exists and can be written, found " + path);
    }
    return this;
  }

  /**
   * Writes it.
   *
   * @throws UserError if it can't be written
   */
  void write(String text) {
    Path file = path.toAbsolutePath();
    Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
    try {
      Files.writeString(unfinished, text);
      Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UserError(option + ": expected a file that can be written, found " + path);
    }
  }
}
