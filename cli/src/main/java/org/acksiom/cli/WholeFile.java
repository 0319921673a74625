package org.acksiom.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Files that are there as a whole, or as they were before. */
final class WholeFile {
  private WholeFile() {}

  /**
   * Writes what {@code --out} names.
   *
   * @throws UserError if it can't be written
   */
  static void write(Path out, String text) {
    Path file = out.toAbsolutePath();
    Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
    try {
      Files.writeString(unfinished, text);
      Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UserError("--out: expected a file that can be written, found " + out);
    }
  }
}
