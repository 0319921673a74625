package org.acksiom.kafka.log;

import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.utils.Time;

/** Kafka's clock: it stands still, and sleeping moves it. */
final class ManualTime implements Time {
  /** What it shows at first, in milliseconds: Kafka takes 0 for no time at all. */
  static final long START_MS = 1_000;

  private long now = START_MS;

  @Override
  public long milliseconds() {
    return now;
  }

  @Override
  public long nanoseconds() {
    return TimeUnit.MILLISECONDS.toNanos(now);
  }

  @Override
  public void sleep(long ms) {
    now += ms;
  }
}
