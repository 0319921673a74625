package org.acksiom.conformance;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * When all work is to have ended. What is not decided by then is undecided.
 *
 * @param atNanos the clock's time at which it passes
 * @param clockNanos a clock that never goes back, in nanoseconds
 */
public record Deadline(long atNanos, LongSupplier clockNanos) {
  private static final Duration NEVER = Duration.ofDays(10_000);

  /**
   * A deadline from now on.
   *
   * @param total how long all work may take, at most 10,000 days
   */
  public static Deadline in(Duration total, LongSupplier clockNanos) {
    return new Deadline(clockNanos.getAsLong() + total.toNanos(), clockNanos);
  }

  /** No deadline. */
  public static Deadline never(LongSupplier clockNanos) {
    return in(NEVER, clockNanos);
  }

  /** How long a piece of work may take that may take {@code alone} by itself; 0 if it is over. */
  public Duration left(Duration alone) {
    long left = Math.max(0, atNanos - clockNanos.getAsLong());
    return left < alone.toNanos() ? Duration.ofNanos(left) : alone;
  }
}
