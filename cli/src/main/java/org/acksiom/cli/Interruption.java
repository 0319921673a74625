package org.acksiom.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The end of work that holds what outlives a thread, such as a cluster or a topic: the user's
 * interruption reaches the thread that does it, and waits until that has released everything.
 */
final class Interruption implements AutoCloseable {
  /** Longer than a cluster takes to stop on a busy machine. */
  private static final Duration PATIENCE = Duration.ofSeconds(150);

  private final Thread worker = Thread.currentThread();
  private final CountDownLatch released = new CountDownLatch(1);
  private volatile boolean happened;

  /**
   * Called by another thread; returns when the work has ended.
   *
   * @throws IllegalStateException if that takes longer than our patience lasts
   */
  void happen() {
    happened = true;
    worker.interrupt();
    try {
      if (!released.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException("not released within " + PATIENCE.toSeconds() + " s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether the user has interrupted the work: what it throws then is no failure. */
  boolean happened() {
    return happened;
  }

  /**
   * The worker's thread is ready to release what it holds: an interruption that it has heard of
   * must not disturb that.
   */
  static void forgetByThread() {
    Thread.interrupted();
  }

  /** Everything is released. */
  @Override
  public void close() {
    forgetByThread();
    released.countDown();
  }
}
