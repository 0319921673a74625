package org.acksiom.impl.core;

/**
 * What the application was told of one record.
 *
 * @param outcome the kind of answer
 * @param offset where the record stands, for {@link Outcome#ACKED}; else {@link
 *     ProduceResponse#NO_OFFSET}
 */
public record Result(Outcome outcome, int offset) {

  /** The kinds of answer. */
  public enum Outcome {
    /** Nothing yet. */
    UNKNOWN,
    /** A broker acknowledged it. */
    ACKED,
    /** The producer went on without a broker's word (acks=0). */
    COMPLETED,
    /** The producer was told of an error. */
    FAILED
  }

  static final Result UNKNOWN = new Result(Outcome.UNKNOWN, ProduceResponse.NO_OFFSET);
  static final Result COMPLETED = new Result(Outcome.COMPLETED, ProduceResponse.NO_OFFSET);
  static final Result FAILED = new Result(Outcome.FAILED, ProduceResponse.NO_OFFSET);

  static Result acked(int offset) {
    return new Result(Outcome.ACKED, offset);
  }
}
