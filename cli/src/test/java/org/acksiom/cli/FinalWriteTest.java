package org.acksiom.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is written when a command ends by itself, and when the user ends it. */
class FinalWriteTest {
  /** A process whose end the test brings about. */
  private static final class EndingProcess implements FinalWrite.ShutdownHooks {
    private final List<Thread> hooks = new ArrayList<>();
    private boolean ending;

    @Override
    public void add(Thread hook) {
      hooks.add(hook);
    }

    @Override
    public void remove(Thread hook) {
      if (ending) {
        throw new IllegalStateException("Shutdown in progress");
      }
      hooks.remove(hook);
    }

    void interrupt() {
      ending = true;
      hooks.forEach(Thread::start);
    }

    boolean endsWithin(long millis) {
      try {
        hooks.get(0).join(millis);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return !hooks.get(0).isAlive();
    }

    void awaitEnd() throws InterruptedException {
      for (Thread hook : hooks) {
        hook.join();
      }
    }
  }

  private final EndingProcess process = new EndingProcess();
  private final List<String> written = new ArrayList<>();
  private final List<String> told = new ArrayList<>();

  private FinalWrite report() {
    return FinalWrite.of(
        interrupted -> written.add(interrupted ? "interrupted" : "at the end"), process, told::add);
  }

  @Test
  void aCommandThatEndsByItselfWritesOnceAndLeavesNothingBehind() {
    report().close();
    assertThat(written).containsExactly("at the end");
    assertThat(process.hooks).isEmpty();
  }

  @Test
  void anInterruptedCommandWritesBeforeTheProcessEnds() throws InterruptedException {
    try (FinalWrite report = report()) {
      assertThat(report).isNotNull();
      process.interrupt();
      process.awaitEnd();
      assertThat(written).containsExactly("interrupted");
    }
    assertThat(written).containsExactly("interrupted");
  }

  @Test
  void anInterruptionDuringTheWriteWaitsForItAndWritesNothingTwice() throws InterruptedException {
    FinalWrite report =
        FinalWrite.of(
            interrupted -> {
              process.interrupt();
              assertThat(process.endsWithin(100)).isFalse();
              written.add("at the end");
            },
            process,
            told::add);
    report.close();
    process.awaitEnd();
    assertThat(written).containsExactly("at the end");
  }

  @Test
  void aWriteThatFailsInAnInterruptedProcessIsToldInOneLine() throws InterruptedException {
    FinalWrite report =
        FinalWrite.of(
            interrupted -> {
              throw new IllegalStateException("disk\n  full");
            },
            process,
            told::add);
    process.interrupt();
    process.awaitEnd();
    report.close();
    assertThat(told)
        .containsExactly(
            "acksiom: the last write failed: java.lang.IllegalStateException: disk full");
  }

  @Test
  void aCommandThatFailsStillWrites() {
    FinalWrite report = report();
    assertThatThrownBy(
            () -> {
              try (report) {
                throw new UserError("no such file");
              }
            })
        .isInstanceOf(UserError.class);
    assertThat(written).containsExactly("at the end");
  }

  @Test
  void theJvmKeepsTheWriteOnlyWhileTheCommandRuns() {
    FinalWrite.of(interrupted -> written.add("" + interrupted)).close();
    assertThat(written).containsExactly("false");
  }
}
