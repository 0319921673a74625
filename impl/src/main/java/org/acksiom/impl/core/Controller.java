package org.acksiom.impl.core;

import org.acksiom.specs.DeliverySettings;

/**
 * The controller: it decides leader and ISR of the partition and knows which brokers it holds for
 * stopped (Kafka: {@code ReplicationControlManager}, {@code PartitionChangeBuilder}).
 */
public final class Controller {
  private final DeliverySettings settings;
  private PartitionState partition;
  private ReplicaSet fenced;

  /** A controller of a new partition. */
  public Controller(DeliverySettings settings, int replicas) {
    this(settings, PartitionState.initial(replicas), ReplicaSet.none());
  }

  private Controller(DeliverySettings settings, PartitionState partition, ReplicaSet fenced) {
    this.settings = settings;
    this.partition = partition;
    this.fenced = fenced;
  }

  /** An independent controller in the same state. */
  public Controller copy() {
    return new Controller(settings, partition, fenced);
  }

  /**
   * {@code broker.session.timeout.ms} is over for a broker: it leaves the ISR, unless it is the
   * last one there, and loses the leadership to the first of the ISR that is not fenced, if any
   * (Kafka: {@code handleBrokerFenced}).
   */
  public void fence(int broker) {
    fenced = fenced.with(broker);
    ReplicaSet rest = partition.isr().without(broker);
    ReplicaSet isr = rest.isEmpty() ? partition.isr() : rest;
    if (partition.leader() == broker) {
      ReplicaSet candidates = isr.minus(fenced);
      partition =
          partition.elected(
              candidates.isEmpty() ? PartitionState.NO_LEADER : candidates.first(), isr);
    } else if (!isr.equals(partition.isr())) {
      partition = partition.withIsr(isr);
    }
  }

  /** A broker has registered again. */
  public void unfence(int broker) {
    fenced = fenced.without(broker);
  }

  /**
   * Whether that broker can be made the leader now: there is none, and it is a running member of
   * the ISR; or, if unclean elections are allowed and no member of the ISR runs, any running
   * broker.
   */
  public boolean canElect(int broker) {
    return partition.leader() == PartitionState.NO_LEADER
        && !fenced.contains(broker)
        && (partition.isr().contains(broker)
            || (settings.uncleanLeaderElection() && partition.isr().isSubsetOf(fenced)));
  }

  /** Makes that broker the leader; an unclean one is the whole ISR (Kafka: {@code electLeader}). */
  public void elect(int broker) {
    ReplicaSet isr = partition.isr().contains(broker) ? partition.isr() : ReplicaSet.of(broker);
    partition = partition.elected(broker, isr);
  }

  /**
   * A leader asks for a follower to join the ISR (KIP-497). The controller refuses if the leader's
   * state is not the newest, if it holds the follower for stopped (KIP-841), or if the follower is
   * there already.
   */
  public boolean canJoinIsr(PartitionState leadersView, int follower) {
    return leadersView.equals(partition)
        && !fenced.contains(follower)
        && !partition.isr().contains(follower);
  }

  /** Takes the follower into the ISR. */
  public void joinIsr(int follower) {
    partition = partition.withIsr(partition.isr().with(follower));
  }

  public PartitionState partition() {
    return partition;
  }

  /** The brokers that the controller holds for stopped. */
  public ReplicaSet fenced() {
    return fenced;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Controller c
        && partition.equals(c.partition)
        && fenced.equals(c.fenced);
  }

  @Override
  public int hashCode() {
    return 31 * partition.hashCode() + fenced.hashCode();
  }
}
