package org.acksiom.cli;

import java.util.function.Consumer;

/**
 * What a command writes when it ends, exactly once: when it comes to its end, or before that when
 * the user interrupts it (Ctrl-C, or a termination signal).
 *
 * <pre>{@code
 * try (FinalWrite report = FinalWrite.of(interrupted -> save(decidedSoFar(), interrupted))) {
 *   ...
 * }
 * }</pre>
 *
 * <p>An interrupted process does not end before the write returns. The write then runs on a thread
 * of its own while the command's threads still work, so it must read only what they share safely.
 */
final class FinalWrite implements AutoCloseable {
  /** The write itself. */
  interface Action {
    /**
     * @param interrupted whether the command was cut short by the user
     */
    void write(boolean interrupted);
  }

  /** Where threads wait for the end of the process. */
  interface ShutdownHooks {
    /** The JVM's own. */
    ShutdownHooks JVM =
        new ShutdownHooks() {
          @Override
          public void add(Thread hook) {
            Runtime.getRuntime().addShutdownHook(hook);
          }

          @Override
          public void remove(Thread hook) {
            Runtime.getRuntime().removeShutdownHook(hook);
          }
        };

    /**
     * @throws IllegalStateException if the process is ending already
     */
    void add(Thread hook);

    /**
     * @throws IllegalStateException if the process is ending already
     */
    void remove(Thread hook);
  }

  private final Action action;
  private final ShutdownHooks hooks;
  private final Thread hook;
  private boolean written;

  private FinalWrite(Action action, ShutdownHooks hooks, Consumer<String> err) {
    this.action = action;
    this.hooks = hooks;
    this.hook = new Thread(() -> write(true), "final-write");
    this.hook.setUncaughtExceptionHandler(
        (thread, thrown) -> err.accept("acksiom: the last write failed: " + line(thrown)));
  }

  private static String line(Throwable thrown) {
    String line = thrown instanceof PartFailed ? thrown.getMessage() : thrown.toString();
    return line.strip().replaceAll("\\s*\\R\\s*", " ");
  }

  /** From now on an interruption runs {@code action}; {@link #close} runs it otherwise. */
  static FinalWrite of(Action action) {
    return of(action, ShutdownHooks.JVM, System.err::println);
  }

  /**
   * @param err told in one line what goes wrong in an interrupted process, where nobody catches it
   */
  static FinalWrite of(Action action, ShutdownHooks hooks, Consumer<String> err) {
    FinalWrite write = new FinalWrite(action, hooks, err);
    hooks.add(write.hook);
    return write;
  }

  private synchronized void write(boolean interrupted) {
    if (!written) {
      written = true;
      action.write(interrupted);
    }
  }

  /** Writes, unless an interruption did. */
  @Override
  public void close() {
    write(false);
    try {
      hooks.remove(hook);
    } catch (IllegalStateException ending) {
      // The process is ending: the hook runs, and finds that all is written.
    }
  }
}
