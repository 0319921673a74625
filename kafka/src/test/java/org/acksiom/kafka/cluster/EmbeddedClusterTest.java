package org.acksiom.kafka.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Node;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A cluster serves while it is open, and leaves nothing behind however it ends. */
@Timeout(120)
class EmbeddedClusterTest {
  @TempDir private Path directory;
  private List<Thread> before;
  private final List<InetSocketAddress> listeners = new ArrayList<>();

  @BeforeEach
  void count() {
    before = List.copyOf(Thread.getAllStackTraces().keySet());
  }

  /** Whatever a test did. */
  @AfterEach
  void nothingIsLeftBehind() {
    assertThat(directory).isEmptyDirectory();
    assertThat(Thread.getAllStackTraces().keySet())
        // The clocks of Kafka's metrics library and of JUnit's time-outs belong to the process.
        .filteredOn(thread -> !thread.getName().startsWith("metrics-meter-tick-thread"))
        .filteredOn(thread -> !thread.getName().equals("junit-jupiter-timeout-watcher"))
        .isSubsetOf(before);
    for (InetSocketAddress listener : listeners) {
      assertThatThrownBy(() -> new Socket(listener.getAddress(), listener.getPort()).close())
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void everyBrokerServesAtTheAddressThatWasAdvertised() throws Exception {
    EmbeddedCluster cluster = EmbeddedCluster.start(directory, 2, this::direct);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", hostAndPort(listeners.get(0))))) {
      Collection<Node> nodes = admin.describeCluster().nodes().get();
      while (nodes.size() < 2) { // a broker hears of the other a moment later; @Timeout ends it
        nodes = admin.describeCluster().nodes().get();
      }
      assertThat(nodes)
          .extracting(Node::port)
          .containsExactlyInAnyOrder(listeners.get(0).getPort(), listeners.get(1).getPort());
    } finally {
      cluster.close();
    }
  }

  @Test
  void aStartIsRepeatedWhereAPortWasTakenMeanwhile() throws Exception {
    List<ServerSocket> thieves = new ArrayList<>();
    Advertisement takenOnce =
        (broker, listener) -> {
          if (thieves.isEmpty()) {
            thieves.add(listenAt(listener));
          }
          return direct(broker, listener);
        };
    try {
      EmbeddedCluster cluster = EmbeddedCluster.start(directory, 1, takenOnce);
      cluster.close();
      cluster.close(); // which does nothing
      assertThat(listeners).hasSize(2);
    } finally {
      thieves.get(0).close();
    }
  }

  @Test
  void aStartThatFailsSaysWhyAndReleasesEverything() throws Exception {
    List<ServerSocket> thieves = new ArrayList<>();
    Advertisement alwaysTaken =
        (broker, listener) -> {
          thieves.add(listenAt(listener));
          return listener;
        };
    try {
      assertThatThrownBy(() -> EmbeddedCluster.start(directory, 1, alwaysTaken))
          .isInstanceOf(ClusterException.class)
          .hasMessageStartingWith("start of Kafka: ")
          .hasMessageContaining("failed to bind to " + hostAndPort(address(thieves.get(2))));
    } finally {
      for (ServerSocket thief : thieves) {
        thief.close();
      }
    }
  }

  @Test
  void anAdvertisementThatFailsReleasesEverything() {
    Advertisement lost =
        (broker, listener) -> {
          throw new IllegalStateException("no way to broker " + broker);
        };
    assertThatThrownBy(() -> EmbeddedCluster.start(directory, 1, lost))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no way to broker 1");
  }

  @Test
  void aClusterHasOneToNineBrokers() {
    for (int brokers : new int[] {0, 10}) {
      assertThatThrownBy(() -> EmbeddedCluster.start(directory, brokers, Advertisement.DIRECT))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("brokers: expected 1 to 9, found " + brokers);
    }
  }

  private InetSocketAddress direct(int broker, InetSocketAddress listener) {
    listeners.add(listener);
    return listener;
  }

  private static InetSocketAddress address(ServerSocket socket) {
    return (InetSocketAddress) socket.getLocalSocketAddress();
  }

  private static ServerSocket listenAt(InetSocketAddress address) {
    try {
      return new ServerSocket(address.getPort(), 1, address.getAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String hostAndPort(InetSocketAddress address) {
    return address.getAddress().getHostAddress() + ":" + address.getPort();
  }
}
