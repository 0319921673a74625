package org.acksiom.impl.core;

import java.util.Arrays;

/**
 * The ISR that a leader asks the controller for, each member with the epoch of its registration as
 * the leader knows it (Kafka: {@code AlterPartitionRequest}, KIP-497, KIP-903). It never changes.
 */
public final class IsrRequest {
  /** By broker, 0 for those that are not to be in the ISR: registrations are counted from 1. */
  private final int[] brokerEpochs;

  private IsrRequest(int[] brokerEpochs) {
    this.brokerEpochs = brokerEpochs;
  }

  /** A request for an ISR of nobody in a partition of that many replicas, to be filled. */
  static IsrRequest empty(int replicas) {
    return new IsrRequest(new int[replicas + 1]);
  }

  /** The same request with one more member, of that broker epoch. */
  IsrRequest with(int broker, int brokerEpoch) {
    int[] more = brokerEpochs.clone();
    more[broker] = brokerEpoch;
    return new IsrRequest(more);
  }

  /** The ISR that is asked for. */
  public ReplicaSet isr() {
    ReplicaSet isr = ReplicaSet.none();
    for (int broker = 1; broker < brokerEpochs.length; broker++) {
      if (brokerEpochs[broker] != 0) {
        isr = isr.with(broker);
      }
    }
    return isr;
  }

  /** The broker epoch of that member of the ISR; 0 of a broker that is none. */
  public int brokerEpoch(int broker) {
    return brokerEpochs[broker];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof IsrRequest request && Arrays.equals(brokerEpochs, request.brokerEpochs);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(brokerEpochs);
  }

  @Override
  public String toString() {
    return isr().toString();
  }
}
