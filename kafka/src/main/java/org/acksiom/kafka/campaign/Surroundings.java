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

  /** A proxy and where it leads, unless it is cut. */
  static final class Link {
    private final FaultProxy proxy;
    private InetSocketAddress end;
    private int cuts;

    private Link() throws IOException {
      proxy = FaultProxy.listen();
    }

    private synchronized InetSocketAddress leadTo(InetSocketAddress listener) {
      end = listener;
      proxy.forwardTo(listener);
      return proxy.address();
    }

    FaultProxy proxy() {
      return proxy;
    }

    /** Nobody gets through until it is joined as often as it is cut. */
    synchronized void cut() {
      cuts++;
      proxy.cutOff();
    }

    synchronized void join() {
      if (--cuts == 0) {
        proxy.forwardTo(end);
      }
    }
  }

  /** The ways to one broker, and its way to the controller. */
  private record Doors(Link clients, Link peers, Link controller) {
    List<Link> all() {
      return List.of(clients, peers, controller);
    }
  }

  private final List<Doors> doors = new ArrayList<>();
  private final Watch watch;
  private final KafkaCluster cluster;

  /** The same, if its brokers have processes of their own. */
  private final Optional<ForkedCluster> forked;

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
        Doors door = new Doors(new Link(), new Link(), new Link());
        doors.add(door);
        door.controller.proxy.obey(watch.ofBroker(id));
      }
      forked =
          release.isPresent()
              ? Optional.of(
                  ForkedCluster.start(
                      release.get(), directory, logs, brokers, new Wiring(), PROPERTIES))
              : Optional.empty();
      cluster =
          forked.isPresent()
              ? forked.get()
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
      return clients(broker).leadTo(listener);
    }

    @Override
    public InetSocketAddress advertiseToPeers(int broker, InetSocketAddress listener) {
      return peers(broker).leadTo(listener);
    }

    @Override
    public InetSocketAddress advertiseController(int broker, InetSocketAddress listener) {
      return controller(broker).leadTo(listener);
    }
  }

  int brokers() {
    return doors.size();
  }

  KafkaCluster cluster() {
    return cluster;
  }

  /** The processes of the brokers; only for plans that were found possible. */
  ForkedCluster processes() {
    return forked.orElseThrow();
  }

  Watch watch() {
    return watch;
  }

  /** From clients to the broker. */
  Link clients(int broker) {
    return doors.get(broker - 1).clients;
  }

  /** From the other brokers to the broker. */
  Link peers(int broker) {
    return doors.get(broker - 1).peers;
  }

  /** From the broker to the controller. */
  Link controller(int broker) {
    return doors.get(broker - 1).controller;
  }

  String bootstrapServers() {
    return doors.stream()
        .map(door -> door.clients.proxy.address())
        .map(address -> address.getAddress().getHostAddress() + ":" + address.getPort())
        .collect(Collectors.joining(","));
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
      for (Link link : door.all()) {
        try {
          link.proxy.close();
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
