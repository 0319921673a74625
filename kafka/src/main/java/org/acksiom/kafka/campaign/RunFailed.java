package org.acksiom.kafka.campaign;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A run came to no end that could be judged: Kafka hung or failed in a way that no fault explains.
 * The message says how, on one line.
 */
final class RunFailed extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient Optional<Path> logs;

  RunFailed(String message, Throwable cause) {
    this(message, cause, Optional.empty());
  }

  private RunFailed(String message, Throwable cause, Optional<Path> logs) {
    super(message, cause);
    this.logs = logs;
  }

  RunFailed(String message) {
    this(message, null);
  }

  RunFailed withLogs(Path kept) {
    return new RunFailed(getMessage(), this, Optional.of(kept));
  }

  /** Where the brokers' logs are, if they write any; empty otherwise. */
  String where() {
    return logs == null || logs.isEmpty() ? "" : ", logs: " + logs.get();
  }
}
