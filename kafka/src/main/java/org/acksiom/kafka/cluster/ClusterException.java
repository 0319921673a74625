package org.acksiom.kafka.cluster;

/** A cluster could not be started or stopped; the message says which part and why, on one line. */
public final class ClusterException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Names the part; what happened to it is told by the cause and its causes, which Kafka nests. */
  ClusterException(String part, Throwable cause) {
    super(part + reasons(cause), cause);
  }

  private static String reasons(Throwable failure) {
    StringBuilder reasons = new StringBuilder();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String reason = cause.getMessage() == null ? cause.toString() : cause.getMessage();
      if (reasons.indexOf(reason) < 0) {
        reasons.append(": ").append(reason);
      }
    }
    return reasons.toString();
  }
}
