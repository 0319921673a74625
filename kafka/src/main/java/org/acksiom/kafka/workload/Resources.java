package org.acksiom.kafka.workload;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/** Things to close, the newest first; one that fails does not keep the others open. Thread-safe. */
public final class Resources implements AutoCloseable {
  private final Deque<AutoCloseable> open = new ArrayDeque<>();

  /** Nothing to close yet. */
  public Resources() {}

  /** Closes that, too, when the time has come; returns it. */
  public synchronized <T extends AutoCloseable> T add(T resource) {
    open.push(resource);
    return resource;
  }

  /**
   * Closes everything.
   *
   * @throws IOException the first failure; later ones are suppressed in it
   */
  @Override
  public synchronized void close() throws IOException {
    IOException failure = null;
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception e) {
        if (failure == null) {
          failure = new IOException("not released: " + e.getMessage(), e);
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  /** Closes everything on the way out of a failure, which stays the one that is reported. */
  public void closeAfter(Exception failure) {
    try {
      close();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }
}
