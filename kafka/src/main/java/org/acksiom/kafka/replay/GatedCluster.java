package org.acksiom.kafka.replay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.acksiom.kafka.cluster.Advertisement;
import org.acksiom.kafka.cluster.EmbeddedCluster;
import org.acksiom.kafka.proxy.FaultProxy;
import org.acksiom.kafka.proxy.TakenFrame;
import org.acksiom.kafka.proxy.Wire;
import org.acksiom.kafka.workload.Resources;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.requests.BrokerHeartbeatRequest;

/**
 * A real cluster in which nothing that matters moves by itself: between clients, brokers and the
 * controller stand proxies, each with a gate. Not thread-safe.
 *
 * <p>No time-out of the brokers is short enough to elapse meanwhile, but {@code
 * replica.lag.time.max.ms}, of whose effect the controller hears through a gate.
 */
final class GatedCluster implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String NEVER_MILLIS = "600000";
  private static final int SESSION_MILLIS = 100_000;
  private static final int MORE_THAN_HALF_A_SESSION_MILLIS = 60_000;
  private static final Map<String, String> PROPERTIES =
      Map.ofEntries(
          Map.entry("auto.leader.rebalance.enable", "false"),
          Map.entry("broker.heartbeat.interval.ms", "25"),
          Map.entry("broker.session.timeout.ms", String.valueOf(SESSION_MILLIS)),
          Map.entry("connections.max.idle.ms", "-1"),
          Map.entry("controlled.shutdown.enable", "false"),
          Map.entry("controller.quorum.fetch.timeout.ms", NEVER_MILLIS),
          Map.entry("controller.quorum.request.timeout.ms", NEVER_MILLIS),
          Map.entry("replica.lag.time.max.ms", "1500"),
          Map.entry("replica.socket.timeout.ms", NEVER_MILLIS));

  private final Resources resources = new Resources();
  private final Map<Integer, Doors> doors = new HashMap<>();
  private final Map<Integer, CompletableFuture<Void>> changing = new HashMap<>();
  private final Set<Integer> down = new TreeSet<>();
  private final ShiftedTime controllerTime = new ShiftedTime();
  private final int brokers;
  private final EmbeddedCluster cluster;

  /** The proxies of one broker, where they lead, and a way past them. */
  private static final class Doors implements AutoCloseable {
    private final Resources resources = new Resources();
    final FaultProxy clients;
    final FaultProxy peers;
    final FaultProxy controller;
    final FetchGate fetches = new FetchGate();
    final ControllerGate control = new ControllerGate();
    InetSocketAddress clientListener;
    InetSocketAddress peerListener;
    InetSocketAddress controllerListener;
    DirectClient direct;

    Doors() throws IOException {
      try {
        clients = resources.add(FaultProxy.listen());
        peers = resources.add(FaultProxy.listen());
        controller = resources.add(FaultProxy.listen());
      } catch (IOException e) {
        resources.closeAfter(e);
        throw e;
      }
    }

    /** Where the broker listens for clients, once that is known. */
    void clientListener(InetSocketAddress listener) {
      clientListener = listener;
      direct = resources.add(new DirectClient(listener));
    }

    void openToAll() {
      clients.forwardTo(clientListener);
      peers.forwardTo(peerListener);
      controller.forwardTo(controllerListener);
    }

    void cutOff() {
      clients.cutOff();
      peers.cutOff();
      controller.cutOff();
    }

    @Override
    public void close() throws IOException {
      resources.close();
    }
  }

  /**
   * Starts a cluster whose gates are open.
   *
   * @param directory an existing directory for the brokers' data
   * @param brokers how many
   */
  GatedCluster(Path directory, int brokers) throws IOException {
    this.brokers = brokers;
    try {
      for (int id = 1; id <= brokers; id++) {
        Doors door = resources.add(new Doors());
        doors.put(id, door);
        door.peers.obey(door.fetches);
        door.controller.obey(door.control);
      }
      cluster =
          resources.add(
              EmbeddedCluster.start(directory, brokers, new Wiring(), PROPERTIES, controllerTime));
    } catch (IOException | RuntimeException e) {
      resources.closeAfter(e);
      throw e;
    }
  }

  /** Everybody finds everybody through the proxies. */
  private final class Wiring implements Advertisement {
    @Override
    public InetSocketAddress advertise(int broker, InetSocketAddress listener) {
      Doors door = doors.get(broker);
      door.clientListener(listener);
      door.clients.forwardTo(listener);
      return door.clients.address();
    }

    @Override
    public InetSocketAddress advertiseToPeers(int broker, InetSocketAddress listener) {
      Doors door = doors.get(broker);
      door.peerListener = listener;
      door.peers.forwardTo(listener);
      return door.peers.address();
    }

    @Override
    public InetSocketAddress advertiseController(int broker, InetSocketAddress listener) {
      Doors door = doors.get(broker);
      door.controllerListener = listener;
      door.controller.forwardTo(listener);
      return door.controller.address();
    }
  }

  /** Where clients find each broker. */
  Map<Integer, InetSocketAddress> addresses() {
    Map<Integer, InetSocketAddress> addresses = new HashMap<>();
    doors.forEach((id, door) -> addresses.put(id, door.clients.address()));
    return addresses;
  }

  /** Where clients find that broker, as Kafka's clients are told. */
  String bootstrapServer(int broker) {
    InetSocketAddress address = doors.get(broker).clients.address();
    return address.getAddress().getHostAddress() + ":" + address.getPort();
  }

  int brokers() {
    return brokers;
  }

  /** The proxy between clients and that broker. */
  FaultProxy clients(int broker) {
    return doors.get(broker).clients;
  }

  FetchGate fetches(int leader) {
    return doors.get(leader).fetches;
  }

  ControllerGate control(int broker) {
    return doors.get(broker).control;
  }

  /** A way to ask that broker past the proxies. */
  DirectClient direct(int broker) {
    return doors.get(broker).direct;
  }

  /** Where that broker listens for clients. */
  InetSocketAddress listener(int broker) {
    return doors.get(broker).clientListener;
  }

  // ---- brokers that come and go

  /**
   * The broker's process is gone: nobody hears of it any more. It has what it wrote, but for the
   * last records of a partition that were not flushed.
   *
   * @param partition such as {@code topic-0}
   * @param lost how many records, each of which is a batch
   */
  void crash(int broker, String partition, int lost) {
    Doors door = doors.get(broker);
    down.add(broker);
    door.cutOff();
    door.fetches.lose();
    doors.values().forEach(other -> other.fetches.lose(broker));
    door.control.lose();
    changing.put(
        broker,
        CompletableFuture.runAsync(
            () -> {
              try {
                cluster.crash(broker);
                if (lost > 0) {
                  cluster.loseLogEnd(broker, partition, lost);
                }
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            },
            GatedCluster::inBackground));
  }

  /** Whoever is down comes back; returns when all are up. */
  void restartAll() throws IOException, InterruptedException {
    for (int broker : List.copyOf(down)) {
      restart(broker);
    }
    for (int broker : List.copyOf(changing.keySet())) {
      awaitChange(broker);
    }
  }

  /** The broker's process comes back; it may be long in being let in. */
  void restart(int broker) throws IOException, InterruptedException {
    awaitChange(broker);
    down.remove(broker);
    doors.get(broker).openToAll();
    changing.put(
        broker,
        CompletableFuture.runAsync(() -> cluster.restart(broker), GatedCluster::inBackground));
  }

  /** Returns when what was last begun with that broker is done. */
  void awaitChange(int broker) throws IOException, InterruptedException {
    CompletableFuture<Void> change = changing.remove(broker);
    if (change == null) {
      return;
    }
    try {
      change.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new IOException("broker " + broker + ": " + e.getCause().getMessage(), e.getCause());
    } catch (TimeoutException e) {
      throw new IOException(
          "broker " + broker + ": neither up nor down after " + LIMIT.toSeconds() + " s", e);
    }
  }

  private static void inBackground(Runnable task) {
    Thread thread = new Thread(task, "gated-cluster");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * {@code broker.session.timeout.ms} elapses for a broker, on the controller's clock, while the
   * others send heartbeats.
   *
   * @param broker whose heartbeats do not arrive any more
   * @param unnoticed those that are gone, too, which the controller is not to notice yet: their
   *     last heartbeat arrives again
   * @param fenced those that are fenced already
   */
  void expireSession(int broker, Set<Integer> unnoticed, Set<Integer> fenced)
      throws IOException, InterruptedException {
    control(broker).shutHeartbeats();
    for (int half = 1; half <= 2; half++) {
      controllerTime.advance(MORE_THAN_HALF_A_SESSION_MILLIS);
      for (int id = 1; id <= brokers; id++) {
        if (unnoticed.contains(id)) {
          repeatHeartbeat(id);
        } else if (id != broker && !fenced.contains(id)) {
          awaitHeartbeats(id);
        }
      }
    }
  }

  /** Returns when the controller has answered a heartbeat that was sent after this call. */
  private void awaitHeartbeats(int broker) throws IOException, InterruptedException {
    long end = control(broker).heartbeatsAnswered() + 2;
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (control(broker).heartbeatsAnswered() < end) {
      if (System.nanoTime() > deadline) {
        throw new IOException("broker " + broker + ": expected heartbeats, found none");
      }
      Thread.sleep(1);
    }
  }

  private void repeatHeartbeat(int broker) throws IOException {
    TakenFrame last =
        control(broker)
            .lastHeartbeat()
            .orElseThrow(() -> new IOException("broker " + broker + " has sent no heartbeat"));
    try (DirectClient controller = new DirectClient(cluster.controllerListener())) {
      controller.ask(
          ApiKeys.BROKER_HEARTBEAT,
          last.frame().version(),
          ((BrokerHeartbeatRequest) Wire.request(last)).data());
    }
  }

  // ---- the end

  @Override
  public void close() throws IOException {
    try (resources) {
      for (Doors door : doors.values()) {
        door.fetches.open();
        door.control.open();
      }
      for (int id : List.copyOf(changing.keySet())) {
        awaitChange(id);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
