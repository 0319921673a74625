package org.acksiom.kafka.cluster;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.acksiom.specs.FileTree;
import org.apache.kafka.common.utils.Time;

/**
 * Some Kafka brokers and one controller, in this process, on loopback. Not thread-safe.
 *
 * <p>Node 0 is the controller; the brokers are nodes 1, 2, and so on. Starting takes about three
 * seconds the first time and a third of a second afterwards. Kafka keeps a few megabytes of heap
 * for each cluster that a process ever had, so a process should start dozens of them, not
 * thousands.
 */
public final class EmbeddedCluster implements KafkaCluster {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int START_ATTEMPTS = 3;

  private final Path directory;
  private final List<KafkaNode> brokers = new ArrayList<>();
  private final Map<String, String> overrides;
  private final Time controllerTime;
  private KafkaNode controller;
  private InetSocketAddress controllerListener;
  private boolean closed;

  private EmbeddedCluster(Path directory, Map<String, String> overrides, Time controllerTime) {
    this.directory = directory;
    this.overrides = overrides;
    this.controllerTime = controllerTime;
  }

  /**
   * Starts a cluster and waits until every broker is registered and serves clients. On failure
   * everything that was started is stopped and everything that was written is deleted.
   *
   * @param parent an existing directory; the cluster keeps its data in a folder of its own there
   * @param brokers how many, 1 to 9
   * @param advertisement where the brokers' clients are to be led
   * @throws IllegalArgumentException if {@code brokers} is outside its range
   * @throws ClusterException if a node does not start, or not within 60 seconds
   * @throws IOException if the folder can't be written
   */
  public static EmbeddedCluster start(Path parent, int brokers, Advertisement advertisement)
      throws IOException {
    return start(parent, brokers, advertisement, Map.of(), Time.SYSTEM);
  }

  /**
   * The same with some properties of the nodes other than usual.
   *
   * @param overrides what every node's {@code server.properties} shall say in any case
   * @param controllerTime by which the controller's time-outs elapse
   * @throws IllegalArgumentException if {@code brokers} is outside its range
   * @throws ClusterException if a node does not start, or not within 60 seconds
   * @throws IOException if the folder can't be written
   */
  public static EmbeddedCluster start(
      Path parent,
      int brokers,
      Advertisement advertisement,
      Map<String, String> overrides,
      Time controllerTime)
      throws IOException {
    ClusterLayout.requireBrokers(brokers);
    for (int attempt = 1; ; attempt++) {
      EmbeddedCluster cluster =
          new EmbeddedCluster(
              Files.createTempDirectory(parent, "kafka-cluster-"),
              Map.copyOf(overrides),
              controllerTime);
      try {
        cluster.build(brokers, advertisement);
        cluster.startNodes();
        return cluster;
      } catch (IOException | RuntimeException e) {
        cluster.closeAfter(e);
        if (attempt == START_ATTEMPTS || !isPortTaken(e)) {
          throw e;
        }
      }
    }
  }

  /** Where the controller listens. */
  public InetSocketAddress controllerListener() {
    return controllerListener;
  }

  /**
   * Stops a broker, in good order if its properties say so, and returns when its threads and
   * sockets are gone. Nothing happens if it does not run.
   *
   * @param broker its {@code node.id}
   */
  @Override
  public void stop(int broker) {
    brokers.get(broker - 1).stop();
  }

  /**
   * Stops a broker and makes it forget that it was stopped: it comes back as after a loss of its
   * process, having all that it wrote. Where nobody is to notice before it is gone, its connections
   * must be cut before and {@code controlled.shutdown.enable} be off.
   *
   * @param broker its {@code node.id}
   * @throws IOException if the mark of a clean stop can't be deleted
   */
  public void crash(int broker) throws IOException {
    stop(broker);
    brokers.get(broker - 1).forgetCleanStop();
  }

  /**
   * Takes away the end of a partition's log, as a loss of power does with what was not flushed; the
   * broker must have {@linkplain #crash crashed}.
   *
   * @param broker its {@code node.id}
   * @param partition such as {@code topic-0}
   * @param batches how many, at most those that there are
   * @throws IOException if the log can't be changed
   */
  public void loseLogEnd(int broker, String partition, int batches) throws IOException {
    LogLoss.lose(brokers.get(broker - 1).logDirectory(), partition, batches);
  }

  /**
   * Starts a broker that was stopped; returns when it serves, which takes the controller's consent.
   *
   * @param broker its {@code node.id}
   */
  @Override
  public void restart(int broker) {
    brokers.get(broker - 1).start();
  }

  /**
   * Stops the brokers and then the controller, and deletes the cluster's folder. A second call does
   * nothing.
   *
   * @throws ClusterException if a node does not stop, or not within 60 seconds
   * @throws IOException if the folder can't be deleted
   */
  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    // An interruption would leave brokers behind that nobody can stop any more.
    boolean interrupted = Thread.interrupted();
    try {
      // A broker says goodbye to the controller, so the controller is the last to go.
      Concurrently.run("stop of Kafka's brokers", stops(brokers), LIMIT);
    } finally {
      interrupted |= Thread.interrupted();
      try {
        if (controller != null) {
          Concurrently.run("stop of Kafka's controller", stops(List.of(controller)), LIMIT);
        }
      } finally {
        FileTree.delete(directory);
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }

  private void build(int count, Advertisement advertisement) throws IOException {
    ClusterLayout layout = ClusterLayout.of(directory, count, advertisement, overrides);
    controllerListener = layout.controllerListener();
    controller = new KafkaNode(layout.clusterId(), layout.properties().get(0), controllerTime);
    for (int id = 1; id <= count; id++) {
      brokers.add(new KafkaNode(layout.clusterId(), layout.properties().get(id), Time.SYSTEM));
    }
  }

  /** All at once: a broker's start ends only when the controller has let it in. */
  private void startNodes() {
    List<Runnable> starts = new ArrayList<>();
    starts.add(controller::start);
    brokers.forEach(broker -> starts.add(broker::start));
    Concurrently.run("start of Kafka", starts, LIMIT);
  }

  private static List<Runnable> stops(List<KafkaNode> nodes) {
    return nodes.stream().<Runnable>map(node -> node::stop).toList();
  }

  private void closeAfter(Exception failure) {
    try {
      close();
    } catch (IOException | RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  private static boolean isPortTaken(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof BindException
          || Stream.of(cause.getSuppressed()).anyMatch(EmbeddedCluster::isPortTaken)) {
        return true;
      }
    }
    return false;
  }
}
