package org.acksiom.linearizability.delivery;

/** A record that an ack or a read showed at an offset. */
final class Observation {
  static final int NEVER = -1;

  final long offset;
  final Sent sent;

  /** The event that showed it first. */
  final int event;

  /** The first event in which a consumer read it there, or {@link #NEVER}. */
  int read = NEVER;

  /** Whether the final log has it there. */
  boolean kept;

  Observation(long offset, Sent sent, int event) {
    this.offset = offset;
    this.sent = sent;
    this.event = event;
  }
}
