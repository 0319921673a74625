package org.acksiom.kafka.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.acksiom.specs.FileTree;

/** A new folder that is deleted when it is closed, or when this JVM ends before that. */
final class ScratchFolder implements AutoCloseable {
  private static final int ATTEMPTS = 100;
  private static final Duration PAUSE = Duration.ofMillis(20);

  private final Path path;
  private final Thread guard = new Thread(this::deletePersistently, "scratch-folder-guard");

  /**
   * @param parent an existing folder
   * @throws IOException if the folder can't be made, as when this JVM is ending
   */
  ScratchFolder(Path parent, String prefix) throws IOException {
    this.path = Files.createTempDirectory(parent, prefix);
    try {
      Runtime.getRuntime().addShutdownHook(guard);
    } catch (IllegalStateException ending) {
      FileTree.delete(path);
      throw new IOException("this JVM is ending", ending);
    }
  }

  Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    FileTree.delete(path);
    try {
      Runtime.getRuntime().removeShutdownHook(guard);
    } catch (IllegalStateException ending) {
      // The guard finds nothing to do.
    }
  }

  /** A process that writes there may have some milliseconds to live yet. */
  private void deletePersistently() {
    for (int attempt = 1; attempt <= ATTEMPTS && Files.exists(path); attempt++) {
      try {
        FileTree.delete(path);
      } catch (IOException e) {
        if (!pause()) {
          return;
        }
      }
    }
  }

  private static boolean pause() {
    try {
      Thread.sleep(PAUSE.toMillis());
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }
}
