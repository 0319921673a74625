package org.acksiom.kafka.campaign;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.acksiom.kafka.cluster.Advertisement;
import org.acksiom.kafka.cluster.EmbeddedCluster;
import org.acksiom.kafka.cluster.ForkedCluster;
import org.acksiom.kafka.cluster.KafkaCluster;
import org.acksiom.kafka.cluster.KafkaRelease;
import org.acksiom.kafka.proxy.FaultProxy;
import org.apache.kafka.common.utils.Time;

/**
 * A cluster and the proxies between its clients, its brokers and its controller. Calls may come
 * from different threads.
 */
final class Surroundings implements AutoCloseable {
  /**
   * A broker that nobody hears of loses what it leads after 4 seconds, and a follower that does not
   * fetch leaves the ISR after 3: a machine that is merely busy should not be that late.
   */
  private static final Map<String, String> PROPERTIES =
      Map.of(
          "auto.leader.rebalance.enable", "false",
          "broker.heartbeat.interval.ms", "250",
          "broker.session.timeout.ms", "4000",
          "connections.max.idle.ms", "-1",
          "replica.lag.time.max.ms", "3000");

  /** The proxies of one broker, and where they lead. */
  private static final class Doors {
    private final FaultProxy clients;
    private final FaultProxy peers;
    private final FaultProxy controller;
    private InetSocketAddress clientListener;
    private InetSocketAddress peerListener;
    private InetSocketAddress controllerListener;

    private Doors() throws IOException {
      clients = FaultProxy.listen();
      peers = FaultProxy.listen();
      controller = FaultProxy.listen();
    }
  }

  private final List<Doors> doors = new ArrayList<>();
  private final Watch watch;
  private final KafkaCluster cluster;

  /**
   * Starts a cluster.
   *
   * @param directory an existing directory for the brokers' data
   * @param logs an existing directory for the logs of forked nodes
   * @param release of the nodes, which are forked then; otherwise they run in this process
   */
  Surroundings(Path directory, Path logs, int brokers, Optional<KafkaRelease> release)
      throws IOException {
    watch = new Watch(brokers);
    try {
      for (int id = 1; id <= brokers; id++) {
        Doors door = new Doors();
        doors.add(door);
        door.controller.obey(watch.ofBroker(id));
      }
      cluster =
          release.isPresent()
              ? ForkedCluster.start(
                  release.get(), directory, logs, brokers, new Wiring(), PROPERTIES)
              : EmbeddedCluster.start(directory, brokers, new Wiring(), PROPERTIES, Time.SYSTEM);
    } catch (IOException | RuntimeException e) {
      closeDoors(e);
      throw e;
    }
  }

  /** Everybody finds everybody through the proxies. */
  private final class Wiring implements Advertisement {
    @Override
    public InetSocketAddress advertise(int broker, InetSocketAddress listener) {
      Doors door = door(broker);
      door.clientListener = listener;
      door.clients.forwardTo(listener);
      return door.clients.address();
    }

    @Override
    public InetSocketAddress advertiseToPeers(int broker, InetSocketAddress listener) {
      Doors door = door(broker);
      door.peerListener = listener;
      door.peers.forwardTo(listener);
      return door.peers.address();
    }

    @Override
    public InetSocketAddress advertiseController(int broker, InetSocketAddress listener) {
      Doors door = door(broker);
      door.controllerListener = listener;
      door.controller.forwardTo(listener);
      return door.controller.address();
    }
  }

  private Doors door(int broker) {
    return doors.get(broker - 1);
  }

  int brokers() {
    return doors.size();
  }

  KafkaCluster cluster() {
    return cluster;
  }

  Watch watch() {
    return watch;
  }

  FaultProxy clients(int broker) {
    return door(broker).clients;
  }

  FaultProxy peers(int broker) {
    return door(broker).peers;
  }

  String bootstrapServers() {
    return doors.stream()
        .map(door -> door.clients.address())
        .map(address -> address.getAddress().getHostAddress() + ":" + address.getPort())
        .collect(Collectors.joining(","));
  }

  void cutClients(int broker) {
    door(broker).clients.cutOff();
  }

  void joinClients(int broker) {
    door(broker).clients.forwardTo(door(broker).clientListener);
  }

  void cutPeers(int broker) {
    door(broker).peers.cutOff();
  }

  void joinPeers(int broker) {
    door(broker).peers.forwardTo(door(broker).peerListener);
  }

  void cutController(int broker) {
    door(broker).controller.cutOff();
  }

  void joinController(int broker) {
    door(broker).controller.forwardTo(door(broker).controllerListener);
  }

  @Override
  public void close() throws IOException {
    IOException failure = null;
    try {
      cluster.close();
    } catch (IOException e) {
      failure = e;
    } finally {
      failure = closeDoors(failure);
    }
    if (failure != null) {
      throw failure;
    }
  }

  /** Closes all, and returns the first failure, that which was there before included. */
  private <E extends Exception> E closeDoors(E first) {
    E failure = first;
    for (Doors door : doors) {
      for (FaultProxy proxy : List.of(door.clients, door.peers, door.controller)) {
        try {
          proxy.close();
        } catch (IOException e) {
          if (failure != null) {
            failure.addSuppressed(e);
          }
        }
      }
    }
    return failure;
  }
}
