package org.acksiom.specs;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

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

  /** Kafka's name of {@link #acks}. */
  public static final String ACKS = "acks";

  /** Kafka's name of {@link #retries}. */
  public static final String RETRIES = "retries";

  /** Kafka's name of {@link #idempotence}. */
  public static final String IDEMPOTENCE = "enable.idempotence";

  /** Kafka's name of {@link #maxInFlight}. */
  public static final String MAX_IN_FLIGHT = "max.in.flight.requests.per.connection";

  /** Kafka's name of {@link #minInsyncReplicas}. */
  public static final String MIN_ISR = "min.insync.replicas";

  /** Kafka's name of {@link #uncleanLeaderElection}. */
  public static final String UNCLEAN = "unclean.leader.election.enable";

  /** What files say of {@link #retries}, whose number is a bound: there are some. */
  public static final String SOME_RETRIES = ">0";

  /** What files say of {@link #retries}: there are none. */
  public static final String NO_RETRIES = "0";

  /**
   * @throws IllegalArgumentException for settings that no Kafka producer starts with: idempotence
   *     without acks=all, without retries or with more than 5 requests in flight, or a number below
   *     1
   */
  public DeliverySettings {
    if (maxInFlight < 1) {
      throw new IllegalArgumentException(
          MAX_IN_FLIGHT + ": expected at least 1, found " + maxInFlight);
    }
    if (minInsyncReplicas < 1) {
      throw new IllegalArgumentException(
          MIN_ISR + ": expected at least 1, found " + minInsyncReplicas);
    }
    if (idempotence && acks != Acks.ALL) {
      throw new IllegalArgumentException(
          IDEMPOTENCE + "=true: expected acks=all, found acks=" + acks.value());
    }
    if (idempotence && !retries) {
      throw new IllegalArgumentException(IDEMPOTENCE + "=true: expected retries above 0, found 0");
    }
    if (idempotence && maxInFlight > 5) {
      throw new IllegalArgumentException(
          IDEMPOTENCE + "=true: expected " + MAX_IN_FLIGHT + " of at most 5, found " + maxInFlight);
    }
  }

  /**
   * The settings by Kafka's names, in the order in which files and reports have them: texts, truth
   * values and whole numbers; for retries {@link #SOME_RETRIES} or {@link #NO_RETRIES}.
   */
  public Map<String, Object> byName() {
    Map<String, Object> byName = new LinkedHashMap<>();
    byName.put(ACKS, acks.value());
    byName.put(RETRIES, retries ? SOME_RETRIES : NO_RETRIES);
    byName.put(IDEMPOTENCE, idempotence);
    byName.put(MAX_IN_FLIGHT, maxInFlight);
    byName.put(MIN_ISR, minInsyncReplicas);
    byName.put(UNCLEAN, uncleanLeaderElection);
    return Collections.unmodifiableMap(byName);
  }
}
