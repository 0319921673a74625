package org.acksiom.kafka.sender;

import java.util.Optional;
import org.acksiom.impl.core.ProduceRequest;
import org.acksiom.impl.core.Producer;
import org.acksiom.impl.core.Result;

/**
 * In what our producer and Kafka's differ after the same has happened to both. Of several the first
 * counts: the others follow from it, as a rule.
 */
public enum Difference {
  /** Only ours can do it. */
  OURS_ALONE,
  /** Only Kafka's can do it. */
  THEIRS_ALONE,
  /** They take another leader for the leader. */
  LEADER,
  /** Kafka's has told the application of a record that is still open in ours. */
  THEIRS_DECIDES_MORE,
  /** Ours has told the application of a record that is still open in Kafka's. */
  OURS_DECIDES_MORE,
  /** They told the application different things of a record. */
  RESULT,
  /** They wrote different requests. */
  REQUEST,
  /** Other requests wait for an answer, or in another order. */
  IN_FLIGHT,
  /** Other records wait to be sent, or in another order. */
  QUEUE,
  /** An open record has another sequence or producer epoch, which a broker will see. */
  SEQUENCE,
  /** A record that is open was sent more often. */
  ATTEMPTS,
  /** A record that is open is past its deadline, and Kafka's producer will fail it unprovoked. */
  THEIRS_IS_LATE;

  /**
   * What differs between the two; empty if nobody can tell them apart yet. The epoch that a
   * producer is in is not compared, only those in its batches: ours bumps it when the next record
   * is sent, Kafka's when the last one is decided, and no broker sees which.
   *
   * @param written what ours wrote in this step, if anything
   * @param theirs what Kafka's came to, and wrote
   */
  static Optional<Difference> between(
      Producer ours, Optional<ProduceRequest> written, SenderAutomaton.Step theirs) {
    SenderState state = theirs.node().state();
    if (ours.metadata() != state.leader()) {
      return Optional.of(LEADER);
    }
    Optional<Difference> told = told(ours, state);
    if (told.isPresent()) {
      return told;
    }
    if (!written.equals(theirs.written())) {
      return Optional.of(REQUEST);
    }
    for (int broker = 1; broker < state.connections().size(); broker++) {
      if (!ours.inFlight(broker).equals(state.connections().get(broker))) {
        return Optional.of(IN_FLIGHT);
      }
    }
    return ours.queue().equals(state.queue()) ? open(ours, state) : Optional.of(QUEUE);
  }

  private static Optional<Difference> told(Producer ours, SenderState theirs) {
    for (int record = 1; record <= ours.records(); record++) {
      Result.Outcome our = ours.result(record).outcome();
      Result.Outcome their = theirs.batches().get(record).outcome();
      if (our != their) {
        return Optional.of(
            our == Result.Outcome.UNKNOWN
                ? THEIRS_DECIDES_MORE
                : their == Result.Outcome.UNKNOWN ? OURS_DECIDES_MORE : RESULT);
      }
    }
    return Optional.empty();
  }

  private static Optional<Difference> open(Producer ours, SenderState theirs) {
    for (int record = 1; record <= ours.records(); record++) {
      if (theirs.isUndecided(record)) {
        Producer.Batch our = ours.batch(record);
        SenderState.BatchState their = theirs.batches().get(record);
        if (our.sequence() != their.sequence() || our.producerEpoch() != their.producerEpoch()) {
          return Optional.of(SEQUENCE);
        }
        if (our.attempts() != their.sends()) {
          return Optional.of(ATTEMPTS);
        }
        if (their.late()) {
          return Optional.of(THEIRS_IS_LATE);
        }
      }
    }
    return Optional.empty();
  }
}
