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
  private final Map<String, String> properties;
  private volatile KafkaRaftServer server;

  /**
   * Formats the node's directory as {@code kafka-storage format} does.
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
      throw new ClusterException("format of " + directory, e);
    }
    this.properties = properties;
  }

  /** Returns when the node serves; a broker waits for the controller. */
  void start() {
    // Not before: a server has threads from its construction on, and only one that was started ends
    // them.
    server = new KafkaRaftServer(new KafkaConfig(properties, false), Time.SYSTEM);
    server.startup();
  }

  /** Returns when the node's threads and sockets are gone; one that was never started has none. */
  void stop() {
    if (server != null) {
      server.shutdown();
      server.awaitShutdown();
    }
  }
}
