package org.acksiom.kafka.cluster;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.Uuid;

/**
 * What the nodes of a cluster are told: who they are, where they listen, and where they find each
 * other.
 *
 * @param clusterId which they share
 * @param controllerListener where the controller listens
 * @param properties of each node by its {@code node.id}: the controller's and then the brokers'
 */
record ClusterLayout(
    String clusterId, InetSocketAddress controllerListener, List<Map<String, String>> properties) {

  /**
   * A layout at addresses that were free a moment ago.
   *
   * @param directory where each node is to have a folder for its data
   * @param brokers how many
   * @param advertisement where everybody is to be led
   * @param overrides what every node's {@code server.properties} shall say in any case
   * @throws IOException if there are no free addresses
   */
  static ClusterLayout of(
      Path directory, int brokers, Advertisement advertisement, Map<String, String> overrides)
      throws IOException {
    List<InetSocketAddress> free = FreePorts.find(1 + 2 * brokers);
    InetSocketAddress controller = free.get(0);
    List<Map<String, String>> properties = new ArrayList<>();
    properties.add(NodeProperties.controller(directory.resolve("controller"), controller));
    for (int id = 1; id <= brokers; id++) {
      InetSocketAddress client = free.get(2 * id - 1);
      InetSocketAddress internal = free.get(2 * id);
      properties.add(
          NodeProperties.broker(
              id,
              directory.resolve("broker-" + id),
              advertisement.advertiseController(id, controller),
              client,
              internal,
              advertisement.advertise(id, client),
              advertisement.advertiseToPeers(id, internal)));
    }
    properties.forEach(each -> each.putAll(overrides));
    return new ClusterLayout(Uuid.randomUuid().toString(), controller, List.copyOf(properties));
  }

  /**
   * Refuses numbers of brokers that no cluster here has.
   *
   * @throws IllegalArgumentException if it is not 1 to 9
   */
  static void requireBrokers(int brokers) {
    if (brokers < 1 || brokers > 9) {
      throw new IllegalArgumentException("brokers: expected 1 to 9, found " + brokers);
    }
  }
}
