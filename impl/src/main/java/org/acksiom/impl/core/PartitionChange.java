package org.acksiom.impl.core;

/**
 * What the controller may make of the partition once brokers have come or gone: whom it may elect,
 * and what follows from that (Kafka: {@code PartitionChangeBuilder}).
 *
 * @param partition the partition as it was
 * @param lastKnownLeader the last leader, while there is none
 * @param isr the ISR that is left
 * @param eligible the eligible leader replicas that are left (KIP-966)
 * @param active the brokers that may lead and be in the ISR
 * @param unclean whether unclean elections are allowed
 */
record PartitionChange(
    PartitionState partition,
    int lastKnownLeader,
    ReplicaSet isr,
    ReplicaSet eligible,
    ReplicaSet active,
    boolean unclean) {

  /**
   * Whether that broker may be the leader then, or {@link PartitionState#NO_LEADER} if nobody may.
   * The leader stays as long as it can. Of several others it may be any, where Kafka takes the
   * first of the replica list.
   */
  boolean canElect(int leader) {
    ReplicaSet candidates = candidates();
    return leader == PartitionState.NO_LEADER ? candidates.isEmpty() : candidates.contains(leader);
  }

  /**
   * A member of the ISR; if the ISR is empty, an eligible leader replica; if there is none either,
   * the last known leader; and whoever is active, if unclean elections are allowed and all of these
   * fail (Kafka: {@code electAnyLeader}).
   */
  private ReplicaSet candidates() {
    ReplicaSet inSync = isr.intersection(active);
    if (inSync.contains(partition.leader())) {
      return ReplicaSet.of(partition.leader());
    }
    if (!inSync.isEmpty()) {
      return inSync;
    }
    if (isr.isEmpty() && !eligible.intersection(active).isEmpty()) {
      return eligible.intersection(active);
    }
    if (isr.isEmpty() && eligible.isEmpty() && active.contains(lastLeader())) {
      return ReplicaSet.of(lastLeader());
    }
    return unclean ? active : ReplicaSet.none();
  }

  private int lastLeader() {
    return partition.leader() == PartitionState.NO_LEADER ? lastKnownLeader : partition.leader();
  }

  private boolean staysInSync(int leader) {
    return leader == PartitionState.NO_LEADER || isr.contains(leader);
  }

  /**
   * The partition with that leader: one from outside the ISR is the ISR from then on.
   *
   * @param elr the eligible leader replicas before
   */
  PartitionState partitionWith(int leader, ReplicaSet elr) {
    return partition.decided(
        leader,
        staysInSync(leader) ? isr : ReplicaSet.of(leader),
        !eligibleWith(leader).equals(elr));
  }

  /** The eligible leader replicas with that leader: after an unclean election there are none. */
  ReplicaSet eligibleWith(int leader) {
    if (staysInSync(leader)) {
      return eligible;
    }
    return eligible.contains(leader) ? eligible.without(leader) : ReplicaSet.none();
  }

  /** Who was the last leader, if there is none any more. */
  int lastKnownLeaderWith(int leader) {
    return leader == PartitionState.NO_LEADER ? lastLeader() : PartitionState.NO_LEADER;
  }
}
