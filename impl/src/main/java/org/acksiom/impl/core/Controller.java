package org.acksiom.impl.core;

import java.util.Arrays;
import java.util.Objects;
import org.acksiom.specs.DeliverySettings;

/**
 * The controller: it decides leader and ISR of the partition, and knows which brokers it holds for
 * stopped and under which epoch each is registered (Kafka: {@code ReplicationControlManager},
 * {@code ClusterControlManager}).
 *
 * <p>Where it may elect one of several leaders, the choice is a parameter.
 */
public final class Controller {
  private final DeliverySettings settings;
  private final int replicas;
  private PartitionState partition;
  private ReplicaSet elr = ReplicaSet.none();
  private int lastKnownLeader = PartitionState.NO_LEADER;
  private ReplicaSet fenced = ReplicaSet.none();

  /** By broker; replaced, never changed, so that copies may share it. */
  private int[] brokerEpochs;

  /** A controller of a new partition, whose brokers have registered for the first time. */
  public Controller(DeliverySettings settings, int replicas) {
    this.settings = settings;
    this.replicas = replicas;
    this.partition = PartitionState.initial(replicas);
    this.brokerEpochs = new int[replicas + 1];
    Arrays.fill(brokerEpochs, 1);
  }

  private Controller(Controller other) {
    this.settings = other.settings;
    this.replicas = other.replicas;
    this.partition = other.partition;
    this.elr = other.elr;
    this.lastKnownLeader = other.lastKnownLeader;
    this.fenced = other.fenced;
    this.brokerEpochs = other.brokerEpochs;
  }

  /** An independent controller in the same state. */
  public Controller copy() {
    return new Controller(this);
  }

  // ---- brokers that come and go

  /** Whether fencing that broker may make {@code elected} the leader. */
  public boolean canFence(int broker, int elected) {
    return !fenced.contains(broker) && ifFenced(broker).canElect(elected);
  }

  /**
   * {@code broker.session.timeout.ms} is over for a broker: it leaves the ISR and loses the
   * leadership (Kafka: {@code handleBrokerFenced}).
   *
   * @param elected the leader from then on, or {@link PartitionState#NO_LEADER}
   */
  @SpecAction("ControllerFences")
  public void fence(int broker, int elected) {
    decide(ifFenced(broker), elected);
    fenced = fenced.with(broker);
  }

  private PartitionChange ifFenced(int broker) {
    ReplicaSet isr = partition.isr().without(broker);
    return change(isr, eligibleBeside(isr), fenced.with(broker));
  }

  /** Whether unfencing that broker may make {@code elected} the leader. */
  public boolean canUnfence(int broker, int elected) {
    return fenced.contains(broker) && ifUnfenced(broker).canElect(elected);
  }

  /**
   * A running broker can be reached again (Kafka: {@code handleBrokerUnfenced}). If there was no
   * leader it may become one.
   *
   * @param elected the leader from then on, or {@link PartitionState#NO_LEADER}
   */
  @SpecAction("ControllerUnfences")
  public void unfence(int broker, int elected) {
    decide(ifUnfenced(broker), elected);
    fenced = fenced.without(broker);
  }

  private PartitionChange ifUnfenced(int broker) {
    return change(partition.isr(), elr, fenced.without(broker));
  }

  /** Whether the registration of that broker after a crash may make {@code elected} the leader. */
  public boolean canRegister(int broker, int elected) {
    return fenced.contains(broker) && ifRegistered(broker).canElect(elected);
  }

  /**
   * A broker comes back after a crash and registers under a new broker epoch. It may have lost what
   * was not flushed, so it is neither in the ISR nor an eligible leader replica any more (Kafka:
   * {@code handleBrokerUncleanShutdown}, KIP-966).
   *
   * @param elected the leader from then on, or {@link PartitionState#NO_LEADER}
   */
  @SpecAction("BrokerRestarts")
  public void register(int broker, int elected) {
    decide(ifRegistered(broker), elected);
    fenced = fenced.without(broker);
    brokerEpochs = brokerEpochs.clone();
    brokerEpochs[broker]++;
  }

  private PartitionChange ifRegistered(int broker) {
    return change(partition.isr().without(broker), elr.without(broker), fenced.without(broker));
  }

  private PartitionChange change(ReplicaSet isr, ReplicaSet eligible, ReplicaSet out) {
    return new PartitionChange(
        partition,
        lastKnownLeader,
        isr,
        eligible,
        ReplicaSet.all(replicas).minus(out),
        settings.uncleanLeaderElection());
  }

  private void decide(PartitionChange change, int elected) {
    partition = change.partitionWith(elected, elr);
    elr = change.eligibleWith(elected);
    lastKnownLeader = change.lastKnownLeaderWith(elected);
  }

  /**
   * Who may be elected beside that ISR: those who left it since it is smaller than {@code
   * min.insync.replicas}, as nothing was committed without them (Kafka: {@code
   * PartitionChangeBuilder.maybePopulateTargetElr}).
   */
  private ReplicaSet eligibleBeside(ReplicaSet isr) {
    return isr.size() >= Replica.effectiveMinIsr(settings.minInsyncReplicas(), replicas)
        ? ReplicaSet.none()
        : elr.union(partition.isr()).minus(isr);
  }

  // ---- the ISR by the leader's wish

  /** Whether a leader with that view of the partition knows its newest state. */
  public boolean isOfNow(PartitionState view) {
    return view.leaderEpoch() == partition.leaderEpoch()
        && view.partitionEpoch() == partition.partitionEpoch();
  }

  /**
   * Whether every member of the ISR that is asked for runs as far as the controller knows, and is
   * the incarnation that the leader means (Kafka: {@code validateAlterPartitionData}, KIP-841,
   * KIP-903). Of a member that has not fetched from it yet the leader means any (Kafka: broker
   * epoch -1, {@code Partition.addBrokerEpochToIsr}).
   */
  public boolean areEligible(IsrRequest asked) {
    for (int broker = 1; broker <= replicas; broker++) {
      int brokerEpoch = asked.brokerEpoch(broker);
      boolean isMeant =
          brokerEpoch == brokerEpochs[broker] || brokerEpoch == FetchState.UNHEARD.brokerEpoch();
      if (asked.isr().contains(broker) && (fenced.contains(broker) || !isMeant)) {
        return false;
      }
    }
    return true;
  }

  /** Makes the ISR what the leader asks for (Kafka: {@code alterPartition}, KIP-497). */
  @SpecAction("ControllerAltersPartition")
  public void alterPartition(IsrRequest asked) {
    ReplicaSet isr = asked.isr();
    elr = eligibleBeside(isr);
    partition =
        new PartitionState(
            partition.leader(), partition.leaderEpoch(), isr, partition.partitionEpoch() + 1);
  }

  // ---- what it is

  public PartitionState partition() {
    return partition;
  }

  /** The eligible leader replicas. */
  public ReplicaSet elr() {
    return elr;
  }

  /** The last leader while there is none; else {@link PartitionState#NO_LEADER}. */
  public int lastKnownLeader() {
    return lastKnownLeader;
  }

  /** The brokers that the controller holds for stopped. */
  public ReplicaSet fenced() {
    return fenced;
  }

  /** The epoch of that broker's registration, from 1. */
  public int brokerEpoch(int broker) {
    return brokerEpochs[broker];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Controller c
        && partition.equals(c.partition)
        && elr.equals(c.elr)
        && lastKnownLeader == c.lastKnownLeader
        && fenced.equals(c.fenced)
        && Arrays.equals(brokerEpochs, c.brokerEpochs);
  }

  @Override
  public int hashCode() {
    return Objects.hash(partition, elr, lastKnownLeader, fenced, Arrays.hashCode(brokerEpochs));
  }
}
