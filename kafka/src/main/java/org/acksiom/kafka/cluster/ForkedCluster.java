package org.acksiom.kafka.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Some Kafka brokers and one controller on loopback, each in a process of its own. Node 0 is the
 * controller; the brokers are nodes 1, 2, and so on. The processes do not outlive this one.
 */
public final class ForkedCluster implements KafkaCluster {
  /** Of a start: it waits for all nodes, each of which has a limit of its own. */
  private static final Duration LIMIT = Duration.ofSeconds(120);

  private final ScratchFolder folder;
  private final List<ForkedNode> brokers = new ArrayList<>();
  private ForkedNode controller;

  private ForkedCluster(ScratchFolder folder) {
    this.folder = folder;
  }

  /**
   * Starts a cluster and waits until every broker serves. On failure all processes are ended and
   * the data are deleted; the logs stay, and are named.
   *
   * @param release which Kafka
   * @param parent an existing directory; the cluster keeps its data in a folder of its own there
   * @param logs an existing directory for the nodes' logs, {@code node-0.log} and so on, which stay
   * @param brokers how many, 1 to 9
   * @param advertisement where the brokers' clients, the brokers among each other, and the brokers
   *     on their way to the controller are to be led
   * @param overrides what every node's {@code server.properties} shall say in any case
   * @throws IllegalArgumentException if {@code brokers} is outside its range
   * @throws ClusterException if a node does not start in time
   * @throws IOException if a folder can't be written
   */
  public static ForkedCluster start(
      KafkaRelease release,
      Path parent,
      Path logs,
      int brokers,
      Advertisement advertisement,
      Map<String, String> overrides)
      throws IOException {
    ClusterLayout.requireBrokers(brokers);
    ForkedCluster cluster = new ForkedCluster(new ScratchFolder(parent, "kafka-cluster-"));
    try {
      cluster.build(release, logs, brokers, advertisement, overrides);
      List<Runnable> starts = new ArrayList<>();
      starts.add(cluster.controller::start);
      cluster.brokers.forEach(broker -> starts.add(broker::start));
      Concurrently.run("start of Kafka", starts, LIMIT);
      return cluster;
    } catch (IOException | RuntimeException e) {
      try {
        cluster.close();
      } catch (IOException f) {
        e.addSuppressed(f);
      }
      throw e;
    }
  }

  @Override
  public void stop(int broker) {
    brokers.get(broker - 1).stop();
  }

  @Override
  public void restart(int broker) {
    brokers.get(broker - 1).start();
  }

  /** Ends a broker without a word to anybody ({@code kill -9}). */
  public void kill(int broker) {
    brokers.get(broker - 1).kill();
  }

  /**
   * Stops a broker's clock while its connections stay open (SIGSTOP).
   *
   * @throws IllegalStateException if it does not run
   */
  public void pause(int broker) {
    brokers.get(broker - 1).pause();
  }

  /** Lets a paused broker go on (SIGCONT). */
  public void resume(int broker) {
    brokers.get(broker - 1).resume();
  }

  /**
   * Kills all nodes, for nobody asks for their data any more, and deletes the cluster's folder. A
   * second call does nothing.
   *
   * @throws IOException if the folder can't be deleted
   */
  @Override
  public void close() throws IOException {
    brokers.forEach(ForkedNode::close);
    if (controller != null) {
      controller.close();
    }
    if (Files.exists(folder.path())) {
      folder.close();
    }
  }

  private void build(
      KafkaRelease release,
      Path logs,
      int count,
      Advertisement advertisement,
      Map<String, String> overrides)
      throws IOException {
    Path data = folder.path();
    ClusterLayout layout = ClusterLayout.of(data, count, advertisement, overrides);
    for (int id = 0; id <= count; id++) {
      ForkedNode node =
          new ForkedNode(
              release,
              layout.clusterId(),
              layout.properties().get(id),
              data.resolve("process-" + id),
              logs.resolve("node-" + id + ".log"));
      if (id == 0) {
        controller = node;
      } else {
        brokers.add(node);
      }
    }
  }
}
