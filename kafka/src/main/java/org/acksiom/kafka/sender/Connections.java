package org.acksiom.kafka.sender;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.kafka.clients.ClientRequest;
import org.apache.kafka.clients.ClientResponse;
import org.apache.kafka.clients.KafkaClient;
import org.apache.kafka.clients.LeastLoadedNode;
import org.apache.kafka.clients.RequestCompletionHandler;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.message.InitProducerIdResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.requests.AbstractRequest;
import org.apache.kafka.common.requests.AbstractResponse;
import org.apache.kafka.common.requests.InitProducerIdResponse;

/**
 * The producer's connections as its I/O thread sees them. Nothing moves by itself: which node may
 * be sent to, what is answered and which connection breaks is said from outside, and told to the
 * I/O thread when it polls next.
 *
 * <p>As in Kafka ({@code InFlightRequests}, {@code NetworkClient}) a connection takes as many
 * requests as the window has room for, answers come in the order of the requests, and when it
 * breaks they fail in that order. A request that expects no answer is completed by being written.
 */
final class Connections implements KafkaClient {
  /** The id of the one producer there is. */
  static final long PRODUCER_ID = 1;

  /** Who hands out producer ids, at once: not one of the brokers that are looked at. */
  private static final Node COORDINATOR = new Node(0, "coordinator", 9092);

  private static final String CLIENT_ID = "producer";

  private final StandingTime time;
  private final int maxInFlight;
  private final List<Deque<ClientRequest>> inFlight = new ArrayList<>();
  private final List<ClientRequest> sent = new ArrayList<>();
  private final Deque<ClientResponse> toComplete = new ArrayDeque<>();
  private int lastCorrelationId;
  private int open;

  /**
   * @param brokers the brokers are numbered from 1
   * @param maxInFlight {@code max.in.flight.requests.per.connection}
   */
  Connections(StandingTime time, int brokers, int maxInFlight) {
    this.time = time;
    this.maxInFlight = maxInFlight;
    for (int broker = 0; broker <= brokers; broker++) {
      inFlight.add(new ArrayDeque<>());
    }
  }

  // ---- what is said from outside

  /** Whether the next turn of the I/O thread may write to that broker, if the window has room. */
  void open(int broker) {
    open = broker;
  }

  /** No broker may be written to. */
  void shut() {
    open = 0;
  }

  /** What was written since the last time, oldest first. */
  List<ClientRequest> takeSent() {
    List<ClientRequest> taken = List.copyOf(sent);
    sent.clear();
    return taken;
  }

  /** The oldest request to that broker is answered. */
  void answer(int broker, AbstractResponse body) {
    complete(inFlight.get(broker).remove(), body, false);
  }

  /** The connection to that broker breaks. */
  void breakConnection(int broker) {
    Deque<ClientRequest> lost = inFlight.get(broker);
    while (!lost.isEmpty()) {
      complete(lost.remove(), null, true);
    }
  }

  private void complete(ClientRequest request, AbstractResponse body, boolean disconnected) {
    toComplete.add(
        new ClientResponse(
            request.makeHeader(request.requestBuilder().latestAllowedVersion()),
            request.callback(),
            request.destination(),
            request.createdTimeMs(),
            time.milliseconds(),
            disconnected,
            null,
            null,
            body));
  }

  // ---- what the I/O thread asks for

  @Override
  public boolean isReady(Node node, long now) {
    return node.equals(COORDINATOR)
        || node.id() == open && inFlight.get(node.id()).size() < maxInFlight;
  }

  @Override
  public boolean ready(Node node, long now) {
    return isReady(node, now);
  }

  @Override
  public ClientRequest newClientRequest(
      String nodeId,
      AbstractRequest.Builder<?> builder,
      long createdTimeMs,
      boolean expectResponse) {
    return newClientRequest(
        nodeId, builder, createdTimeMs, expectResponse, Integer.MAX_VALUE, null);
  }

  @Override
  public ClientRequest newClientRequest(
      String nodeId,
      AbstractRequest.Builder<?> builder,
      long createdTimeMs,
      boolean expectResponse,
      int requestTimeoutMs,
      RequestCompletionHandler callback) {
    lastCorrelationId++;
    return new ClientRequest(
        nodeId,
        builder,
        lastCorrelationId,
        CLIENT_ID,
        createdTimeMs,
        expectResponse,
        requestTimeoutMs,
        callback);
  }

  @Override
  public void send(ClientRequest request, long now) {
    if (request.apiKey() == ApiKeys.INIT_PRODUCER_ID) {
      complete(
          request,
          new InitProducerIdResponse(new InitProducerIdResponseData().setProducerId(PRODUCER_ID)),
          false);
      return;
    }
    sent.add(request);
    if (request.expectResponse()) {
      inFlight.get(Integer.parseInt(request.destination())).add(request);
    } else {
      complete(request, null, false);
    }
  }

  @Override
  public List<ClientResponse> poll(long timeout, long now) {
    List<ClientResponse> completed = new ArrayList<>();
    while (!toComplete.isEmpty()) {
      ClientResponse response = toComplete.remove();
      response.onComplete();
      completed.add(response);
    }
    return completed;
  }

  @Override
  public LeastLoadedNode leastLoadedNode(long now) {
    return new LeastLoadedNode(COORDINATOR, true);
  }

  @Override
  public int inFlightRequestCount() {
    return inFlight.stream().mapToInt(Deque::size).sum();
  }

  @Override
  public boolean hasInFlightRequests() {
    return inFlightRequestCount() > 0;
  }

  @Override
  public int inFlightRequestCount(String nodeId) {
    return inFlight.get(Integer.parseInt(nodeId)).size();
  }

  @Override
  public boolean hasInFlightRequests(String nodeId) {
    return inFlightRequestCount(nodeId) > 0;
  }

  @Override
  public boolean hasReadyNodes(long now) {
    return open > 0;
  }

  @Override
  public long connectionDelay(Node node, long now) {
    return 0;
  }

  @Override
  public long pollDelayMs(Node node, long now) {
    return 0;
  }

  @Override
  public boolean connectionFailed(Node node) {
    return false;
  }

  @Override
  public AuthenticationException authenticationException(Node node) {
    return null;
  }

  @Override
  public void disconnect(String nodeId) {
    breakConnection(Integer.parseInt(nodeId));
  }

  @Override
  public void close(String nodeId) {
    breakConnection(Integer.parseInt(nodeId));
  }

  @Override
  public void wakeup() {}

  @Override
  public void initiateClose() {}

  @Override
  public boolean active() {
    return true;
  }

  @Override
  public void close() {}
}
