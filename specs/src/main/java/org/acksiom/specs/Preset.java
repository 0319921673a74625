package org.acksiom.specs;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Ten named settings, from the weakest promise to the strongest and its spoilt variants; tables
 * show them in this order.
 */
public enum Preset {
  FIRE_AND_FORGET(Acks.NONE, true, false, 5, 1, false),
  AT_MOST_ONCE(Acks.LEADER, false, false, 1, 1, false),
  AT_MOST_ONCE_ALL(Acks.ALL, false, false, 1, 2, false),
  LEADER_ACK(Acks.LEADER, true, false, 5, 1, false),
  AT_LEAST_ONCE(Acks.ALL, true, false, 1, 2, false),
  AT_LEAST_ONCE_PIPELINED(Acks.ALL, true, false, 5, 2, false),
  /** The producer's default since Kafka 3.0. */
  IDEMPOTENT(Acks.ALL, true, true, 5, 1, false),
  /** What is recommended. */
  IDEMPOTENT_DURABLE(Acks.ALL, true, true, 5, 2, false),
  IDEMPOTENT_UNCLEAN(Acks.ALL, true, true, 5, 2, true),
  LEADER_ACK_UNCLEAN(Acks.LEADER, true, false, 5, 1, true);

  private final DeliverySettings settings;

  Preset(
      Acks acks,
      boolean retries,
      boolean idempotence,
      int maxInFlight,
      int minIsr,
      boolean unclean) {
    this.settings = new DeliverySettings(acks, retries, idempotence, maxInFlight, minIsr, unclean);
  }

  /** The settings behind the name. */
  public DeliverySettings settings() {
    return settings;
  }

  /** The name on the command line and in files: lower case with hyphens. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The preset of that name.
   *
   * @throws IllegalArgumentException if there is none; the message lists the names
   */
  public static Preset of(String id) {
    for (Preset preset : values()) {
      if (preset.id().equals(id)) {
        return preset;
      }
    }
    throw new IllegalArgumentException(
        "expected a preset ("
            + Arrays.stream(values()).map(Preset::id).collect(Collectors.joining(", "))
            + "), found '"
            + id
            + "'");
  }
}
