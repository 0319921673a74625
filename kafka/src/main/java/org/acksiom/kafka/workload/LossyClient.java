package org.acksiom.kafka.workload;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.acksiom.kafka.proxy.Frame;
import org.acksiom.kafka.proxy.FrameAction;
import org.acksiom.kafka.proxy.FrameRule;
import org.apache.kafka.clients.ClientRequest;
import org.apache.kafka.clients.ClientResponse;
import org.apache.kafka.clients.KafkaClient;
import org.apache.kafka.clients.LeastLoadedNode;
import org.apache.kafka.clients.RequestCompletionHandler;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.requests.AbstractRequest;
import org.apache.kafka.common.requests.MetadataRequest;

/**
 * A producer's network that loses produce requests and their answers and then breaks the
 * connection, as a {@link FrameRule} says. It stands between the producer's sender and Kafka's own
 * network client, above encryption and authentication, and no broker's address is another: so it
 * works with any cluster, and the cluster notices nothing but a client that connects again.
 *
 * <p>A connection is broken only when all that was sent on it before is answered; a request that
 * has no answer (acks=0) is followed by one that has. So the broker has dealt with what reached it.
 * Requests that are lost count as in flight until then.
 *
 * <p>All methods but {@link #settle} are called by the sender's thread alone.
 */
final class LossyClient implements KafkaClient {
  private static final long SETTLE_LIMIT_SECONDS = 30;

  private final KafkaClient network;
  private final FrameRule rule;
  private final String clientId;
  private final int maxInFlight;
  private final Map<String, Connection> connections = new HashMap<>();
  private final List<Waiting> lostInSilence = new ArrayList<>();
  private final CountDownLatch settled = new CountDownLatch(1);
  private volatile boolean settling;

  /** A produce request whose answer its sender waits for. */
  private final class Waiting implements RequestCompletionHandler {
    private final RequestCompletionHandler sender;
    private ClientRequest request;

    Waiting(RequestCompletionHandler sender) {
      this.sender = sender;
    }

    @Override
    public void onComplete(ClientResponse response) {
      answered(this, response);
    }
  }

  /** The connection to one broker. */
  private static final class Connection {
    final List<Waiting> lost = new ArrayList<>();
    Node node;
    int unanswered;
    boolean deaf;
    boolean breaking;
    boolean askedAfterSilence = true;
  }

  /**
   * Nothing is lost but by the rule.
   *
   * @param network Kafka's own, which is closed with this
   * @param rule forwards, closes or makes a black hole
   * @param maxInFlight produce requests on a connection
   */
  LossyClient(KafkaClient network, FrameRule rule, String clientId, int maxInFlight) {
    this.network = network;
    this.rule = rule;
    this.clientId = clientId;
    this.maxInFlight = maxInFlight;
  }

  /**
   * Returns when the brokers have dealt with all that reached them. Nothing must be sent any more.
   *
   * @throws IOException if that takes longer than 30 seconds
   */
  void settle() throws IOException, InterruptedException {
    settling = true;
    network.wakeup();
    if (!settled.await(SETTLE_LIMIT_SECONDS, TimeUnit.SECONDS)) {
      throw new IOException("the brokers have not answered within " + SETTLE_LIMIT_SECONDS + " s");
    }
  }

  // ---- what is lost

  @Override
  public ClientRequest newClientRequest(
      String nodeId,
      AbstractRequest.Builder<?> builder,
      long createdMillis,
      boolean expectResponse,
      int timeoutMillis,
      RequestCompletionHandler sender) {
    if (builder.apiKey() != ApiKeys.PRODUCE) {
      return network.newClientRequest(
          nodeId, builder, createdMillis, expectResponse, timeoutMillis, sender);
    }
    return network.newClientRequest(
        nodeId, builder, createdMillis, expectResponse, timeoutMillis, new Waiting(sender));
  }

  @Override
  public void send(ClientRequest request, long now) {
    if (!(request.callback() instanceof Waiting waiting)) {
      network.send(request, now);
      return;
    }
    waiting.request = request;
    Connection connection = connection(request.destination());
    if (!connection.breaking) {
      FrameAction action = rule.decide(frame(Frame.Direction.REQUEST, request));
      connection.deaf |= action.equals(FrameAction.BLACKHOLE);
      connection.breaking = action.equals(FrameAction.CLOSE);
    }
    if (connection.breaking || connection.deaf) {
      (request.expectResponse() ? connection.lost : lostInSilence).add(waiting);
    } else {
      connection.unanswered++;
      connection.askedAfterSilence &= request.expectResponse();
      network.send(request, now);
    }
  }

  private void answered(Waiting waiting, ClientResponse response) {
    Connection connection = connection(response.destination());
    connection.unanswered--;
    if (response.hasResponse() && !connection.breaking) {
      connection.breaking =
          rule.decide(frame(Frame.Direction.RESPONSE, waiting.request)).equals(FrameAction.CLOSE);
    }
    if (response.hasResponse() && connection.breaking) {
      connection.lost.add(waiting);
    } else {
      waiting.sender.onComplete(response);
    }
  }

  private Frame frame(Frame.Direction direction, ClientRequest request) {
    return new Frame(
        direction,
        request.apiKey(),
        request.requestBuilder().latestAllowedVersion(),
        request.correlationId(),
        clientId);
  }

  @Override
  public List<ClientResponse> poll(long timeoutMillis, long now) {
    completeInSilence(now);
    askAfterSilence(now);
    breakConnections(now);
    List<ClientResponse> responses = network.poll(timeoutMillis, now);
    breakConnections(now);
    if (settling && connections.values().stream().allMatch(LossyClient::isSettled)) {
      settled.countDown();
    }
    return responses;
  }

  private static boolean isSettled(Connection connection) {
    return connection.unanswered == 0 && connection.askedAfterSilence && !connection.breaking;
  }

  /** Where requests without answers were sent, one with an answer says when they are dealt with. */
  private void askAfterSilence(long now) {
    connections.forEach(
        (id, connection) -> {
          if (connection.askedAfterSilence || !(settling || connection.breaking)) {
            return;
          }
          if (network.connectionFailed(connection.node)) {
            connection.askedAfterSilence = true; // the connection is gone, and nothing follows
          } else if (network.isReady(connection.node, now)) {
            connection.askedAfterSilence = true;
            connection.unanswered++;
            network.send(
                network.newClientRequest(
                    id,
                    MetadataRequest.Builder.forTopicNames(List.of(), false),
                    now,
                    true,
                    (int) TimeUnit.SECONDS.toMillis(SETTLE_LIMIT_SECONDS),
                    response -> connection.unanswered--),
                now);
          }
        });
  }

  private void breakConnections(long now) {
    connections.forEach(
        (id, connection) -> {
          if (connection.breaking && connection.unanswered == 0 && connection.askedAfterSilence) {
            network.disconnect(id);
            List<Waiting> lost = new ArrayList<>(connection.lost);
            lost.sort(Comparator.comparingInt(waiting -> waiting.request.correlationId()));
            connection.lost.clear();
            connection.deaf = false;
            connection.breaking = false;
            lost.forEach(waiting -> waiting.sender.onComplete(ended(waiting.request, now, true)));
          }
        });
  }

  /** Who waits for no answer has done all when the network has taken the request. */
  private void completeInSilence(long now) {
    List<Waiting> lost = List.copyOf(lostInSilence);
    lostInSilence.clear();
    lost.forEach(waiting -> waiting.sender.onComplete(ended(waiting.request, now, false)));
  }

  private static ClientResponse ended(ClientRequest request, long now, boolean disconnected) {
    return new ClientResponse(
        request.makeHeader(request.requestBuilder().latestAllowedVersion()),
        null,
        request.destination(),
        request.createdTimeMs(),
        now,
        disconnected,
        null,
        null,
        null);
  }

  private Connection connection(String nodeId) {
    return connections.computeIfAbsent(nodeId, id -> new Connection());
  }

  private boolean hasRoom(Node node) {
    Connection connection = connection(node.idString());
    connection.node = node;
    return connection.lost.size() + connection.unanswered < maxInFlight;
  }

  // ---- what is Kafka's own

  @Override
  public boolean isReady(Node node, long now) {
    return hasRoom(node) && network.isReady(node, now);
  }

  @Override
  public boolean ready(Node node, long now) {
    boolean room = hasRoom(node);
    return network.ready(node, now) && room;
  }

  @Override
  public long connectionDelay(Node node, long now) {
    return network.connectionDelay(node, now);
  }

  @Override
  public long pollDelayMs(Node node, long now) {
    return network.pollDelayMs(node, now);
  }

  @Override
  public boolean connectionFailed(Node node) {
    return network.connectionFailed(node);
  }

  @Override
  public AuthenticationException authenticationException(Node node) {
    return network.authenticationException(node);
  }

  @Override
  public void disconnect(String nodeId) {
    network.disconnect(nodeId);
  }

  @Override
  public void close(String nodeId) {
    network.close(nodeId);
  }

  @Override
  public LeastLoadedNode leastLoadedNode(long now) {
    return network.leastLoadedNode(now);
  }

  @Override
  public int inFlightRequestCount() {
    return network.inFlightRequestCount();
  }

  @Override
  public boolean hasInFlightRequests() {
    return network.hasInFlightRequests();
  }

  @Override
  public int inFlightRequestCount(String nodeId) {
    return network.inFlightRequestCount(nodeId);
  }

  @Override
  public boolean hasInFlightRequests(String nodeId) {
    return network.hasInFlightRequests(nodeId);
  }

  @Override
  public boolean hasReadyNodes(long now) {
    return network.hasReadyNodes(now);
  }

  @Override
  public void wakeup() {
    network.wakeup();
  }

  @Override
  public ClientRequest newClientRequest(
      String nodeId,
      AbstractRequest.Builder<?> builder,
      long createdMillis,
      boolean expectResponse) {
    return network.newClientRequest(nodeId, builder, createdMillis, expectResponse);
  }

  @Override
  public void initiateClose() {
    network.initiateClose();
  }

  @Override
  public boolean active() {
    return network.active();
  }

  @Override
  public void close() throws IOException {
    network.close();
  }
}
