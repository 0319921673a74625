package org.acksiom.specs;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How far a model goes. A bound cuts behaviours, it never makes a send fail: a record that has used
 * up its attempts waits until {@code delivery.timeout.ms} elapses.
 *
 * @param replicas brokers that hold the partition, 1 to 5
 * @param records records that the producer sends, 1 to 99
 * @param retries attempts at a record after the first, 0 to 9 (not used where the producer does not
 *     retry)
 * @param faults faults in all, of whatever kind the fault model allows, 0 to 99 (not used under
 *     {@link FaultModel#NONE})
 * @param consumers consumers that read while all this happens, 0 or 1
 */
public record Bounds(int replicas, int records, int retries, int faults, int consumers) {

  /** The name of {@link #replicas} in files. */
  public static final String REPLICAS = "replicas";

  /** The name of {@link #records} in files. */
  public static final String RECORDS = "records";

  /** The name of {@link #retries} in files. */
  public static final String RETRIES = "retries";

  /** The name of {@link #faults} in files. */
  public static final String FAULTS = "faults";

  /** The name of {@link #consumers} in files. */
  public static final String CONSUMERS = "consumers";

  /** Small enough to exhaust in seconds; every anomaly that is known to be possible fits in. */
  public static final Bounds SMALL = new Bounds(2, 2, 1, 2);

  /**
   * Far too large to exhaust, for random runs: with many records and faults, what takes several of
   * them in one order happens in some of the first thousands of runs.
   */
  public static final Bounds LARGE = new Bounds(3, 8, 2, 8).withConsumer();

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a bound is outside its range; the message names it
   */
  public Bounds {
    require(REPLICAS, replicas, 1, 5);
    require(RECORDS, records, 1, 99);
    require(RETRIES, retries, 0, 9);
    require(FAULTS, faults, 0, 99);
    require(CONSUMERS, consumers, 0, 1);
  }

  /**
   * Bounds without a consumer.
   *
   * @throws IllegalArgumentException if a bound is outside its range; the message names it
   */
  public Bounds(int replicas, int records, int retries, int faults) {
    this(replicas, records, retries, faults, 0);
  }

  /** The same bounds with a consumer. */
  public Bounds withConsumer() {
    return new Bounds(replicas, records, retries, faults, 1);
  }

  /** The bounds by their names, in the order in which files and reports have them. */
  public Map<String, Integer> byName() {
    Map<String, Integer> byName = new LinkedHashMap<>();
    byName.put(REPLICAS, replicas);
    byName.put(RECORDS, records);
    byName.put(RETRIES, retries);
    byName.put(FAULTS, faults);
    byName.put(CONSUMERS, consumers);
    return Collections.unmodifiableMap(byName);
  }

  /** The same without retries. */
  public Bounds withoutRetries() {
    return new Bounds(replicas, records, 0, faults, consumers);
  }

  /** The same with one record. */
  public Bounds withOneRecord() {
    return new Bounds(replicas, 1, retries, faults, consumers);
  }

  private static void require(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          name + ": expected " + least + " to " + most + ", found " + value);
    }
  }
}
