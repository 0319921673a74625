package org.acksiom.specs;

/**
 * How far a model goes. A bound cuts behaviours, it never makes a send fail: a record that has used
 * up its attempts waits until {@code delivery.timeout.ms} elapses.
 *
 * @param replicas brokers that hold the partition, 1 to 5
 * @param records records that the producer sends, 1 to 9
 * @param retries attempts at a record after the first, 0 to 9 (not used where the producer does not
 *     retry)
 * @param networkFaults connections that break, 0 to 9 (not used under {@link FaultModel#NONE})
 * @param crashes brokers that stop, 0 to 9 (not used below {@link FaultModel#CRASH})
 */
public record Bounds(int replicas, int records, int retries, int networkFaults, int crashes) {

  /**
   * Small enough to exhaust in seconds, large enough for every anomaly that is known to be
   * possible.
   */
  public static final Bounds SMALL = new Bounds(2, 2, 1, 1, 1);

  /**
   * @throws IllegalArgumentException if a bound is outside its range
   */
  public Bounds {
    require("replicas", replicas, 1, 5);
    require("records", records, 1, 9);
    require("retries", retries, 0, 9);
    require("networkFaults", networkFaults, 0, 9);
    require("crashes", crashes, 0, 9);
  }

  private static void require(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          name + ": expected " + least + " to " + most + ", found " + value);
    }
  }
}
