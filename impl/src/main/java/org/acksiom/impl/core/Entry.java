package org.acksiom.impl.core;

/**
 * One record in a log.
 *
 * @param record which record
 * @param leaderEpoch the epoch of the leader that appended it
 * @param producerEpoch the epoch of the producer that sent it
 * @param sequence its sequence in that epoch, or {@link #NO_SEQUENCE} without idempotence
 */
public record Entry(int record, int leaderEpoch, int producerEpoch, int sequence) {
  /** The sequence of a record whose producer is not idempotent. */
  public static final int NO_SEQUENCE = -1;
}
