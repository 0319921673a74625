package org.acksiom.impl.simulator;

import java.util.ArrayList;
import java.util.List;
import org.acksiom.impl.core.ProduceRequest;
import org.acksiom.impl.core.ProduceResponse;

/**
 * The network between producer and brokers: per broker one open connection, on which messages keep
 * their order, and what still arrives of those that are closed.
 */
public final class MessageRouter {
  private final List<List<ProduceRequest>> requests;
  private final List<List<ProduceResponse>> responses;
  private final List<List<List<ProduceRequest>>> late;

  MessageRouter(int replicas) {
    this.requests = new ArrayList<>();
    this.responses = new ArrayList<>();
    this.late = new ArrayList<>();
    for (int broker = 0; broker <= replicas; broker++) {
      requests.add(new ArrayList<>());
      responses.add(new ArrayList<>());
      late.add(new ArrayList<>());
    }
  }

  private MessageRouter(MessageRouter other) {
    this.requests = copyOf(other.requests);
    this.responses = copyOf(other.responses);
    this.late = new ArrayList<>(other.late.size());
    other.late.forEach(connections -> late.add(copyOf(connections)));
  }

  private static <T> List<List<T>> copyOf(List<List<T>> lists) {
    List<List<T>> copy = new ArrayList<>(lists.size());
    lists.forEach(list -> copy.add(new ArrayList<>(list)));
    return copy;
  }

  MessageRouter copy() {
    return new MessageRouter(this);
  }

  void send(int broker, ProduceRequest request) {
    requests.get(broker).add(request);
  }

  void respond(int broker, ProduceResponse response) {
    responses.get(broker).add(response);
  }

  ProduceRequest takeRequest(int broker) {
    return requests.get(broker).remove(0);
  }

  ProduceResponse takeResponse(int broker) {
    return responses.get(broker).remove(0);
  }

  /** Takes the next request of a closed connection, counted from 1. */
  ProduceRequest takeLateRequest(int broker, int connection) {
    List<ProduceRequest> arriving = late.get(broker).get(connection - 1);
    ProduceRequest request = arriving.remove(0);
    if (arriving.isEmpty()) {
      late.get(broker).remove(connection - 1);
    }
    return request;
  }

  /**
   * The connection breaks; of the requests on their way the first {@code arriving} still arrive.
   */
  void breakConnection(int broker, int arriving) {
    if (arriving > 0) {
      late.get(broker).add(new ArrayList<>(requests.get(broker).subList(0, arriving)));
    }
    requests.get(broker).clear();
    responses.get(broker).clear();
  }

  /** Nothing that was on its way to or from that broker arrives. */
  void lose(int broker) {
    breakConnection(broker, 0);
    late.get(broker).clear();
  }

  /** The requests on the open connection to that broker, oldest first. */
  public List<ProduceRequest> requests(int broker) {
    return requests.get(broker);
  }

  /** The responses on the open connection from that broker, oldest first. */
  public List<ProduceResponse> responses(int broker) {
    return responses.get(broker);
  }

  /** For each closed connection to that broker, oldest first, the requests that still arrive. */
  public List<List<ProduceRequest>> late(int broker) {
    return late.get(broker);
  }

  boolean isQuiet(int broker) {
    return requests.get(broker).isEmpty()
        && responses.get(broker).isEmpty()
        && late.get(broker).isEmpty();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MessageRouter router
        && requests.equals(router.requests)
        && responses.equals(router.responses)
        && late.equals(router.late);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * requests.hashCode() + responses.hashCode()) + late.hashCode();
  }
}
