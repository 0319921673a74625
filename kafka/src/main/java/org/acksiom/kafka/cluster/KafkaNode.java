package org.acksiom.kafka.cluster;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.apache.kafka.storage.internals.checkpoint.CleanShutdownFileHandler;

/** One Kafka server, a broker or the controller, with a freshly formatted directory. */
final class KafkaNode {
  private final Map<String, String> properties;
  private final Time time;
  private volatile KafkaRaftServer server;

  /**
   * Formats the node's directory as {@code kafka-storage format} does.
   *
   * @param time by which the node's time-outs elapse
   * @throws ClusterException if the directory can't be formatted
   */
  KafkaNode(String clusterId, Map<String, String> properties, Time time) {
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
    this.time = time;
  }

  /** Returns when the node serves; a broker waits for the controller. */
  void start() {
    // Not before: a server has threads from its construction on, and only one that was started ends
    // them.
    server = new KafkaRaftServer(new KafkaConfig(properties, false), time);
    server.startup();
  }

  /** Returns when the node's threads and sockets are gone; one that does not run has none. */
  void stop() {
    KafkaRaftServer running = server;
    if (running != null) {
      running.shutdown();
      running.awaitShutdown();
      server = null;
    }
  }

  /**
   * Takes away what says that the node was stopped in good order: it will come back as after a loss
   * of its process, having all that it wrote.
   *
   * @throws IOException if the mark can't be deleted
   */
  void forgetCleanStop() throws IOException {
    Files.deleteIfExists(
        Path.of(properties.get("log.dirs"), CleanShutdownFileHandler.CLEAN_SHUTDOWN_FILE_NAME));
  }

  /** Where its logs are. */
  Path logDirectory() {
    return Path.of(properties.get("log.dirs"));
  }
}
