package org.acksiom.bench.peers;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** How long a peer may take; cheap enough to be asked at every step of a search. */
public final class Limit implements BooleanSupplier {
  private static final int STEPS_UNSEEN = 0x3FF;

  private final long endNanos;
  private int steps;
  private boolean isOver;

  private Limit(long endNanos) {
    this.endNanos = endNanos;
  }

  /** A limit that begins now. */
  public static Limit of(Duration time) {
    return new Limit(System.nanoTime() + time.toNanos());
  }

  /** Whether it is over; the clock is looked at every thousand times. */
  @Override
  public boolean getAsBoolean() {
    if ((++steps & STEPS_UNSEEN) == 0) {
      isOver |= isOverNow();
    }
    return isOver;
  }

  /** Whether it is over, by the clock. */
  public boolean isOverNow() {
    return left().isZero();
  }

  /** What is left; zero if it is over. */
  Duration left() {
    return Duration.ofNanos(Math.max(0, endNanos - System.nanoTime()));
  }
}
