package org.acksiom.kafka.replay;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.utils.Time;

/**
 * The time of one client or node: the system's, and what it was put forward by. So a time-out of
 * hours elapses when a schedule says so, and none elapses because a machine is busy.
 */
final class ShiftedTime implements Time {
  private static final long POLL_MILLIS = 5;

  private final AtomicLong aheadMillis = new AtomicLong();

  /** Puts the clock forward. */
  void advance(long millis) {
    aheadMillis.addAndGet(millis);
  }

  @Override
  public long milliseconds() {
    return Time.SYSTEM.milliseconds() + aheadMillis.get();
  }

  @Override
  public long nanoseconds() {
    return Time.SYSTEM.nanoseconds() + aheadMillis.get() * 1_000_000;
  }

  @Override
  public void sleep(long millis) {
    Time.SYSTEM.sleep(millis);
  }

  /** Looks again soon: nobody is told when the clock is put forward. */
  @Override
  public void waitObject(Object object, Supplier<Boolean> condition, long deadlineMillis)
      throws InterruptedException {
    synchronized (object) {
      while (!condition.get()) {
        if (milliseconds() >= deadlineMillis) {
          throw new TimeoutException("Condition not satisfied before deadline");
        }
        object.wait(POLL_MILLIS);
      }
    }
  }
}
