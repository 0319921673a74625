package org.acksiom.kafka.proxy;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A client's connection and its continuation to the broker, with a thread for each direction.
 *
 * <p>However the client's side ends, the broker's side is closed for requests only and read until
 * the broker closes it too. Kafka's broker reads on from a connection only after it has answered,
 * so by then it has dealt with every request that it got: nothing of this connection is in flight
 * any more.
 */
final class ProxiedConnection {
  /** The default of Kafka's {@code socket.request.max.bytes}. */
  private static final int MAX_FRAME_BYTES = 100 * 1024 * 1024;

  private final Socket client;
  private final Socket broker;
  private final Function<Frame, FrameAction> rule;
  private final Consumer<ProxiedConnection> onEnd;

  /**
   * In the order sent, which is the order of the answers; a request that is never answered (acks=0)
   * is passed over.
   */
  private final Queue<Frame> unanswered = new ConcurrentLinkedQueue<>();

  private final CountDownLatch released = new CountDownLatch(1);
  private final AtomicInteger running = new AtomicInteger(2);
  private final Thread requests;
  private final Thread responses;
  private volatile String clientId;

  ProxiedConnection(
      Socket client,
      Socket broker,
      Function<Frame, FrameAction> rule,
      Consumer<ProxiedConnection> onEnd)
      throws IOException {
    this.client = client;
    this.broker = broker;
    this.rule = rule;
    this.onEnd = onEnd;
    client.setTcpNoDelay(true);
    broker.setTcpNoDelay(true);
    String name = "fault-proxy-" + client.getLocalPort() + "-";
    requests = daemon(this::passRequests, name + "requests");
    responses = daemon(this::passResponses, name + "responses");
  }

  void start() {
    requests.start();
    responses.start();
  }

  List<Thread> threads() {
    return List.of(requests, responses);
  }

  /** Whether a client of that name has sent a request. */
  boolean isOf(String name) {
    return name.equals(clientId);
  }

  /** What is stalled arrives now. */
  void hurry() {
    released.countDown();
  }

  /** Breaks the client's side; what is stalled arrives now. */
  void release() {
    hurry();
    close(client);
  }

  /** Breaks both sides. */
  void abort() {
    release();
    close(broker);
  }

  private Thread daemon(Runnable task, String name) {
    Thread thread =
        new Thread(
            () -> {
              task.run();
              if (running.decrementAndGet() == 0) {
                onEnd.accept(this);
              }
            },
            name);
    thread.setDaemon(true);
    return thread;
  }

  private void passRequests() {
    try {
      pass(client, broker, this::requestFrame);
    } catch (IOException e) {
      // The connection has ended, which its other end sees for itself.
    } finally {
      close(client);
      try {
        broker.shutdownOutput();
      } catch (IOException e) {
        // The broker was first.
      }
    }
  }

  private void passResponses() {
    try {
      pass(broker, client, this::responseFrame);
    } catch (IOException e) {
      // As above.
    } finally {
      close(client);
      drain();
      close(broker);
    }
  }

  private void pass(Socket from, Socket to, HeaderReader header) throws IOException {
    DataInputStream in = new DataInputStream(new BufferedInputStream(from.getInputStream()));
    boolean lost = false;
    while (true) {
      byte[] content = readContent(in);
      Frame frame = header.read(content);
      FrameAction action = rule.apply(frame);
      switch (action.kind()) {
        case FORWARD -> {}
        case CLOSE -> {
          return;
        }
        case BLACKHOLE -> lost = true;
        case STALL -> awaitRelease(action.delay());
        case TAKE -> {
          action.taker().accept(new Taken(frame, content, to));
          continue;
        }
      }
      if (!lost) {
        write(to, content);
      }
    }
  }

  /** A frame is written as a whole, for who has taken one writes when the other direction may. */
  private static void write(Socket to, byte[] content) throws IOException {
    byte[] bytes =
        ByteBuffer.allocate(4 + content.length).putInt(content.length).put(content).array();
    synchronized (to) {
      to.getOutputStream().write(bytes);
    }
  }

  /** A frame of this connection that somebody has taken. */
  private final class Taken implements TakenFrame {
    private final Frame frame;
    private final byte[] content;
    private final Socket to;

    private Taken(Frame frame, byte[] content, Socket to) {
      this.frame = frame;
      this.content = content;
      this.to = to;
    }

    @Override
    public Frame frame() {
      return frame;
    }

    @Override
    public byte[] content() {
      return content;
    }

    @Override
    public Object connection() {
      return ProxiedConnection.this;
    }

    @Override
    public void pass(byte[] other) throws IOException {
      write(to, other);
    }

    @Override
    public void cut() {
      abort();
    }
  }

  private Frame requestFrame(byte[] content) throws MalformedFrameException {
    Frame frame = Frame.request(content);
    clientId = frame.clientId();
    unanswered.add(frame);
    return frame;
  }

  private Frame responseFrame(byte[] content) throws MalformedFrameException {
    if (content.length < 4) {
      throw new MalformedFrameException("a correlation id of 4 bytes", content.length + " bytes");
    }
    int correlationId = ByteBuffer.wrap(content).getInt();
    Frame request = unanswered.poll();
    while (request != null && request.correlationId() != correlationId) {
      request = unanswered.poll();
    }
    if (request == null) {
      throw new MalformedFrameException("an answer to a request", "number " + correlationId);
    }
    return request.response();
  }

  private static byte[] readContent(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > MAX_FRAME_BYTES) {
      throw new MalformedFrameException(
          "a frame of 0 to " + MAX_FRAME_BYTES + " bytes", length + " bytes");
    }
    byte[] content = in.readNBytes(length);
    if (content.length < length) {
      throw new EOFException();
    }
    return content;
  }

  private void awaitRelease(Duration delay) throws IOException {
    try {
      released.await(delay.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while a frame is stalled");
    }
  }

  private void drain() {
    try {
      broker.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      // The broker's side is closed.
    }
  }

  static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // A socket that can't be closed has nothing more to tell either.
    }
  }

  @FunctionalInterface
  private interface HeaderReader {
    Frame read(byte[] content) throws MalformedFrameException;
  }
}
