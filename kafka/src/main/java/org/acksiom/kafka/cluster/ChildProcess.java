package org.acksiom.kafka.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A process that is killed when this JVM ends, unless the JVM is killed itself: its standard input
 * ends then, which it has to see to. Thread-safe.
 */
final class ChildProcess {
  private final Process process;
  private final Thread guard = new Thread(this::destroy, "child-process-guard");

  private ChildProcess(Process process) {
    this.process = process;
  }

  /**
   * @throws IOException if it can't be started, as when this JVM is ending
   */
  static ChildProcess start(ProcessBuilder builder) throws IOException {
    ChildProcess child = new ChildProcess(builder.start());
    try {
      Runtime.getRuntime().addShutdownHook(child.guard);
    } catch (IllegalStateException ending) {
      child.destroy();
      throw new IOException("this JVM is ending", ending);
    }
    return child;
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** The process' standard input. */
  OutputStream input() {
    return process.getOutputStream();
  }

  /** The process' standard output, unless it was redirected. */
  InputStream output() {
    return process.getInputStream();
  }

  /** Whether the process ends within that time. */
  boolean await(Duration limit) throws InterruptedException {
    boolean ended = process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS);
    if (ended) {
      dismissGuard();
    }
    return ended;
  }

  /** Returns when the process has ended, which must be near. */
  void awaitEnd() {
    process.onExit().join();
    dismissGuard();
  }

  /**
   * @throws IllegalThreadStateException if it is alive
   */
  int exitCode() {
    return process.exitValue();
  }

  /** Sends SIGTERM. {@code Process.destroy} would end the standard input too. */
  void terminate() {
    process.toHandle().destroy();
  }

  /** Sends SIGKILL and returns when the process is gone. */
  void kill() {
    process.destroyForcibly();
    awaitEnd();
  }

  private void destroy() {
    process.destroyForcibly();
    process.onExit().join();
  }

  private void dismissGuard() {
    try {
      Runtime.getRuntime().removeShutdownHook(guard);
    } catch (IllegalStateException ending) {
      // The guard finds nothing to do.
    }
  }
}
