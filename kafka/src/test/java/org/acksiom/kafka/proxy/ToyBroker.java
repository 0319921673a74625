package org.acksiom.kafka.proxy;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntPredicate;

/**
 * Answers every request with its own content, and remembers in which order they came; serves
 * several connections.
 */
final class ToyBroker implements AutoCloseable {
  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final List<Integer> served = new ArrayList<>();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final IntPredicate answers;
  private final Thread acceptor;

  ToyBroker() throws IOException {
    this(correlationId -> true);
  }

  /** A broker that answers only some requests, as Kafka's does with acks=0. */
  ToyBroker(IntPredicate answers) throws IOException {
    this.answers = answers;
    acceptor = start(this::acceptAll);
  }

  InetSocketAddress address() {
    return (InetSocketAddress) server.getLocalSocketAddress();
  }

  /** The correlation ids of the requests dealt with so far. */
  synchronized List<Integer> served() {
    return List.copyOf(served);
  }

  /** The same as soon as there are that many. */
  synchronized List<Integer> awaitServed(int count) throws InterruptedException {
    while (served.size() < count) {
      wait();
    }
    return served();
  }

  @Override
  public void close() throws IOException {
    server.close();
    try {
      acceptor.join(); // which may be accepting one more
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  private void acceptAll() throws IOException {
    while (true) {
      Socket socket = server.accept();
      sockets.add(socket);
      start(() -> serve(socket));
    }
  }

  private void serve(Socket socket) throws IOException {
    try (socket) {
      socket.setTcpNoDelay(true);
      DataInputStream in = new DataInputStream(socket.getInputStream());
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      while (true) {
        byte[] content = in.readNBytes(in.readInt());
        int correlationId = ToyClient.correlationIdOfRequest(content);
        boolean answered = answers.test(correlationId);
        remember(correlationId);
        if (answered) {
          out.writeInt(4 + content.length);
          out.writeInt(correlationId);
          out.write(content);
        }
      }
    }
  }

  private synchronized void remember(int correlationId) {
    served.add(correlationId);
    notifyAll();
  }

  private interface Task {
    void run() throws IOException;
  }

  private static Thread start(Task task) {
    Thread thread =
        new Thread(
            () -> {
              try {
                task.run();
              } catch (IOException e) {
                // The connection or the server is closed.
              }
            },
            "toy-broker");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
