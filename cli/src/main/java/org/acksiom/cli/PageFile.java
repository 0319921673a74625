package org.acksiom.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The file that {@code --html} names: there as a whole or not at all. */
final class PageFile {
  private final Path file;

  /**
   * A file that is not written yet.
   *
   * @throws UserError if it could not be
   */
  PageFile(Path file) {
    this.file = file;
    Path folder = file.toAbsolutePath().getParent();
    if (Files.isDirectory(file) || folder == null || !Files.isWritable(folder)) {
      throw new UserError(
          "--html: expected a file in a folder that exists and can be written, found " + file);
    }
  }

  /**
   * Writes it, in place of what is there.
   *
   * @throws UserError if it can't be written
   */
  void write(String html) {
    try {
      Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
      Files.writeString(unfinished, html);
      Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UserError("--html: expected a file that can be written, found " + e.getMessage());
    }
  }
}
