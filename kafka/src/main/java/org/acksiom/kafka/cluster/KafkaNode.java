package org.acksiom.kafka.cluster;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/** One Kafka server, a broker or the controller, with a freshly formatted directory. */
final class KafkaNode {
  private final KafkaRaftServer server;

  /**
   * Formats the node's directory as {@code kafka-storage format} does, and builds the server without starting it.
   *
   * @throws ClusterException if the directory can't be formatted
   */
  KafkaNode(String clusterId, Map<String, String> properties) {
    String directory = properties.get("log.dirs");
    Formatter formatter =
        new Formatter()
            .setPrintStream(new PrintStream(OutputStream.nullOutputStream()))
            .setClusterId(clusterId)
            .setNodeId(Integer.parseInt(properties.get("node.id")))
            .addDirectory(directory)
            .setMetadataLogDirectory(directory)
            .setControllerListenerName(NodeProperties.CONTROLLER_LISTENER)
            .setReleaseVersion(MetadataVersion.latestProduction());
    try {
      formatter.run();
    } catch (Exception e) {
      throw new ClusterException("format of " + directory + ": " + e.getMessage(), e);
    }
    server = new KafkaRaftServer(new KafkaConfig(properties, false), Time.SYSTEM);
  }

  /** Returns when the node serves; a broker waits for the controller. */
  void start() {
    server.startup();
  }

  /** Returns when the node's threads and sockets are gone; one that never started has none. */
  void stop() {
    server.shutdown();
    server.awaitShutdown();
  }
}
