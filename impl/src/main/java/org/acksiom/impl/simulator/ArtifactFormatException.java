package org.acksiom.impl.simulator;

/**
 * A file is not the artifact that it should be; the message is one line that says where, what was
 * expected and what was found.
 */
public final class ArtifactFormatException extends Exception {
  private static final long serialVersionUID = 1L;

  ArtifactFormatException(String message) {
    super(message);
  }
}
