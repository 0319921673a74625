package org.acksiom.kafka.cluster;

/**
 * There is no such release of Kafka, or none that Acksiom can start; the message says on one line
 * what was expected and what was found.
 */
public final class UnknownReleaseException extends Exception {
  private static final long serialVersionUID = 1L;

  UnknownReleaseException(String message) {
    super(message);
  }
}
