package org.acksiom.kafka.replay;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Waits until real Kafka has come to something, which takes it milliseconds or does not happen.
 *
 * @param limit for how long
 */
record Patience(Duration limit) {
  private static final long PAUSE_MILLIS = 1;

  /** Something that Kafka comes to. */
  @FunctionalInterface
  interface Condition {
    /** Whether it has; an exception is a no, as a broker may be on its way up. */
    boolean holds() throws IOException;
  }

  /** What is still missing. */
  @FunctionalInterface
  interface Difference {
    /** What is missing, empty if nothing is; an exception is an answer, too. */
    Optional<String> get() throws IOException;
  }

  /**
   * Returns when the condition holds.
   *
   * @throws NotFollowed if it does not within the limit
   */
  void await(String when, String what, Condition condition)
      throws NotFollowed, InterruptedException {
    await(
        when,
        () ->
            condition.holds()
                ? Optional.empty()
                : Optional.of("expected " + what + ", found none in time"));
  }

  /**
   * Returns when nothing is missing.
   *
   * @throws NotFollowed if something still is after the limit
   */
  void await(String when, Difference difference) throws NotFollowed, InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (true) {
      Optional<String> missing;
      try {
        missing = difference.get();
      } catch (IOException e) {
        missing = Optional.of(e.toString());
      }
      if (missing.isEmpty()) {
        return;
      }
      if (System.nanoTime() > deadline) {
        throw new NotFollowed(when + ": " + missing.get());
      }
      Thread.sleep(PAUSE_MILLIS);
    }
  }
}
