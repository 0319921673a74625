package org.acksiom.kafka.cluster;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.Uuid;

/**
 * A forked broker that is its own controller.
 *
 * @param client where it listens for clients
 */
record LoneNode(ForkedNode node, InetSocketAddress client, InetSocketAddress controller)
    implements AutoCloseable {

  static LoneNode of(KafkaRelease release, Path folder, Map<String, String> more)
      throws IOException {
    List<InetSocketAddress> free = FreePorts.find(2);
    LoneNode lone = new LoneNode(null, free.get(0), free.get(1));
    Map<String, String> properties = new TreeMap<>();
    properties.put("log.dirs", folder.resolve("data").toString());
    properties.put("node.id", "7");
    properties.put("process.roles", "broker,controller");
    properties.put("controller.quorum.voters", "7@" + text(lone.controller));
    properties.put("controller.listener.names", "CONTROLLER");
    properties.put(
        "listeners", "CLIENT://" + text(lone.client) + ",CONTROLLER://" + text(lone.controller));
    properties.put("advertised.listeners", "CLIENT://" + text(lone.client));
    properties.put("inter.broker.listener.name", "CLIENT");
    properties.put("listener.security.protocol.map", "CLIENT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    properties.put("broker.heartbeat.interval.ms", "100");
    // A broker that comes back is let in when the session that it had before is over.
    properties.put("broker.session.timeout.ms", "2000");
    properties.putAll(more);
    return new LoneNode(
        new ForkedNode(
            release,
            Uuid.randomUuid().toString(),
            properties,
            folder.resolve("node"),
            folder.resolve("node.log")),
        lone.client,
        lone.controller);
  }

  String bootstrap() {
    return text(client);
  }

  private static String text(InetSocketAddress address) {
    return address.getAddress().getHostAddress() + ":" + address.getPort();
  }

  @Override
  public void close() {
    node.close();
  }
}
