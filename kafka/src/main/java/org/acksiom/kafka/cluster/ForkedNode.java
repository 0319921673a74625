package org.acksiom.kafka.cluster;

import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * A Kafka server, broker or controller, in a process of its own, which is started, ended and
 * started again with what its directory holds, can be killed and paused, and can be of another
 * release than the Kafka on this JVM's class path. The process does not outlive this one, however
 * this one ends. One thread at a time changes its state; {@link #kill}, {@link #isAlive} and {@link
 * #close} may be called by any, at any time.
 *
 * <p>A start takes about 1.5 seconds of a processor with a class archive and 2.7 without, and a
 * node 170 MB of memory with and 210 without; Kafka's log cleaner, where it is on, takes 130 MB
 * more.
 */
final class ForkedNode implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(20);

  /**
   * Of a JVM that SIGHUP, SIGINT (the terminal's Ctrl-C) or SIGTERM ended, on which Kafka stops.
   */
  private static final Set<Integer> STOPPED = Set.of(129, 130, 143);

  /** Its standard input ends when it is told to go on, or when this JVM is gone. */
  private static final String PAUSE =
      "kill -STOP \"$1\" && echo paused && read -r end; kill -CONT \"$1\"";

  private final KafkaRelease release;
  private final String clusterId;
  private final Map<String, String> properties;
  private final Path folder;
  private final Path log;
  private final List<String> jvmOptions;
  private ChildProcess process;
  private ChildProcess pause;
  private boolean closed;

  /**
   * @param properties what {@code server.properties} is to say, {@code node.id} and {@code
   *     log.dirs} included
   * @param folder of the node's own, for all that it writes but its data and its log; made at the
   *     first start
   * @param log the file that the node logs to; its folder exists. It is named when something fails,
   *     so it should be where it outlives the node's data
   */
  ForkedNode(
      KafkaRelease release,
      String clusterId,
      Map<String, String> properties,
      Path folder,
      Path log) {
    this(release, clusterId, properties, folder, log, List.of());
  }

  /**
   * @param jvmOptions more of them, for the node's JVM
   */
  ForkedNode(
      KafkaRelease release,
      String clusterId,
      Map<String, String> properties,
      Path folder,
      Path log,
      List<String> jvmOptions) {
    this.release = release;
    this.clusterId = clusterId;
    this.properties = Map.copyOf(properties);
    this.folder = folder.toAbsolutePath();
    this.log = log.toAbsolutePath();
    this.jvmOptions = List.copyOf(jvmOptions);
  }

  /** The {@code node.id}. */
  int id() {
    return Integer.parseInt(properties.get("node.id"));
  }

  /**
   * Returns when the node serves; a broker waits for the controller. The first start formats the
   * directory.
   *
   * @throws IllegalStateException if the node is alive or closed
   * @throws ClusterException if it does not start, not within 60 seconds, or if the thread is
   *     interrupted; nothing of it runs then
   */
  void start() {
    try {
      NodeLog said = new NodeLog(log);
      awaitService(launch(), said);
    } catch (IOException | TimeoutException e) {
      kill();
      throw failed("start", e);
    } catch (InterruptedException e) {
      kill();
      Thread.currentThread().interrupt();
      throw failed("start", e);
    }
  }

  /**
   * Ends the node in good order: a broker hands over what it leads and says goodbye to the
   * controller. A paused node is resumed before. Does nothing if the node is not started.
   *
   * @throws ClusterException if it had ended by itself, does not end within 60 seconds, or if the
   *     thread is interrupted; nothing of it runs then
   */
  void stop() {
    ChildProcess stopping = process();
    if (stopping == null) {
      return;
    }
    try {
      resume();
      stopping.terminate();
      if (!stopping.await(LIMIT)) {
        throw late();
      }
      if (!STOPPED.contains(stopping.exitCode())) {
        throw new IOException("it ended by itself, with exit code " + stopping.exitCode());
      }
    } catch (IOException | TimeoutException e) {
      throw failed("stop", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed("stop", e);
    } finally {
      kill();
    }
  }

  /** Ends the node without a word to anybody. Does nothing if the node is not started. */
  void kill() {
    ChildProcess doomed;
    ChildProcess pauseOfIt;
    synchronized (this) {
      doomed = process;
      pauseOfIt = pause;
      process = null;
      pause = null;
    }
    // In this order, so that no process is told to go on that has taken over the number.
    if (pauseOfIt != null) {
      pauseOfIt.kill();
    }
    if (doomed != null) {
      doomed.kill();
    }
  }

  /**
   * Stops the node's clock: its connections stay open, and nothing is answered. Does nothing if it
   * is paused.
   *
   * @throws IllegalStateException if the node is not alive
   * @throws ClusterException if it can't be paused
   */
  synchronized void pause() {
    if (!isAlive()) {
      throw new IllegalStateException("pause of " + name() + ": it is not alive");
    }
    if (pause != null) {
      return;
    }
    try {
      ChildProcess started =
          ChildProcess.start(
              new ProcessBuilder("sh", "-c", PAUSE, "pause", String.valueOf(process.pid()))
                  .redirectError(ProcessBuilder.Redirect.DISCARD));
      pause = started; // whatever happens now, its end is this node's business
      if (started.output().read() < 0) {
        resume();
        throw new IOException("no such process");
      }
    } catch (IOException e) {
      throw failed("pause", e);
    }
  }

  /**
   * Lets a paused node go on. Does nothing if it is not paused.
   *
   * @throws ClusterException if it can't be resumed
   */
  void resume() {
    ChildProcess ending;
    synchronized (this) {
      ending = pause;
      pause = null;
    }
    if (ending == null) {
      return;
    }
    try {
      ending.input().close();
    } catch (IOException e) {
      throw failed("resumption", e);
    } finally {
      ending.awaitEnd();
    }
  }

  /** Whether the node runs or is paused: it was started and has not ended, in whatever way. */
  synchronized boolean isAlive() {
    return process != null && process.isAlive();
  }

  /** What the node logs, of all its starts. */
  Path logFile() {
    return log;
  }

  /** Kills the node if it is alive; it can't be started any more. Its files stay. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    kill();
  }

  private synchronized ChildProcess process() {
    return process;
  }

  private synchronized ChildProcess launch() throws IOException {
    if (closed || isAlive()) {
      throw new IllegalStateException(
          "start of " + name() + ": it is " + (closed ? "closed" : "alive"));
    }
    kill(); // what is left of one that ended by itself
    Files.createDirectories(folder);
    Path file = folder.resolve("server.properties");
    Properties content = new Properties();
    content.putAll(properties);
    try (Writer writer = Files.newBufferedWriter(file)) {
      content.store(writer, null);
    }
    process =
        ChildProcess.start(
            new ProcessBuilder(command(file))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())));
    return process;
  }

  private List<String> command(Path file) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                // Neither this file nor the compressors' libraries are left in the system's folder.
                "-XX:-UsePerfData",
                "-Djava.io.tmpdir=" + folder,
                "-Dorg.slf4j.simpleLogger.logFile=System.out",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=info",
                "-Dorg.slf4j.simpleLogger.showDateTime=true",
                "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSSXXX"));
    release.archive().ifPresent(archive -> command.add("-XX:SharedArchiveFile=" + archive));
    command.addAll(jvmOptions);
    command.add("-cp");
    command.add(
        release.classPath().stream()
            .map(Path::toString)
            .collect(Collectors.joining(File.pathSeparator)));
    command.addAll(List.of(NodeMain.class.getName(), file.toString(), clusterId));
    return command;
  }

  private static void awaitService(ChildProcess started, NodeLog said)
      throws IOException, InterruptedException, TimeoutException {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (!said.saysStarted()) {
      if (started.await(POLL)) {
        throw said.saysPortIsTaken()
            ? new BindException(said.lastWords())
            : new IOException("exit code " + started.exitCode() + ": " + said.lastWords());
      }
      if (System.nanoTime() > deadline) {
        throw late();
      }
    }
  }

  private static TimeoutException late() {
    return new TimeoutException("not done after " + LIMIT.toSeconds() + " s");
  }

  private ClusterException failed(String what, Exception cause) {
    return new ClusterException(what + " of " + name() + " (log: " + log + ")", cause);
  }

  private String name() {
    return "Kafka node " + id();
  }
}
