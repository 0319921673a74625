package org.acksiom.specs;

/**
 * How far a model goes. A bound cuts behaviours, it never makes a send fail: a record that has used
 * up its attempts waits until {@code delivery.timeout.ms} elapses.
 *
 * @param replicas brokers that hold the partition, 1 to 5
 * @param records records that the producer sends, 1 to 9
 * @param retries attempts at a record after the first, 0 to 9 (not used where the producer does not
 *     retry)
 * @param faults faults in all, of whatever kind the fault model allows, 0 to 9 (not used under
 *     {@link FaultModel#NONE})
 * @param consumers consumers that read while all this happens, 0 or 1
 */
public record Bounds(int replicas, int records, int retries, int faults, int consumers) {

  /** Small enough to exhaust in seconds; every anomaly that is known to be possible fits in. */
  public static final Bounds SMALL = new Bounds(2, 2, 1, 2);

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a bound is outside its range; the message names it
   */
  public Bounds {
    require("replicas", replicas, 1, 5);
    require("records", records, 1, 9);
    require("retries", retries, 0, 9);
    require("faults", faults, 0, 9);
    require("consumers", consumers, 0, 1);
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
