package org.acksiom.specs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A folder with all that is in it. It lives in the one module that every other may use. */
public final class FileTree {
  private FileTree() {}

  /**
   * Deletes a file, or a folder with all that is in it. A symbolic link goes, what it leads to
   * stays; what somebody else deletes meanwhile is no failure.
   *
   * @param root what is to go
   * @throws IOException if there is no such file, or a part can't be deleted; other parts may be
   *     gone by then
   */
  public static void delete(Path root) throws IOException {
    try (Stream<Path> tree = Files.walk(root)) {
      // What is in a folder has the longer path, and goes before it.
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
