package org.acksiom.kafka.sender;

import org.acksiom.impl.core.ErrorCode;

/** One thing that happens to the real producer. */
sealed interface SenderInput {

  /** The I/O thread may write to the broker that it takes for the leader. */
  record MaySend() implements SenderInput {}

  /**
   * The oldest request on the connection to a broker is answered.
   *
   * @param error what the broker says; with {@link ErrorCode#NONE} it also says an offset, which
   *     the producer only passes on
   */
  record Answered(int broker, ErrorCode error) implements SenderInput {}

  /** The connection to a broker breaks. */
  record Disconnected(int broker) implements SenderInput {}

  /** {@code delivery.timeout.ms} has elapsed since that record, and each before it, was sent. */
  record DeadlinePasses(int record) implements SenderInput {}

  /** Metadata arrives that names another leader. */
  record LeaderChanges(int leader) implements SenderInput {}
}
