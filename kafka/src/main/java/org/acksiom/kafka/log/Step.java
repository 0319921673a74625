package org.acksiom.kafka.log;

/**
 * What can happen to a log. Records are appended as the leader if it leads, else as a follower of
 * the leader of the latest epoch, who may have accepted anything. What the next sequence is, is
 * said by the newest record of the producer that is in the log; a producer that is not in it begins
 * with epoch 1.
 */
enum Step {
  /** The broker is elected under a new leader epoch. */
  LEAD,
  /** Another broker is elected; this one forgets an epoch in which it led and appended nothing. */
  FOLLOW,
  /** A record without idempotence. */
  PLAIN,
  /** The record that follows; sequence 0 if the log has none. */
  NEXT,
  /** Three that follow; a follower gets them in one append, the first of an older leader epoch. */
  THREE,
  /** The newest record again; if there is none, as {@link #NEXT}. */
  REPEAT,
  /** One sequence left out; if there is none, close to the last there is. */
  GAP,
  /** The record that follows, under the producer epoch before. */
  OLD_EPOCH,
  /** Sequence 0 of the next producer epoch. */
  NEW_EPOCH,
  /** Follows, and loses the last record. */
  CUT_ONE,
  /** Follows, and loses the last three records. */
  CUT_THREE,
  /** Follows, and loses all records. */
  CUT_ALL,
  /** The process stops in good order and starts again; it does not lead. */
  RESTART,
  /** The process is killed and starts again; all files are as they were. */
  KILL,
  /** As {@link #KILL}, but the producer snapshots and the recovery point are lost. */
  LOSE_SNAPSHOTS,
  /** As {@link #KILL}, but the last record has lost a byte, if it was not flushed. */
  TEAR
}
