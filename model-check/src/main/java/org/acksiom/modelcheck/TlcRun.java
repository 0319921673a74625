package org.acksiom.modelcheck;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * What to check and within which limits. Made by {@link #of}, refined by the methods that take an
 * argument, each of which returns a copy; an instance never changes.
 */
public final class TlcRun {
  private final Path module;
  private final Path config;
  private final Path log;
  private List<Path> libraries = List.of();
  private int workers = 1;
  private Duration timeout = Duration.ofMinutes(1);
  private int heapMegabytes = 512;
  private boolean continues;
  private int violationsMax = 100;
  private boolean coverage;

  private TlcRun(Path module, Path config, Path log) {
    this.module = module;
    this.config = config;
    this.log = log;
  }

  /**
   * One worker, a minute, half a gigabyte, to the first violation, without coverage.
   *
   * @param module the file of the root module, {@code M.tla}; modules that it extends are looked
   *     for beside it first
   * @param config the model: TLC's configuration file
   * @param log the file that keeps all that TLC prints; made, with its folders, or overwritten
   * @throws IllegalArgumentException if the module is not a {@code .tla} file
   */
  public static TlcRun of(Path module, Path config, Path log) {
    if (!module.toString().endsWith(".tla")) {
      throw new IllegalArgumentException("module: expected a .tla file, found " + module);
    }
    return new TlcRun(module, config, log);
  }

  private TlcRun with(Consumer<TlcRun> change) {
    TlcRun copy = new TlcRun(module, config, log);
    copy.libraries = libraries;
    copy.workers = workers;
    copy.timeout = timeout;
    copy.heapMegabytes = heapMegabytes;
    copy.continues = continues;
    copy.violationsMax = violationsMax;
    copy.coverage = coverage;
    change.accept(copy);
    return copy;
  }

  /** Looks for modules in further folders, in this order. */
  public TlcRun libraries(List<Path> folders) {
    return with(run -> run.libraries = List.copyOf(folders));
  }

  /**
   * Searches with several threads, at least 1. Only with one is the search breadth first, so that
   * counterexamples are shortest and everything is the same on the next run.
   */
  public TlcRun workers(int threads) {
    require("workers", threads, 1);
    return with(run -> run.workers = threads);
  }

  /** Stops the search after a time, more than zero. */
  public TlcRun timeout(Duration time) {
    if (time.isNegative() || time.isZero()) {
      throw new IllegalArgumentException("timeout: expected more than zero, found " + time);
    }
    return with(run -> run.timeout = time);
  }

  /**
   * Gives TLC's heap so much memory at most, at least 16 MiB; fingerprints beyond a quarter of it
   * and the queue go to the temporary folder.
   */
  public TlcRun heapMegabytes(int megabytes) {
    require("heapMegabytes", megabytes, 16);
    return with(run -> run.heapMegabytes = megabytes);
  }

  /** Whether to go on after a violation of an invariant or an action property. */
  public TlcRun continues(boolean goOn) {
    return with(run -> run.continues = goOn);
  }

  /** Stops a run that continues after so many violations, at least 1. */
  public TlcRun violationsMax(int violations) {
    require("violationsMax", violations, 1);
    return with(run -> run.violationsMax = violations);
  }

  /** Whether to count how often each action is taken; that takes about as much time again. */
  public TlcRun coverage(boolean count) {
    return with(run -> run.coverage = count);
  }

  Path module() {
    return module;
  }

  Path config() {
    return config;
  }

  /** Where TLC's own output is kept. */
  public Path log() {
    return log;
  }

  List<Path> libraries() {
    return libraries;
  }

  int workers() {
    return workers;
  }

  Duration timeout() {
    return timeout;
  }

  int heapMegabytes() {
    return heapMegabytes;
  }

  boolean continues() {
    return continues;
  }

  int violationsMax() {
    return violationsMax;
  }

  boolean coverage() {
    return coverage;
  }

  private static void require(String name, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(
          name + ": expected at least " + least + ", found " + value);
    }
  }
}
