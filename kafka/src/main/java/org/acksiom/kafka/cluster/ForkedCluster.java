package org.acksiom.kafka.cluster;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.Uuid;

/**
 * Some Kafka brokers and one controller on loopback, each in a process of its own. Node 0 is the
 * controller; the brokers are nodes 1, 2, and so on. The processes do not outlive this one.
 */
public final class ForkedCluster implements KafkaCluster {
  /** Of a start: it waits for all nodes, each of which has a limit of its own. */
  private static final Duration LIMIT = Duration.ofSeconds(120);

  private final ScratchFolder folder;
  private final List<Node> brokers = new ArrayList<>();
  private Node controller;

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
    if (brokers < 1 || brokers > 9) {
      throw new IllegalArgumentException("brokers: expected 1 to 9, found " + brokers);
    }
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
  public boolean isForked() {
    return true;
  }

  @Override
  public void stop(int broker) {
    brokers.get(broker - 1).stop();
  }

  @Override
  public void restart(int broker) {
    brokers.get(broker - 1).start();
  }

  @Override
  public void kill(int broker) {
    brokers.get(broker - 1).kill();
  }

  @Override
  public void pause(int broker) {
    brokers.get(broker - 1).pause();
  }

  @Override
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
    brokers.forEach(Node::close);
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
    List<InetSocketAddress> free = FreePorts.find(1 + 2 * count);
    InetSocketAddress controllerListener = free.get(0);
    String clusterId = Uuid.randomUuid().toString();
    Path data = folder.path();
    List<Map<String, String>> properties = new ArrayList<>();
    properties.add(NodeProperties.controller(data.resolve("controller"), controllerListener));
    for (int id = 1; id <= count; id++) {
      InetSocketAddress client = free.get(2 * id - 1);
      InetSocketAddress internal = free.get(2 * id);
      properties.add(
          NodeProperties.broker(
              id,
              data.resolve("broker-" + id),
              advertisement.advertiseController(id, controllerListener),
              client,
              internal,
              advertisement.advertise(id, client),
              advertisement.advertiseToPeers(id, internal)));
    }
    for (int id = 0; id <= count; id++) {
      Map<String, String> ofNode = properties.get(id);
      ofNode.putAll(overrides);
      Node node =
          new ForkedNode(
              release,
              clusterId,
              ofNode,
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
