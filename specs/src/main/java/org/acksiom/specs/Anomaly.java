package org.acksiom.specs;

/**
 * The closed list of what can go wrong with the delivery of a record. The same names are operators
 * of the TLA+ module {@code Delivery}, results of the history checkers and rows of every report.
 *
 * <p>In the definitions, {@code copies(r)} is the number of times {@code r} stands in the <em>final
 * log</em>: the committed prefix of the partition once all faults are healed, no request is in
 * flight, every live replica has caught up and a leader is settled.
 */
public enum Anomaly {
  /** Acknowledged by a broker (acks 1 or all), yet {@code copies(r) = 0}. */
  ACKED_LOSS("acknowledged by a broker, and not in the final log", "lost-write"),
  /**
   * With acks=0 the producer completed the send without a broker's word, and {@code copies(r) = 0}.
   */
  SILENT_LOSS("completed without a broker's word (acks=0), and not in the final log", "lost-write"),
  /** The send failed and {@code copies(r) = 0}. */
  REPORTED_LOSS("reported as failed, and not in the final log", null),
  /** {@code copies(r) >= 2}. */
  DUPLICATE("more than once in the final log", "duplicate"),
  /** The send failed and yet {@code copies(r) >= 1}. */
  PHANTOM("reported as failed, and yet in the final log", "G1a"),
  /**
   * One producer sent {@code r} before {@code s}; the first copy of {@code s} precedes the first
   * copy of {@code r}.
   */
  REORDER("sent before another record, and stored after it", "nonmonotonic-send"),
  /**
   * One producer sent {@code r} before {@code s}; {@code s} is in the final log, {@code r} is
   * neither in it nor failed.
   */
  GAP("missing before a later record of the same producer, and never reported as failed", null),
  /**
   * A consumer read {@code r} at an offset at which the final log has something else, or nothing.
   */
  ROLLED_BACK_READ("read by a consumer at an offset where the final log has something else", null),
  /** Two observations (acks or reads) disagree on the record at one offset. */
  DIVERGENT_OFFSET("two observations disagree on the record at one offset", "inconsistent-offsets"),
  /** A consumer's offsets go backwards without a seek. */
  NONMONOTONIC_READ("a consumer's offsets go backwards without a seek", "nonmonotonic-poll"),
  /** A consumer passes over an offset that holds a record which was readable at that time. */
  SKIPPED_READ("a consumer passes over a readable record", "poll-skip"),
  /**
   * An acknowledged record that no consumer ever read although the history ends with a full read.
   */
  UNSEEN("acknowledged, and never read although the history ends with a full read", "unseen");

  private final String meaning;
  private final String jepsenName;

  Anomaly(String meaning, String jepsenName) {
    this.meaning = meaning;
    this.jepsenName = jepsenName;
  }

  /** What the anomaly says of a record (or of an offset), as half a sentence. */
  public String meaning() {
    return meaning;
  }

  /** The name of the same thing in Jepsen's Kafka workload, or {@code null} if it has none. */
  public String jepsenName() {
    return jepsenName;
  }
}
