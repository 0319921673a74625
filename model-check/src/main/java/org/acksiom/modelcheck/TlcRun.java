package org.acksiom.modelcheck;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What to check and within which limits. Made by {@link #of}, refined by the methods that take an
 * argument, each of which returns a copy.
 *
 * @param module the file of the root module, {@code M.tla}; modules that it extends are looked for
 *     beside it first
 * @param config the model: TLC's configuration file
 * @param log the file that keeps all that TLC prints; made, with its folders, or overwritten
 * @param libraries further folders to look for modules in, in this order
 * @param workers threads, at least 1. Only with one is the search breadth first, so that
 *     counterexamples are shortest and everything is the same on the next run
 * @param timeout after which the search is stopped, more than zero
 * @param heapMegabytes the most memory for TLC's heap, at least 16; fingerprints beyond a quarter
 *     of it and the queue go to the temporary folder
 * @param continues whether to go on after a violation of an invariant or an action property
 * @param violationsMax after how many violations a run that continues is stopped, at least 1
 * @param coverage whether to count how often each action is taken; that costs about as much time
 *     again
 */
public record TlcRun(
    Path module,
    Path config,
    Path log,
    List<Path> libraries,
    int workers,
    Duration timeout,
    int heapMegabytes,
    boolean continues,
    int violationsMax,
    boolean coverage) {

  /**
   * @throws IllegalArgumentException if something is out of its range
   */
  public TlcRun {
    libraries = List.copyOf(libraries);
    require("workers", workers, 1);
    require("heapMegabytes", heapMegabytes, 16);
    require("violationsMax", violationsMax, 1);
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("timeout: expected more than zero, found " + timeout);
    }
    if (!module.toString().endsWith(".tla")) {
      throw new IllegalArgumentException("module: expected a .tla file, found " + module);
    }
  }

  /** One worker, a minute, half a gigabyte, to the first violation, without coverage. */
  public static TlcRun of(Path module, Path config, Path log) {
    return new TlcRun(
        module, config, log, List.of(), 1, Duration.ofMinutes(1), 512, false, 100, false);
  }

  public TlcRun libraries(List<Path> libraries) {
    return new TlcRun(
        module,
        config,
        log,
        libraries,
        workers,
        timeout,
        heapMegabytes,
        continues,
        violationsMax,
        coverage);
  }

  public TlcRun workers(int workers) {
    return new TlcRun(
        module,
        config,
        log,
        libraries,
        workers,
        timeout,
        heapMegabytes,
        continues,
        violationsMax,
        coverage);
  }

  public TlcRun timeout(Duration timeout) {
    return new TlcRun(
        module,
        config,
        log,
        libraries,
        workers,
        timeout,
        heapMegabytes,
        continues,
        violationsMax,
        coverage);
  }

  public TlcRun heapMegabytes(int heapMegabytes) {
    return new TlcRun(
        module,
        config,
        log,
        libraries,
        workers,
        timeout,
        heapMegabytes,
        continues,
        violationsMax,
        coverage);
  }

  public TlcRun continues(boolean continues) {
    return new TlcRun(
        module,
        config,
        log,
        libraries,
        workers,
        timeout,
        heapMegabytes,
        continues,
        violationsMax,
        coverage);
  }

  public TlcRun violationsMax(int violationsMax) {
    return new TlcRun(
        module,
        config,
        log,
        libraries,
        workers,
        timeout,
        heapMegabytes,
        continues,
        violationsMax,
        coverage);
  }

  public TlcRun coverage(boolean coverage) {
    return new TlcRun(
        module,
        config,
        log,
        libraries,
        workers,
        timeout,
        heapMegabytes,
        continues,
        violationsMax,
        coverage);
  }

  private static void require(String name, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(
          name + ": expected at least " + least + ", found " + value);
    }
  }
}
