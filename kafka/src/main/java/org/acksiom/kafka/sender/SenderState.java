package org.acksiom.kafka.sender;

import java.util.List;
import java.util.Map;
import org.acksiom.impl.core.Result;

/**
 * All that a real producer's future depends on, between two turns of its I/O thread: two runs in
 * equal states answer every further input alike. What is left out decides nothing in these runs:
 * correlation ids, buffers, metrics and logs; the offset of what was acknowledged, which only
 * {@code UNKNOWN_PRODUCER_ID} asks for and no broker here says; attempts and leader epochs of
 * batches, which only back-off asks for, and it is 0.
 *
 * @param queue the accumulator's records, in order
 * @param connections for each broker, 0 being none, the records whose requests are not answered,
 *     oldest first
 * @param underWay the sender's list of batches that are not done and not in the queue, in its
 *     order: in this order they expire
 * @param batches what each record is, 0 being none
 * @param leader the broker that it takes for the leader
 * @param muted whether the partition is muted
 * @param producerEpoch the epoch of the producer's id
 * @param sequences the partition's sequences; {@link Sequences#NONE} without idempotence
 */
record SenderState(
    List<Integer> queue,
    List<List<Integer>> connections,
    List<Integer> underWay,
    List<BatchState> batches,
    int leader,
    boolean muted,
    int producerEpoch,
    Sequences sequences) {

  /**
   * A record's batch.
   *
   * @param outcome what the application was told
   * @param sends how often it was sent; 0 again once it is decided
   * @param producerEpoch the producer's epoch in the batch
   * @param sequence its sequence there, or -1
   * @param retried whether it was ever put back into the queue
   * @param renumbered whether its sequence was ever replaced
   * @param late whether its deadline has passed and it is not decided
   */
  record BatchState(
      Result.Outcome outcome,
      int sends,
      int producerEpoch,
      int sequence,
      boolean retried,
      boolean renumbered,
      boolean late) {

    /** The same once it is decided and no request of it is on its way any more. */
    BatchState forgotten() {
      return new BatchState(outcome, 0, 0, -1, false, false, false);
    }
  }

  /**
   * What the transaction manager knows of the partition.
   *
   * @param producerEpoch the epoch that its sequences belong to
   * @param next the sequence of the next new batch
   * @param lastAcked the last acknowledged one, or -1
   * @param tracked the records whose sequences are not decided, in the order of sequences
   * @param unresolved the sequence after the last one that was given up, or -1
   */
  record Sequences(
      int producerEpoch, int next, int lastAcked, List<Integer> tracked, int unresolved) {
    static final Sequences NONE = new Sequences(-1, 0, -1, List.of(), -1);
  }

  /**
   * The same with parts that other states have, too: there are far fewer different parts than
   * states.
   *
   * @param parts all that were met so far, each for itself
   */
  SenderState sharing(Map<Object, Object> parts) {
    return new SenderState(
        shared(parts, queue),
        shared(parts, connections),
        shared(parts, underWay),
        shared(parts, batches),
        leader,
        muted,
        producerEpoch,
        shared(parts, sequences));
  }

  @SuppressWarnings("unchecked") // what is equal is of one type here
  private static <T> T shared(Map<Object, Object> parts, T part) {
    Object first = parts.putIfAbsent(part, part);
    return first == null ? part : (T) first;
  }

  /** Whether the record is undecided and its deadline is yet to come. */
  boolean isOnTime(int record) {
    return isUndecided(record) && !batches.get(record).late();
  }

  boolean isUndecided(int record) {
    return batches.get(record).outcome() == Result.Outcome.UNKNOWN;
  }
}
