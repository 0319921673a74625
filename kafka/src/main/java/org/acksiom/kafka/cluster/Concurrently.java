package org.acksiom.kafka.cluster;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Does several things at once and waits for all of them. */
final class Concurrently {
  private Concurrently() {}

  /**
   * Runs each action in a thread of its own until all have ended or the limit has passed; those
   * that are still running then are interrupted.
   *
   * @param what names the whole in messages, such as {@code "start"}
   * @throws ClusterException if an action failed or did not end in time; further failures are
   *     suppressed in it
   */
  static void run(String what, List<Runnable> actions, Duration limit) {
    ExecutorService threads = Executors.newCachedThreadPool();
    try {
      List<Callable<Object>> calls = actions.stream().map(Executors::callable).toList();
      ClusterException failure = null;
      for (Future<Object> end : threads.invokeAll(calls, limit.toMillis(), TimeUnit.MILLISECONDS)) {
        try {
          end.get();
        } catch (ExecutionException e) {
          failure = collect(failure, new ClusterException(what, e.getCause()));
        } catch (CancellationException e) {
          String late = "not done after " + limit.toSeconds() + " s";
          failure = collect(failure, new ClusterException(what, new TimeoutException(late)));
        }
      }
      if (failure != null) {
        throw failure;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClusterException(what, e);
    } finally {
      threads.shutdownNow();
    }
  }

  private static ClusterException collect(ClusterException first, ClusterException next) {
    if (first == null) {
      return next;
    }
    first.addSuppressed(next);
    return first;
  }
}
