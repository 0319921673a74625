package org.acksiom.impl.core;

/**
 * The partition as the controller decides it and brokers hear of it (Kafka: {@code
 * PartitionRegistration}).
 *
 * @param leader the broker that leads, or {@link #NO_LEADER}
 * @param leaderEpoch counts the leaders, from 1
 * @param isr the in-sync replicas
 * @param partitionEpoch counts the changes of leader and ISR, from 1
 */
public record PartitionState(int leader, int leaderEpoch, ReplicaSet isr, int partitionEpoch) {
  /** The leader of a partition that has none. */
  public static final int NO_LEADER = 0;

  /** What a broker that does not run knows of the partition. */
  public static final PartitionState NOTHING =
      new PartitionState(NO_LEADER, 0, ReplicaSet.none(), 0);

  /** A new partition: broker 1 leads, all replicas are in sync. */
  public static PartitionState initial(int replicas) {
    return new PartitionState(1, 1, ReplicaSet.all(replicas), 1);
  }

  /**
   * The same partition under that leader (or none) and with that ISR: a new leader comes under a
   * new leader epoch, and whatever changes is counted by the partition epoch.
   *
   * @param otherElr whether the eligible leader replicas change, too
   */
  PartitionState decided(int newLeader, ReplicaSet newIsr, boolean otherElr) {
    boolean sameLeader = newLeader == leader;
    boolean same = sameLeader && newIsr.equals(isr) && !otherElr;
    return new PartitionState(
        newLeader,
        sameLeader ? leaderEpoch : leaderEpoch + 1,
        newIsr,
        same ? partitionEpoch : partitionEpoch + 1);
  }
}
