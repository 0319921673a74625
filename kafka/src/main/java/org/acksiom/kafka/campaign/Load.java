package org.acksiom.kafka.campaign;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the clients of a run do.
 *
 * @param producers how many, 1 to 9; each sends at its own pace
 * @param records how many each of them sends, 1 to 10,000, to one partition after the other
 * @param partitions of the topic, 1 to 9
 * @param replicas of each partition, 1 to 9
 * @param consumers how many, 0 to 9; each reads all partitions
 * @param paceMillis what a producer waits between two sends, 0 to 1,000
 * @param requestTimeoutMillis the producers' {@code request.timeout.ms}, 1 to 60,000
 * @param deliveryTimeoutMillis their {@code delivery.timeout.ms}, from that to 120,000
 */
public record Load(
    int producers,
    int records,
    int partitions,
    int replicas,
    int consumers,
    int paceMillis,
    int requestTimeoutMillis,
    int deliveryTimeoutMillis) {
  /** Long enough not to elapse on a machine that is merely busy. */
  static final int AMPLE_REQUEST_TIMEOUT_MILLIS = 20_000;

  static final int AMPLE_DELIVERY_TIMEOUT_MILLIS = 40_000;

  static final String PRODUCERS = "producers";
  static final String RECORDS = "records";
  static final String PARTITIONS = "partitions";
  static final String REPLICAS = "replicas";
  static final String CONSUMERS = "consumers";
  static final String PACE = "pace.ms";
  static final String REQUEST_TIMEOUT = "request.timeout.ms";
  static final String DELIVERY_TIMEOUT = "delivery.timeout.ms";

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a number is outside its range; the message names it
   */
  public Load {
    require(PRODUCERS, producers, 1, 9);
    require(RECORDS, records, 1, 10_000);
    require(PARTITIONS, partitions, 1, 9);
    require(REPLICAS, replicas, 1, 9);
    require(CONSUMERS, consumers, 0, 9);
    require(PACE, paceMillis, 0, 1_000);
    require(REQUEST_TIMEOUT, requestTimeoutMillis, 1, 60_000);
    require(DELIVERY_TIMEOUT, deliveryTimeoutMillis, requestTimeoutMillis, 120_000);
  }

  /** Whether a time-out may elapse although nothing fails. */
  boolean hasShortTimeouts() {
    return requestTimeoutMillis < AMPLE_REQUEST_TIMEOUT_MILLIS
        || deliveryTimeoutMillis < AMPLE_DELIVERY_TIMEOUT_MILLIS;
  }

  /** The numbers by their names, in the order in which files have them. */
  public Map<String, Integer> byName() {
    Map<String, Integer> byName = new LinkedHashMap<>();
    byName.put(PRODUCERS, producers);
    byName.put(RECORDS, records);
    byName.put(PARTITIONS, partitions);
    byName.put(REPLICAS, replicas);
    byName.put(CONSUMERS, consumers);
    byName.put(PACE, paceMillis);
    byName.put(REQUEST_TIMEOUT, requestTimeoutMillis);
    byName.put(DELIVERY_TIMEOUT, deliveryTimeoutMillis);
    return Collections.unmodifiableMap(byName);
  }

  /**
   * The load with these numbers; see {@link #byName}.
   *
   * @throws IllegalArgumentException if one is missing, unknown or out of its range
   */
  static Load of(Map<String, Integer> given) {
    Map<String, Integer> left = new LinkedHashMap<>(given);
    Load load =
        new Load(
            taken(left, PRODUCERS),
            taken(left, RECORDS),
            taken(left, PARTITIONS),
            taken(left, REPLICAS),
            taken(left, CONSUMERS),
            taken(left, PACE),
            taken(left, REQUEST_TIMEOUT),
            taken(left, DELIVERY_TIMEOUT));
    if (!left.isEmpty()) {
      throw new IllegalArgumentException("expected nothing else, found " + left.keySet());
    }
    return load;
  }

  /** The same with another number of that name. */
  Load with(String name, int number) {
    Map<String, Integer> changed = new LinkedHashMap<>(byName());
    changed.put(name, number);
    return of(changed);
  }

  private static int taken(Map<String, Integer> given, String name) {
    Integer number = given.remove(name);
    if (number == null) {
      throw new IllegalArgumentException("expected '" + name + "', found none");
    }
    return number;
  }

  private static void require(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          name + ": expected " + least + " to " + most + ", found " + value);
    }
  }
}
