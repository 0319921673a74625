package org.acksiom.specs;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What may go wrong around the protocol. Each model includes the ones before it; how often each
 * fault happens is a bound.
 */
public enum FaultModel {
  /** Nothing fails and nothing is late. */
  NONE,
  /** A request or a response is lost or later than the time-out; a connection breaks. */
  NETWORK,
  /** A broker stops and returns with its log. */
  CRASH,
  /** A broker is alive but cut off from the controller, from its peers or from clients. */
  PARTITION,
  /** An unclean shutdown loses a suffix of the log that was not flushed. */
  DISK;

  /** The name on the command line and in files: lower case. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether the faults of {@code other} can happen under this model. */
  public boolean includes(FaultModel other) {
    return compareTo(other) >= 0;
  }

  /**
   * The model of that name.
   *
   * @throws IllegalArgumentException if there is none; the message lists the names
   */
  public static FaultModel of(String id) {
    for (FaultModel model : values()) {
      if (model.id().equals(id)) {
        return model;
      }
    }
    throw new IllegalArgumentException(
        "expected a fault model ("
            + Arrays.stream(values()).map(FaultModel::id).collect(Collectors.joining(", "))
            + "), found '"
            + id
            + "'");
  }
}
