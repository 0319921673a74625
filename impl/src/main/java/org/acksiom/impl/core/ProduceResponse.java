package org.acksiom.impl.core;

/**
 * A broker's answer to a {@link ProduceRequest}.
 *
 * @param record which record
 * @param error why it was not accepted, or {@link ErrorCode#NONE}
 * @param offset where it stands in the log, or {@link #NO_OFFSET} with an error
 */
public record ProduceResponse(int record, ErrorCode error, int offset) {
  /** The offset of a record that was not accepted. */
  public static final int NO_OFFSET = -1;
}
