package org.acksiom.kafka.settings;

import java.util.Optional;
import org.acksiom.specs.DeliverySettings;

/**
 * What a value of a decisive setting costs in operation, as Kafka's documentation has it. No model
 * decides it: it is about time, availability and work, not about which records there are.
 */
public final class SettingCost {
  private SettingCost() {}

  /**
   * The cost in half a sentence, or empty if none is known.
   *
   * @param name Kafka's name of a setting of {@link DeliverySettings}
   * @param value as a configuration file has it
   * @param replicas the topic's
   */
  public static Optional<String> of(String name, String value, int replicas) {
    return Optional.ofNullable(
        switch (name) {
          case DeliverySettings.ACKS -> acks(value);
          case DeliverySettings.RETRIES ->
              value.equals("0")
                  ? "the first error or time-out fails the send, and the application has to deal with it"
                  : "a failure may be reported only after delivery.timeout.ms";
          case DeliverySettings.IDEMPOTENCE ->
              Boolean.parseBoolean(value)
                  ? "acks must be all, retries above 0 and at most 5 requests be in flight; brokers remember"
                      + " the last batches of every producer"
                  : null;
          case DeliverySettings.MAX_IN_FLIGHT ->
              value.equals("1")
                  ? "one request at a time to each broker: throughput falls with the round-trip time"
                  : null;
          case DeliverySettings.MIN_ISR -> minIsr(Integer.parseInt(value), replicas);
          case DeliverySettings.UNCLEAN ->
              Boolean.parseBoolean(value)
                  ? null
                  : "the partition is unavailable until a member of the ISR or of the ELR is back";
          default -> null;
        });
  }

  private static String acks(String value) {
    return switch (value) {
      case "all", "-1" -> "an acknowledgement waits for the slowest member of the ISR";
      case "0" -> "no send learns its offset or that it failed";
      default -> null;
    };
  }

  private static String minIsr(int least, int replicas) {
    if (least <= 1) {
      return null;
    }
    int out = Math.max(1, replicas - least + 1);
    return "writes are refused (NOT_ENOUGH_REPLICAS) when "
        + (out == 1 ? "one replica is" : out + " replicas are")
        + " out of the ISR";
  }
}
