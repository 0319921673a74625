package org.acksiom.kafka.sender;

import java.util.function.Supplier;
import org.apache.kafka.common.utils.Time;

/** A clock that stands until it is told to go on. */
final class StandingTime implements Time {
  private long now;

  /** Goes on to that time, in milliseconds; it never goes back. */
  void goTo(long milliseconds) {
    now = Math.max(now, milliseconds);
  }

  @Override
  public long milliseconds() {
    return now;
  }

  @Override
  public long nanoseconds() {
    return now * 1_000_000;
  }

  /** Nothing happens meanwhile, so nobody has to wait. */
  @Override
  public void sleep(long ms) {}

  @Override
  public void waitObject(Object object, Supplier<Boolean> condition, long deadlineMs) {
    throw new IllegalStateException("one thread would wait for another, and there is none");
  }
}
