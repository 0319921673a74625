package org.acksiom.specs;

/**
 * The settings of producer, topic and broker that decide what delivery promises; each component
 * carries Kafka's own name in its description.
 *
 * @param acks {@code acks}
 * @param retries whether the producer sends a batch again after a retriable error: {@code retries}
 *     &gt; 0. How often it does is a bound of a model, not a setting: giving up is {@code
 *     delivery.timeout.ms} elapsing
 * @param idempotence {@code enable.idempotence}
 * @param maxInFlight {@code max.in.flight.requests.per.connection}, at least 1
 * @param minInsyncReplicas {@code min.insync.replicas}, at least 1
 * @param uncleanLeaderElection {@code unclean.leader.election.enable}
 */
public record DeliverySettings(
    Acks acks,
    boolean retries,
    boolean idempotence,
    int maxInFlight,
    int minInsyncReplicas,
    boolean uncleanLeaderElection) {

  /**
   * @throws IllegalArgumentException for settings that no Kafka producer starts with: idempotence
   *     without acks=all, without retries or with more than 5 requests in flight, or a number below
   *     1
   */
  public DeliverySettings {
    if (maxInFlight < 1) {
      throw new IllegalArgumentException(
          "max.in.flight.requests.per.connection: expected at least 1, found " + maxInFlight);
    }
    if (minInsyncReplicas < 1) {
      throw new IllegalArgumentException(
          "min.insync.replicas: expected at least 1, found " + minInsyncReplicas);
    }
    if (idempotence && acks != Acks.ALL) {
      throw new IllegalArgumentException(
          "enable.idempotence=true: expected acks=all, found acks=" + acks.value());
    }
    if (idempotence && !retries) {
      throw new IllegalArgumentException(
          "enable.idempotence=true: expected retries above 0, found 0");
    }
    if (idempotence && maxInFlight > 5) {
      throw new IllegalArgumentException(
          "enable.idempotence=true: expected max.in.flight.requests.per.connection of at most 5, found "
              + maxInFlight);
    }
  }
}
