package org.acksiom.kafka.proxy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Stands before one broker on loopback and passes Kafka's frames to and fro, unless a {@link
 * FrameRule} says otherwise. A connection on which something else than Kafka's protocol comes is
 * cut, as a broker would do. Thread-safe.
 */
public final class FaultProxy implements AutoCloseable {
  private static final int CONNECT_LIMIT_MILLIS = 5_000;
  private static final Duration END_LIMIT = Duration.ofSeconds(10);

  private final ServerSocket server;
  private final Thread acceptor;
  private final Set<ProxiedConnection> connections = ConcurrentHashMap.newKeySet();
  private volatile InetSocketAddress broker;
  private volatile FrameRule rule = FrameRule.FORWARD_ALL;

  private FaultProxy(ServerSocket server) {
    this.server = server;
    this.acceptor = new Thread(this::acceptAll, "fault-proxy-" + server.getLocalPort());
    acceptor.setDaemon(true);
  }

  /**
   * Starts to listen on a free port. Until {@link #forwardTo} names the broker, connections are cut
   * at once.
   *
   * @throws IOException if no port is to be had
   */
  public static FaultProxy listen() throws IOException {
    FaultProxy proxy = new FaultProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    proxy.acceptor.start();
    return proxy;
  }

  /** Where clients find the proxy. */
  public InetSocketAddress address() {
    return (InetSocketAddress) server.getLocalSocketAddress();
  }

  /** From now on new connections go to the broker at this address. */
  public void forwardTo(InetSocketAddress address) {
    broker = address;
  }

  /**
   * Breaks all connections at once, and those to come, until {@link #forwardTo} names a broker
   * again.
   */
  public void cutOff() {
    broker = null;
    connections.forEach(ProxiedConnection::abort);
  }

  /** From now on this rule decides; it replaces the one before, on connections that exist too. */
  public void obey(FrameRule newRule) {
    rule = newRule;
  }

  /**
   * Returns when nothing of a client that has closed its connections is under way any more: the
   * rule has decided on all that it sent, and the broker has dealt with what reached it. What is
   * stalled arrives at once. As with {@link #heal}, a connection without an answer is not waited
   * for.
   *
   * @param clientId the client's {@code client.id}
   * @throws IOException if a connection has not ended within 10 seconds
   */
  public void awaitEnd(String clientId) throws IOException {
    List<ProxiedConnection> left =
        connections.stream().filter(connection -> connection.isOf(clientId)).toList();
    end(left, ProxiedConnection::hurry);
  }

  /**
   * Ends all faults: from now on every frame is forwarded, what was stalled arrives at once, and
   * every existing connection is cut. When the call returns, the broker has dealt with every
   * request that reached it from a client that has ever had an answer; and a Kafka client sends no
   * record before its first answer.
   *
   * @throws IOException if a connection has not ended within 10 seconds
   */
  public void heal() throws IOException {
    rule = FrameRule.FORWARD_ALL;
    end(List.copyOf(connections), ProxiedConnection::release);
  }

  /**
   * Stops to listen and breaks all connections.
   *
   * @throws IOException if a connection's threads have not ended within 10 seconds
   */
  @Override
  public void close() throws IOException {
    server.close();
    join(acceptor);
    end(List.copyOf(connections), ProxiedConnection::abort);
  }

  private void acceptAll() {
    try (server) {
      while (true) {
        connect(server.accept());
      }
    } catch (IOException e) {
      // The server socket is closed: either close() was called or clients now see that nobody
      // listens.
    }
  }

  private void connect(Socket client) {
    Socket upstream = new Socket();
    try {
      InetSocketAddress target = broker;
      upstream.connect(target, CONNECT_LIMIT_MILLIS);
      ProxiedConnection connection =
          new ProxiedConnection(client, upstream, this::decide, connections::remove);
      connections.add(connection);
      connection.start();
      if (!target.equals(broker)) {
        connection.abort(); // it was cut off while this one was made
      }
    } catch (IOException | IllegalArgumentException e) {
      // The broker is down or not known yet: its client sees a connection that breaks at once.
      ProxiedConnection.close(client);
      ProxiedConnection.close(upstream);
    }
  }

  private FrameAction decide(Frame frame) {
    FrameRule current = rule;
    synchronized (current) {
      return current.decide(frame);
    }
  }

  private static void end(List<ProxiedConnection> existing, Consumer<ProxiedConnection> way)
      throws IOException {
    existing.forEach(way);
    for (ProxiedConnection connection : existing) {
      for (Thread thread : connection.threads()) {
        join(thread);
      }
    }
  }

  private static void join(Thread thread) throws IOException {
    try {
      thread.join(END_LIMIT.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while " + thread.getName() + " ends", e);
    }
    if (thread.isAlive()) {
      throw new IOException(
          thread.getName() + " has not ended after " + END_LIMIT.toSeconds() + " s");
    }
  }
}
