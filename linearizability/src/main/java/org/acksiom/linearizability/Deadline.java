package org.acksiom.linearizability;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** When a check must have ended. */
final class Deadline {

  /** It is too late. */
  static final class Passed extends Exception {
    private static final long serialVersionUID = 1L;

    Passed() {
      super("the time limit was reached", null, false, false);
    }
  }

  /** The reason that is told when it has passed. */
  static final String REASON = new Passed().getMessage();

  private final BooleanSupplier passed;

  private Deadline(BooleanSupplier passed) {
    this.passed = passed;
  }

  /** So much time from now on. */
  static Deadline in(Duration time, LongSupplier nanoClock) {
    long start = nanoClock.getAsLong();
    long nanos =
        time.compareTo(Duration.ofNanos(Long.MAX_VALUE)) < 0 ? time.toNanos() : Long.MAX_VALUE;
    return new Deadline(() -> nanoClock.getAsLong() - start >= nanos);
  }

  /** None. */
  static Deadline never() {
    return new Deadline(() -> false);
  }

  /** This one, or earlier if nobody waits any more. */
  Deadline orWhen(BooleanSupplier idle) {
    return new Deadline(() -> idle.getAsBoolean() || passed.getAsBoolean());
  }

  void look() throws Passed {
    if (passed.getAsBoolean()) {
      throw new Passed();
    }
  }
}
