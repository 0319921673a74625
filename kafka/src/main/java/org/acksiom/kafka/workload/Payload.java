package org.acksiom.kafka.workload;

import java.nio.charset.StandardCharsets;

/**
 * A record's name as the value that is sent. It is padded, because Kafka's accumulator puts a
 * second small record into the room that its estimate leaves free even where {@code batch.size} is
 * 0, and then several travel as one.
 */
public final class Payload {
  /** The length of every value. */
  public static final int BYTES = 200;

  private Payload() {}

  public static byte[] of(String record) {
    return String.format("%-" + BYTES + "s", record).getBytes(StandardCharsets.US_ASCII);
  }

  public static String record(byte[] value) {
    return new String(value, StandardCharsets.US_ASCII).strip();
  }
}
