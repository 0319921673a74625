package org.acksiom.specs;

/** The producer's {@code acks}: whose word completes a send. */
public enum Acks {
  /** Nobody's: the send completes when the request is written to the socket. */
  NONE("0"),
  /** The leader's, once the record is in its log. */
  LEADER("1"),
  /** The leader's, once every replica in the ISR has the record. */
  ALL("all");

  private final String value;

  Acks(String value) {
    this.value = value;
  }

  /** The value in a producer's configuration: {@code 0}, {@code 1} or {@code all}. */
  public String value() {
    return value;
  }

  /**
   * The setting of that value; {@code -1} is {@code all}, as in Kafka.
   *
   * @throws IllegalArgumentException if {@code value} is none of {@code 0, 1, all, -1}
   */
  public static Acks of(String value) {
    return switch (value) {
      case "0" -> NONE;
      case "1" -> LEADER;
      case "all", "-1" -> ALL;
      default ->
          throw new IllegalArgumentException(
              "expected acks 0, 1, all or -1, found '" + value + "'");
    };
  }
}
