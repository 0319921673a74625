package org.acksiom.linearizability.delivery;

/** A record that a producer was asked to send to one partition, and what the history says of it. */
final class Sent {
  enum Result {
    ACKED,
    COMPLETED,
    FAILED,
    UNKNOWN
  }

  final Object record;
  final Object producer;

  /** The event that invoked the send. */
  final int invoked;

  /** The send of the same producer to the same partition before this one, or {@code null}. */
  final Sent before;

  Result result = Result.UNKNOWN;

  /** The event that told the result; without meaning while that is unknown. */
  int told;

  /** The offset of an ack. */
  long acked;

  /** Whether any consumer ever read the record. */
  boolean read;

  /** {@code copies(r)}, once the final log is known. */
  int copies;

  /** The first copy in the final log, or {@code null}. */
  Observation first;

  /** The second, or {@code null}. */
  Observation second;

  /** Of those that the producer sent later, the one whose first copy is lowest, or {@code null}. */
  Sent lowestAfter;

  /**
   * Of those that the producer sent later, the next one that is in the final log, or {@code null}.
   */
  Sent nextAfter;

  Sent(Object record, Object producer, int invoked, Sent before) {
    this.record = record;
    this.producer = producer;
    this.invoked = invoked;
    this.before = before;
  }

  void tell(Result result, int event) {
    this.result = result;
    this.told = event;
  }

  /** Adds a copy; copies are added in the order of the final log. */
  void stored(Observation place) {
    copies++;
    if (first == null) {
      first = place;
    } else if (second == null) {
      second = place;
    }
  }

  @Override
  public String toString() {
    return PlainText.of(record);
  }
}
