package org.acksiom.linearizability.recorder;

import static org.acksiom.linearizability.assertj.LinearizabilityAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.acksiom.linearizability.Budget;
import org.acksiom.linearizability.LinearizabilityChecker;
import org.acksiom.linearizability.Verdict;
import org.acksiom.linearizability.history.Event;
import org.acksiom.linearizability.history.History;
import org.acksiom.linearizability.history.Operation;
import org.acksiom.linearizability.model.Counter;
import org.acksiom.linearizability.model.Dialect;
import org.acksiom.linearizability.model.Register;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many threads at one recorder: nothing is lost, and the order is one that the calls allow. */
class RecorderUnderLoadTest {
  private static final int THREADS = 8;

  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final Recorder recorder = new Recorder();

  /** What one thread does in one round. */
  private interface Round {
    void run(int thread, int round) throws Exception;
  }

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  private void run(int rounds, Round work) throws Exception {
    CyclicBarrier start = new CyclicBarrier(THREADS);
    List<Callable<Void>> tasks = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      int thread = i;
      tasks.add(
          () -> {
            start.await();
            for (int round = 0; round < rounds; round++) {
              work.run(thread, round);
            }
            return null;
          });
    }
    for (Future<Void> task : threads.invokeAll(tasks)) {
      task.get();
    }
  }

  @Test
  void nothingIsLostAndEachThreadKeepsItsOrder() throws Exception {
    run(
        2_000,
        (thread, round) -> {
          Running running = recorder.invoke(thread, "write", round);
          if (round % 50 == 7) {
            running.info("timeout");
          } else {
            running.ok();
          }
        });
    History history = recorder.history();
    assertThat(history.events()).hasSize(2 * THREADS * 2_000);
    assertThat(history.operations().stream().filter(o -> o.outcome() == Event.Type.INFO))
        .hasSize(THREADS * 40);
    Map<Long, Long> last = new HashMap<>();
    for (Operation operation : history.operations()) {
      long round = (Long) operation.argument();
      assertThat(round).isGreaterThan(last.getOrDefault(operation.process(), -1L));
      last.put(operation.process(), round);
    }
    assertThat(last).hasSize(THREADS * 41);
  }

  @Test
  void historyThatIsTakenMeanwhileIsSound() throws Exception {
    AtomicLong value = new AtomicLong();
    List<History> taken = new ArrayList<>();
    run(
        100,
        (thread, round) -> {
          if (thread == 0) {
            taken.add(recorder.history());
          } else {
            recorder.run(thread, "add-and-get", 1, () -> value.addAndGet(1));
          }
        });
    for (History history : taken) {
      assertThat(history).isLinearizable(new Counter());
    }
    assertThat(recorder).isLinearizable(new Counter());
  }

  @Test
  void atomicRegisterIsLinearizable() throws Exception {
    AtomicLong register = new AtomicLong();
    run(
        100,
        (thread, round) -> {
          if ((thread + round) % 2 == 0) {
            recorder.run(thread, "write", round, () -> register.set(round));
          } else {
            recorder.run(thread, "read", null, register::get);
          }
        });
    assertThat(recorder).isLinearizable(new Register(Dialect.RECORDED, 0));
  }

  /** Both threads are made to read before either writes. */
  @Test
  void counterThatLosesAnUpdateIsCaught() throws Exception {
    CyclicBarrier bothHaveRead = new CyclicBarrier(2);
    AtomicLong number = new AtomicLong();
    run(
        1,
        (thread, round) -> {
          if (thread < 2) {
            Running running = recorder.invoke(thread, "add-and-get", 1);
            long sum = number.get() + 1;
            bothHaveRead.await();
            number.set(sum);
            running.ok(sum);
          }
        });
    assertThat(recorder).isNotLinearizable(new Counter());
  }

  /** Without any force: the threads race until one loses an update. */
  @Test
  void counterThatIsNotSynchronisedIsCaughtSoonerOrLater() throws Exception {
    Verdict verdict = Verdict.VALID;
    for (int attempt = 0; attempt < 500 && verdict == Verdict.VALID; attempt++) {
      Recorder fresh = new Recorder();
      long[] number = new long[1];
      run(
          20,
          (thread, round) ->
              fresh.run(
                  thread,
                  "add-and-get",
                  1,
                  () -> {
                    long read = number[0];
                    Thread.yield();
                    number[0] = read + 1;
                    return read + 1;
                  }));
      verdict =
          new LinearizabilityChecker(Budget.ofTests(), System::nanoTime)
              .check(new Counter(), fresh.history())
              .verdict();
    }
    assertThat(verdict).isEqualTo(Verdict.INVALID);
  }
}
