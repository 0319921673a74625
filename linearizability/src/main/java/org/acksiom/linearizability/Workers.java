package org.acksiom.linearizability;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntConsumer;

/** Threads that share work, begun when there is some and ended with {@link #close}. */
final class Workers implements AutoCloseable {
  /** The caller's thread alone. */
  static final Workers NONE = new Workers(1);

  private final int count;
  private ForkJoinPool pool;

  /** So many threads; one is the caller's own. */
  Workers(int count) {
    this.count = count;
  }

  int count() {
    return count;
  }

  /**
   * Does every task, each once, and returns when all are done. A task may use these workers, too.
   *
   * @param tasks how many there are; the task is told its number
   * @throws RuntimeException or Error: what the task with the lowest number threw, after all ended
   */
  void each(int tasks, IntConsumer task) {
    if (count == 1 || tasks == 1) {
      for (int i = 0; i < tasks; i++) {
        task.accept(i);
      }
      return;
    }
    AtomicInteger next = new AtomicInteger();
    AtomicReferenceArray<Throwable> thrown = new AtomicReferenceArray<>(tasks);
    Runnable loop =
        () -> {
          for (int i = next.getAndIncrement(); i < tasks; i = next.getAndIncrement()) {
            try {
              task.accept(i);
            } catch (RuntimeException | Error e) {
              thrown.set(i, e);
            }
          }
        };
    List<ForkJoinTask<?>> loops = new ArrayList<>();
    for (int i = 0; i < Math.min(count, tasks); i++) {
      loops.add(ForkJoinTask.adapt(loop));
    }
    ForkJoinTask<?> all = ForkJoinTask.adapt(() -> ForkJoinTask.invokeAll(loops));
    if (ForkJoinTask.inForkJoinPool()) {
      all.invoke();
    } else {
      pool().invoke(all);
    }
    for (int i = 0; i < tasks; i++) {
      if (thrown.get(i) instanceof RuntimeException e) {
        throw e;
      }
      if (thrown.get(i) instanceof Error e) {
        throw e;
      }
    }
  }

  private ForkJoinPool pool() {
    if (pool == null) {
      pool = new ForkJoinPool(count);
    }
    return pool;
  }

  @Override
  public void close() {
    if (pool != null) {
      pool.shutdownNow();
    }
  }
}
