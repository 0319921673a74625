package org.acksiom.conformance;

import java.nio.file.Path;

/** TLC could not do its part: it crashed, or the specification is broken. */
public final class ModelFailed extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Path log;

  ModelFailed(String message, Path log) {
    super(message);
    this.log = log;
  }

  /** TLC's output. */
  public Path log() {
    return log;
  }
}
