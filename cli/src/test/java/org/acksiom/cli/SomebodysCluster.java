package org.acksiom.cli;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.acksiom.kafka.cluster.EmbeddedCluster;

/** One broker of real Kafka, of which a test knows the address alone. */
final class SomebodysCluster implements AutoCloseable {
  private final EmbeddedCluster kafka;
  private final String server;

  /** Starts it; its data are in a folder of that one, and deleted when it is closed. */
  SomebodysCluster(Path parent) throws IOException {
    AtomicReference<InetSocketAddress> address = new AtomicReference<>();
    kafka =
        EmbeddedCluster.start(
            parent,
            1,
            (broker, listener) -> {
              address.set(listener); // the last one, as a start may be repeated
              return listener;
            });
    server = address.get().getAddress().getHostAddress() + ":" + address.get().getPort();
  }

  /** For {@code --bootstrap-server}. */
  String server() {
    return server;
  }

  @Override
  public void close() throws IOException {
    kafka.close();
  }
}
