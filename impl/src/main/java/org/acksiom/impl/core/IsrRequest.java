package org.acksiom.impl.core;

import java.util.Arrays;

/**
 * The ISR that a leader asks the controller for, each member with the epoch of its registration as
 * the leader knows it (Kafka: {@code AlterPartitionRequest}, KIP-497, KIP-903). It never changes.
 */
public final class IsrRequest {
  private final ReplicaSet isr;

  /** By broker; what is there of those that are not to be in the ISR means nothing and is 0. */
  private final int[] brokerEpochs;

  private IsrRequest(ReplicaSet isr, int[] brokerEpochs) {
    this.isr = isr;
    this.brokerEpochs = brokerEpochs;
  }

  /** A request for an ISR of nobody in a partition of that many replicas, to be filled. */
  static IsrRequest empty(int replicas) {
    return new IsrRequest(ReplicaSet.none(), new int[replicas + 1]);
  }

  /**
   * The same request with one more member.
   *
   * @param brokerEpoch 0 if the leader has not heard of it yet
   */
  IsrRequest with(int broker, int brokerEpoch) {
    int[] more = brokerEpochs.clone();
    more[broker] = brokerEpoch;
    return new IsrRequest(isr.with(broker), more);
  }

  /** The ISR that is asked for. */
  public ReplicaSet isr() {
    return isr;
  }

  /** The broker epoch of that member of the ISR as the leader knows it, 0 if it doesn't. */
  public int brokerEpoch(int broker) {
    return brokerEpochs[broker];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof IsrRequest request
        && isr.equals(request.isr)
        && Arrays.equals(brokerEpochs, request.brokerEpochs);
  }

  @Override
  public int hashCode() {
    return 31 * isr.hashCode() + Arrays.hashCode(brokerEpochs);
  }

  @Override
  public String toString() {
    return isr.toString();
  }
}
