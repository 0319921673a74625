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

/** Does several things at once and waits for all of them. */
final class Concurrently {
  private Concurrently() {}

  /**
   * Runs each action in a thread of its own until all have ended or the limit has passed; those that are still running
   * then are interrupted.
   *
   * @param what names the whole in messages, such as {@code "start"}
   * @throws ClusterException if an action failed or did not end in time; further failures are suppressed in it
   */
  static void run(String what, List<Runnable> actions, Duration limit) {
    ExecutorService threads = Executors.newCachedThreadPool();
    try {
      List<Callable<Object>> calls = actions.stream().map(Executors::callable).toList();
      ClusterException failure = null;
      for (Future<Object> end : threads.invokeAll(calls, limit.toMillis(), TimeUnit.MILLISECONDS)) {
        try {
          end.get();
        } catch (ExecutionException | CancellationException e) {
          ClusterException next =
              e instanceof CancellationException
                  ? new ClusterException(what + ": not done after " + limit.toSeconds() + " s", e)
                  : new ClusterException(what + ": " + e.getCause().getMessage(), e.getCause());
          if (failure == null) {
            failure = next;
          } else {
            failure.addSuppressed(next);
          }
        }
      }
      if (failure != null) {
        throw failure;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClusterException(what + ": interrupted", e);
    } finally {
      threads.shutdownNow();
    }
  }
}
