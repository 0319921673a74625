package org.acksiom.impl.core;

/**
 * The partition as the controller decides it and brokers hear of it (Kafka: {@code
 * PartitionRegistration}).
 *
 * @param leader the broker that leads, or {@link #NO_LEADER}
 * @param leaderEpoch how often the leader changed
 * @param isr the in-sync replicas
 * @param partitionEpoch how often any of these changed
 */
public record PartitionState(int leader, int leaderEpoch, ReplicaSet isr, int partitionEpoch) {
  /** The leader of a partition that has none. */
  public static final int NO_LEADER = 0;

  /** A new partition: broker 1 leads, all replicas are in sync. */
  public static PartitionState initial(int replicas) {
    return new PartitionState(1, 0, ReplicaSet.all(replicas), 0);
  }

  /** The same partition under another leader (or none), with that ISR, in a new leader epoch. */
  public PartitionState elected(int newLeader, ReplicaSet newIsr) {
    return new PartitionState(newLeader, leaderEpoch + 1, newIsr, partitionEpoch + 1);
  }

  /** The same partition and leader with another ISR. */
  public PartitionState withIsr(ReplicaSet newIsr) {
    return new PartitionState(leader, leaderEpoch, newIsr, partitionEpoch + 1);
  }
}
