package org.acksiom.kafka.cluster;

import java.io.IOException;
import java.nio.file.Path;

/** Maven did not bring a release of Kafka; the message says why, on one line. */
public final class ReleaseFetchException extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient Path log;

  ReleaseFetchException(String message, Path log) {
    super(message);
    this.log = log;
  }

  /** What Maven wrote. */
  public Path log() {
    return log;
  }
}
