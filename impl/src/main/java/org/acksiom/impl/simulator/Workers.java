package org.acksiom.impl.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;

/** Who does what can be done at the same time. What comes of it does not depend on them. */
public interface Workers {

  /** Nobody else: all is done by the caller, in order. */
  Workers NONE =
      (tasks, task) -> {
        for (int i = 0; i < tasks; i++) {
          task.accept(i);
        }
      };

  /**
   * Does tasks 0 to {@code tasks - 1}, in any order, and returns when all are done.
   *
   * @throws RuntimeException what the first of the tasks threw that threw anything
   */
  void each(int tasks, IntConsumer task);

  /**
   * The threads of an executor, which stays its owner's to shut down. If the thread is interrupted
   * while it waits it goes on waiting, and is interrupted afterwards.
   */
  static Workers of(ExecutorService threads) {
    return (tasks, task) -> {
      List<Callable<Void>> calls = new ArrayList<>(tasks);
      for (int i = 0; i < tasks; i++) {
        int each = i;
        calls.add(
            () -> {
              task.accept(each);
              return null;
            });
      }
      List<Future<Void>> started = new ArrayList<>(tasks);
      calls.forEach(call -> started.add(threads.submit(call)));
      boolean interrupted = false;
      Throwable thrown = null;
      for (Future<Void> future : started) {
        while (true) {
          try {
            future.get();
            break;
          } catch (InterruptedException e) {
            interrupted = true;
          } catch (ExecutionException e) {
            thrown = thrown == null ? e.getCause() : thrown;
            break;
          }
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      if (thrown instanceof Error error) {
        throw error;
      } else if (thrown != null) {
        throw (RuntimeException) thrown;
      }
    };
  }
}
