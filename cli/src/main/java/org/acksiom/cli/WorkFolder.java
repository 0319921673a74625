package org.acksiom.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.acksiom.specs.FileTree;

/**
 * Where a command keeps models and TLC's output: the folder that the user named, or a temporary one
 * that goes with the command, interrupted or not, unless something in it is worth a look.
 */
final class WorkFolder implements AutoCloseable {
  private final Path path;
  private final boolean temporary;
  private final FinalWrite end;
  private volatile boolean kept;

  private WorkFolder(Path path, boolean temporary) {
    this.path = path;
    this.temporary = temporary;
    this.end = FinalWrite.of(interrupted -> delete());
  }

  /**
   * The folder of that name; it is made if it is not there, and stays.
   *
   * @throws UserError if it can't be made
   */
  static WorkFolder named(Path path) {
    return new WorkFolder(Options.folder(path), false);
  }

  /**
   * A new temporary folder.
   *
   * @param prefix what its name begins with
   */
  static WorkFolder temporary(String prefix) throws IOException {
    return new WorkFolder(Files.createTempDirectory(prefix), true);
  }

  Path path() {
    return path;
  }

  /** It stays: its logs were named to the user. */
  void keep() {
    kept = true;
  }

  /** Whether what is in it can still be read when the command has ended. */
  boolean stays() {
    return kept || !temporary;
  }

  @Override
  public void close() {
    end.close();
  }

  /** What can't be deleted is left to whoever cleans the temporary folder: it changes no result. */
  private void delete() {
    if (stays()) {
      return;
    }
    try {
      FileTree.delete(path);
    } catch (IOException e) {
      // See above.
    }
  }
}
