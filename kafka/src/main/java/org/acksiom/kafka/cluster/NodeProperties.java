package org.acksiom.kafka.cluster;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The configuration of one node: what a {@code server.properties} would say. */
final class NodeProperties {
  static final String CONTROLLER_LISTENER = "CONTROLLER";
  static final int CONTROLLER_ID = 0;

  private NodeProperties() {}

  static Map<String, String> controller(Path directory, InetSocketAddress controller) {
    Map<String, String> properties = common(directory, controller);
    properties.put("process.roles", "controller");
    properties.put("node.id", String.valueOf(CONTROLLER_ID));
    properties.put("listeners", listener(CONTROLLER_LISTENER, controller));
    return properties;
  }

  /**
   * Clients and peers come through listeners of their own, so that a client's connection can be led
   * elsewhere without touching replication.
   *
   * @param controller where the broker finds the controller
   * @param client where it listens for clients, and internal for its peers
   * @param advertised where clients are led, and advertisedInternal its peers
   */
  static Map<String, String> broker(
      int id,
      Path directory,
      InetSocketAddress controller,
      InetSocketAddress client,
      InetSocketAddress internal,
      InetSocketAddress advertised,
      InetSocketAddress advertisedInternal) {
    Map<String, String> properties = common(directory, controller);
    properties.put("process.roles", "broker");
    properties.put("node.id", String.valueOf(id));
    properties.put("listeners", listener("CLIENT", client) + "," + listener("INTERNAL", internal));
    properties.put(
        "advertised.listeners",
        listener("CLIENT", advertised) + "," + listener("INTERNAL", advertisedInternal));
    properties.put("inter.broker.listener.name", "INTERNAL");
    properties.put("auto.create.topics.enable", "false");
    properties.put("offsets.topic.replication.factor", "1");
    properties.put("log.cleaner.enable", "false");
    // The follower of a new partition may be in the midst of such a wait for others, or be ahead of
    // the leader.
    properties.put("replica.fetch.wait.max.ms", "20");
    properties.put("replica.fetch.backoff.ms", "20");
    return properties;
  }

  private static Map<String, String> common(Path directory, InetSocketAddress controller) {
    Map<String, String> properties = new TreeMap<>();
    properties.put("log.dirs", directory.toString());
    properties.put("controller.quorum.voters", CONTROLLER_ID + "@" + hostAndPort(controller));
    properties.put("controller.listener.names", CONTROLLER_LISTENER);
    properties.put(
        "listener.security.protocol.map",
        "CLIENT:PLAINTEXT,INTERNAL:PLAINTEXT," + CONTROLLER_LISTENER + ":PLAINTEXT");
    // A broker announces itself and its leaving by heartbeats: these set the pace of start and
    // stop.
    properties.put("broker.heartbeat.interval.ms", "100");
    properties.put("num.network.threads", "1");
    properties.put("num.io.threads", "2");
    return properties;
  }

  private static String listener(String name, InetSocketAddress address) {
    return name + "://" + hostAndPort(address);
  }

  private static String hostAndPort(InetSocketAddress address) {
    return address.getAddress().getHostAddress() + ":" + address.getPort();
  }
}
