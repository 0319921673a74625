package org.acksiom.kafka.cluster;

/** A cluster could not be started or stopped; the message says which part and why, on one line. */
public final class ClusterException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ClusterException(String message, Throwable cause) {
    super(message, cause);
  }
}
