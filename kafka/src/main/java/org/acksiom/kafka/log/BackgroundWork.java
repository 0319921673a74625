package org.acksiom.kafka.log;

import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.server.util.Scheduler;

/**
 * When Kafka's log gets done what it leaves to its scheduler: to flush a segment that is full, to
 * delete files, to write the checkpoint of leader epochs. A crash may come before or after.
 */
enum BackgroundWork {
  /** As soon as it is asked for. */
  AT_ONCE,
  /** Not before the process ends. */
  NEVER;

  Scheduler scheduler() {
    return new WithoutThreads(this == AT_ONCE);
  }

  private record WithoutThreads(boolean atOnce) implements Scheduler {
    @Override
    public void startup() {}

    @Override
    public void shutdown() {}

    @Override
    public void resizeThreadPool(int newSize) {}

    @Override
    public ScheduledFuture<?> schedule(String name, Runnable task, long delay, long period) {
      Scheduled scheduled = new Scheduled(task);
      boolean once = period < 0;
      if (once && atOnce) {
        scheduled.run();
      }
      return scheduled;
    }
  }

  private static final class Scheduled extends FutureTask<Void> implements ScheduledFuture<Void> {
    Scheduled(Runnable task) {
      super(task, null);
    }

    @Override
    public long getDelay(TimeUnit unit) {
      return 0;
    }

    @Override
    public int compareTo(Delayed other) {
      return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
    }
  }
}
