package org.acksiom.kafka.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/**
 * Loopback addresses that nobody listened at a moment ago. A Kafka node has to name its peers'
 * ports in its configuration, so they must be known before any node has bound one; another process
 * may take a port in between, which is why a cluster's start is repeated when that happens.
 */
final class FreePorts {
  private FreePorts() {}

  /**
   * As many different addresses as asked for: all are held open at once before the first is let go.
   */
  static List<InetSocketAddress> find(int count) throws IOException {
    List<ServerSocket> held = new ArrayList<>();
    try {
      List<InetSocketAddress> addresses = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        held.add(socket);
        addresses.add((InetSocketAddress) socket.getLocalSocketAddress());
      }
      return addresses;
    } finally {
      for (ServerSocket socket : held) {
        socket.close();
      }
    }
  }
}
