package org.acksiom.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

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
    boolean writable = isOther() ? Files.isWritable(path) : isWritable(folder());
    if (Files.isDirectory(path) || !writable) {
      throw new UserError(
          option + ": expected a file in a folder that exists and can be written, found " + path);
    }
    return this;
  }

  private static boolean isWritable(Path folder) {
    return folder != null && Files.isDirectory(folder) && Files.isWritable(folder);
  }

  private Path folder() {
    return path.toAbsolutePath().getParent();
  }

  /** Whether it is there and no regular file: a device, a pipe or a link, which stays one. */
  private boolean isOther() {
    return Files.exists(path) && !Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * Writes it. What is no regular file, such as a device or a link, is written to, and not
   * replaced.
   *
   * @throws UserError if it can't be written
   */
  void write(String text) {
    try {
      if (isOther()) {
        Files.writeString(path, text);
      } else {
        replace(text);
      }
    } catch (IOException e) {
      throw new UserError(option + ": expected a file that can be written, found " + path);
    }
  }

  private void replace(String text) throws IOException {
    Path unfinished =
        Files.createTempFile(folder(), path.getFileName() + ".", ".unfinished", attributes());
    try {
      Files.writeString(unfinished, text);
      Files.move(unfinished, path.toAbsolutePath(), StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  /** Those of any new file: a temporary file would be for its owner alone. */
  private FileAttribute<?>[] attributes() {
    return folder().getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-rw-rw-"))
        }
        : new FileAttribute<?>[0];
  }
}
