package org.acksiom.modelcheck;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.acksiom.specs.FileTree;
import tlc2.TLCGlobals;

/**
 * Runs TLC on one model, in a JVM of its own that opens no port and doesn't outlive this one. The
 * same run gives the same output but for times: fingerprint polynomial, seed and language are
 * fixed. So what came to its end once can be had again from a {@link TlcCache}.
 *
 * <p>An instance may be used by many threads at once.
 */
public final class Tlc {

  /** How long TLC may take to report after it was told to stop. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  /** The exit code of a JVM that got the terminal's Ctrl-C, as all of its process group do. */
  private static final int INTERRUPTED = 130;

  private final Path tools;
  private final LongSupplier nanoTime;
  private final TlcCache cache;
  private final String toolsDigest;

  /**
   * @param tools the jar (or the folder of classes) with {@code tlc2.TLC}
   * @param nanoTime a monotonic clock in nanoseconds, for the times that results carry
   * @throws IllegalArgumentException if there is no such file
   */
  public Tlc(Path tools, LongSupplier nanoTime) {
    if (!Files.isReadable(tools)) {
      throw new IllegalArgumentException("expected the jar of TLC, found no file " + tools);
    }
    this.tools = tools.toAbsolutePath();
    this.nanoTime = nanoTime;
    this.cache = TlcCache.none();
    this.toolsDigest = "";
  }

  private Tlc(Tlc other, TlcCache cache) throws IOException {
    this.tools = other.tools;
    this.nanoTime = other.nanoTime;
    this.cache = cache;
    this.toolsDigest = cache.isPresent() ? digest(tools) : "";
  }

  /**
   * The TLC that the system property {@code acksiom.tla2tools} names, or else the one on the class
   * path.
   *
   * @throws IllegalArgumentException if the property names no file
   */
  public static Tlc installed() {
    String named = System.getProperty("acksiom.tla2tools");
    return new Tlc(named == null ? home(tlc2.TLC.class) : Path.of(named), System::nanoTime);
  }

  /**
   * The same TLC with a memory: {@link #run} stores what comes to its end, {@link #recall} finds
   * it.
   *
   * @throws IOException if TLC's classes can't be read
   */
  public Tlc remembering(TlcCache memory) throws IOException {
    return new Tlc(this, memory);
  }

  /**
   * What the run came to when it was made before, if that is remembered. The log is written as if
   * TLC had run; the elapsed time is that of then.
   *
   * <p>The same run is one with the same modules, byte for byte, the same configuration, the same
   * TLC and the same limits but for time and memory, which an end that was reached does not depend
   * on; where the files are does not matter.
   *
   * @throws IOException if modules or configuration can't be read, or the log not written
   */
  public Optional<TlcResult> recall(TlcRun run) throws IOException {
    Optional<TlcCache.Entry> found = key(run).flatMap(cache::find);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    TlcCache.Entry entry = found.get();
    Path log = run.log().toAbsolutePath();
    RunOutput output = new RunOutput(log, run.violationsMax(), () -> {});
    entry.output().lines().forEach(output::line);
    TlcResult result = output.result(entry.exitCode(), false, entry.elapsed());
    if (!ended(run, result)) {
      return Optional.empty();
    }
    Files.createDirectories(log.getParent());
    Files.writeString(log, entry.output());
    return Optional.of(result);
  }

  /**
   * Whether {@link #recall} can be expected to find the run.
   *
   * @throws IOException if modules or configuration can't be read
   */
  public boolean remembers(TlcRun run) throws IOException {
    return key(run).filter(cache::has).isPresent();
  }

  /** Whether a run has said all that it can say, and so says the same each time. */
  private static boolean ended(TlcRun run, TlcResult result) {
    return result instanceof TlcResult.Holds
        || (result instanceof TlcResult.Violated violated
            && (violated.exhausted() || !run.continues()));
  }

  /** Of everything that the outcome of a run depends on; none without a cache. */
  Optional<String> key(TlcRun run) throws IOException {
    if (!cache.isPresent()) {
      return Optional.empty();
    }
    Digest digest =
        new Digest()
            .add(toolsDigest)
            .add(String.join(" ", options(run)))
            .add(Integer.toString(run.violationsMax()))
            .add(run.module().getFileName().toString())
            .add(Files.readAllBytes(run.config()));
    List<Path> folders = new ArrayList<>(List.of(run.module().toAbsolutePath().getParent()));
    folders.addAll(run.libraries());
    for (Path folder : folders) {
      digest.add("modules");
      try (Stream<Path> files = Files.list(folder)) {
        for (Path module :
            files.filter(file -> file.toString().endsWith(".tla")).sorted().toList()) {
          digest.add(module.getFileName().toString()).add(Files.readAllBytes(module));
        }
      }
    }
    return Optional.of(digest.hex());
  }

  /** Of a jar or of all files in a folder, links followed; where it is does not count. */
  private static String digest(Path tools) throws IOException {
    Path home = tools.toRealPath();
    Digest digest = new Digest();
    try (Stream<Path> files = Files.walk(home, FileVisitOption.FOLLOW_LINKS)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        digest.add(home.relativize(file).toString()).add(Files.readAllBytes(file));
      }
    }
    return digest.hex();
  }

  /** Which TLC it is: its version if it is the one on the class path, else its file. */
  public String version() {
    return tools.equals(home(tlc2.TLC.class).toAbsolutePath())
        ? TLCGlobals.versionOfTLC
        : tools.toString();
  }

  /**
   * Runs to the end of the search or of the budget. A time-out stops the search in good order, so
   * that what was covered is known; that takes up to five seconds more.
   *
   * @param progress told how far the run is, about once a second, by another thread; what it throws
   *     ends the run and is thrown here
   * @throws IOException if the process can't be started, or the log not written
   * @throws InterruptedException if the thread is interrupted, or this JVM or TLC's by the user:
   *     TLC is dead by then, and what it came to is nobody's verdict
   */
  public TlcResult run(TlcRun run, Consumer<Stats> progress)
      throws IOException, InterruptedException {
    Path log = run.log().toAbsolutePath();
    Files.createDirectories(log.getParent());
    Optional<String> key = key(run);
    Path scratch = Files.createTempDirectory("acksiom-tlc");
    try {
      Child child = new Child(run, log, scratch, progress);
      TlcResult result = child.await();
      // What was changed while TLC read it is the answer to no question that can be asked again.
      if (key.isPresent() && ended(run, result) && key.equals(key(run))) {
        cache.store(
            key.get(),
            new TlcCache.Entry(
                child.process.exitValue(), result.stats().elapsed(), Files.readString(log)));
      }
      return result;
    } finally {
      delete(scratch);
    }
  }

  /** One forked JVM. */
  private final class Child {

    private final long startedNanos = nanoTime.getAsLong();
    private final TlcRun run;
    private final Path log;
    private final Path scratch;
    private final RunOutput output;
    private final Process process;

    Child(TlcRun run, Path log, Path scratch, Consumer<Stats> progress) throws IOException {
      this.run = run;
      this.log = log;
      this.scratch = scratch;
      this.output = new RunOutput(log, run.violationsMax(), () -> progress.accept(currentStats()));
      this.process =
          new ProcessBuilder(command(run, scratch))
              .directory(run.module().toAbsolutePath().getParent().toFile())
              .redirectErrorStream(true)
              .start();
    }

    TlcResult await() throws IOException, InterruptedException {
      Thread waiting = Thread.currentThread();
      Thread guard =
          new Thread(
              () -> {
                waiting.interrupt();
                kill();
                delete(scratch);
              });
      watch(guard);
      FutureTask<Void> reading = new FutureTask<>(this::read);
      Thread reader = new Thread(reading, "tlc-output");
      reader.setDaemon(true);
      reader.start();
      try {
        boolean timedOut = !process.waitFor(run.timeout().toMillis(), TimeUnit.MILLISECONDS);
        if (timedOut) {
          stop();
          process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS);
          process.destroyForcibly();
        }
        reading.get();
        if (process.waitFor() == INTERRUPTED) {
          throw new InterruptedException("TLC was interrupted");
        }
        return output.result(process.exitValue(), timedOut, elapsed());
      } catch (ExecutionException e) {
        if (e.getCause() instanceof RuntimeException unchecked) {
          throw unchecked;
        }
        throw new IOException("TLC's output: " + e.getCause().getMessage(), e.getCause());
      } finally {
        kill();
        dismiss(guard);
      }
    }

    private void watch(Thread guard) throws InterruptedException {
      try {
        Runtime.getRuntime().addShutdownHook(guard);
      } catch (IllegalStateException ending) {
        kill();
        throw new InterruptedException("this JVM is ending");
      }
    }

    private void kill() {
      process.destroyForcibly();
      process.onExit().join();
    }

    private Void read() throws IOException {
      boolean asked = false;
      try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
          BufferedWriter copy = Files.newBufferedWriter(log)) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          copy.append(line).append('\n');
          output.line(line);
          if (run.continues() && output.enough() && !asked) {
            asked = true;
            stop();
          }
        }
      } catch (IOException | RuntimeException e) {
        process.destroyForcibly();
        throw e;
      }
      return null;
    }

    private void stop() {
      output.stopping();
      try {
        process.getOutputStream().write(TlcMain.STOP);
        process.getOutputStream().flush();
      } catch (IOException e) {
        // It has just ended by itself.
      }
    }

    private Stats currentStats() {
      return output.stats(elapsed());
    }

    private Duration elapsed() {
      return Duration.ofNanos(nanoTime.getAsLong() - startedNanos);
    }
  }

  private List<String> command(TlcRun run, Path scratch) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-Xmx" + run.heapMegabytes() + "m",
                "-Djava.io.tmpdir=" + scratch,
                "-Dfile.encoding=UTF-8",
                "-Dsun.stdout.encoding=UTF-8",
                "-Dstdout.encoding=UTF-8",
                "-Duser.language=en",
                "-Duser.country=US"));
    if (!run.libraries().isEmpty()) {
      command.add("-DTLA-Library=" + joined(run.libraries()));
    }
    command.addAll(List.of("-cp", joined(List.of(tools, home(TlcMain.class)))));
    command.add(TlcMain.class.getName());
    command.addAll(options(run));
    command.addAll(List.of("-metadir", scratch.resolve("states").toString()));
    command.addAll(List.of("-config", run.config().toAbsolutePath().toString()));
    // By its bare name: given a path, TLC looks for the configuration in that folder only.
    String module = run.module().getFileName().toString();
    command.add(module.substring(0, module.length() - ".tla".length()));
    return command;
  }

  /** The options on which it depends what TLC says. */
  private static List<String> options(TlcRun run) {
    List<String> options = new ArrayList<>(List.of("-tool", "-fp", "0", "-seed", "0"));
    options.addAll(List.of("-workers", Integer.toString(run.workers())));
    if (run.continues()) {
      options.add("-continue");
    }
    if (run.coverage()) {
      options.addAll(List.of("-coverage", "1"));
    }
    return options;
  }

  private static String joined(List<Path> paths) {
    return paths.stream()
        .map(path -> path.toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** Where a class was loaded from. */
  static Path home(Class<?> type) {
    return Path.of(URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString()));
  }

  private static void dismiss(Thread guard) {
    try {
      Runtime.getRuntime().removeShutdownHook(guard);
    } catch (IllegalStateException e) {
      // This JVM is ending, and the guard with it.
    }
  }

  /** What can't be deleted is left to whoever cleans the temporary folder: it changes no result. */
  private static void delete(Path folder) {
    try {
      FileTree.delete(folder);
    } catch (IOException e) {
      // See above.
    }
  }
}
