package org.acksiom.impl.core;

/**
 * The errors of a produce response, by Kafka's names ({@code
 * org.apache.kafka.common.protocol.Errors}).
 */
public enum ErrorCode {
  /** Success. */
  NONE,
  /** The broker does not lead the partition. */
  NOT_LEADER_OR_FOLLOWER,
  /** acks=all, and the ISR is smaller than {@code min.insync.replicas}: nothing was appended. */
  NOT_ENOUGH_REPLICAS,
  /** acks=all, and the ISR became too small after the record had been appended. */
  NOT_ENOUGH_REPLICAS_AFTER_APPEND,
  /** The batch's sequence does not follow the last one that the log has of its producer. */
  OUT_OF_ORDER_SEQUENCE_NUMBER,
  /** The log has a newer epoch of the same producer. */
  INVALID_PRODUCER_EPOCH
}
