package org.acksiom.kafka.campaign;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A run came to no end that could be judged: Kafka hung or failed in a way that no fault explains.
 * The message says how, on one line.
 */
final class RunFailed extends IOException {
  private static final long serialVersionUID = 1L;

  RunFailed(String message) {
    super(message);
  }

  RunFailed(String message, Throwable cause) {
    super(message, cause);
  }

  static RunFailed because(Exception e) {
    return e instanceof RunFailed failed
        ? failed
        : new RunFailed(e.getMessage() == null ? e.toString() : e.getMessage(), e);
  }

  /** The same failure, with where the brokers' logs are. */
  RunFailed withLogs(Path kept) {
    return new RunFailed(getMessage() + "; logs: " + kept, this);
  }
}
