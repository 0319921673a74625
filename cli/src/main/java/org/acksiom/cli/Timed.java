package org.acksiom.cli;

import java.util.Arrays;

/**
 * What some work came to, and how long it took.
 *
 * @param result of the last time
 * @param nanos the median of all times that counted
 */
record Timed<T>(T result, long nanos) {
  /** How long a warm-up takes at least, so that what is measured is compiled by then. */
  private static final long WARM_UP_NANOS = 2_000_000_000L;

  /** Some work. */
  @FunctionalInterface
  interface Work<T, E extends Exception> {
    T run() throws E;
  }

  /**
   * Does some work.
   *
   * @param repeat how often after a warm-up; {@code null} for once, and without one
   */
  static <T, E extends Exception> Timed<T> of(Integer repeat, Work<T, E> work) throws E {
    T result = null;
    long begin = System.nanoTime();
    for (long now = begin; repeat != null && now - begin < WARM_UP_NANOS; now = System.nanoTime()) {
      work.run();
    }
    long[] nanos = new long[repeat == null ? 1 : repeat];
    for (int i = 0; i < nanos.length; i++) {
      long before = System.nanoTime();
      result = work.run();
      nanos[i] = System.nanoTime() - before;
    }
    Arrays.sort(nanos);
    return new Timed<>(result, nanos[nanos.length / 2]);
  }
}
