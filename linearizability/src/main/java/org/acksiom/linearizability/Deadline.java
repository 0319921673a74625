package org.acksiom.linearizability;

import java.time.Duration;
import java.util.function.LongSupplier;

/** The moment at which a check must have ended. */
final class Deadline {

  /** It is too late. */
  static final class Passed extends Exception {
    private static final long serialVersionUID = 1L;

    Passed() {
      super("the time limit was reached", null, false, false);
    }
  }

  private final LongSupplier nanoClock;
  private final long start;
  private final Duration time;

  Deadline(LongSupplier nanoClock, Duration time) {
    this.nanoClock = nanoClock;
    this.start = nanoClock.getAsLong();
    this.time = time;
  }

  void look() throws Passed {
    if (Duration.ofNanos(nanoClock.getAsLong() - start).compareTo(time) >= 0) {
      throw new Passed();
    }
  }
}
