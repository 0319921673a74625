package org.acksiom.impl.simulator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.acksiom.impl.core.FetchResponse;
import org.acksiom.impl.core.ProduceRequest;
import org.acksiom.impl.core.ProduceResponse;
import org.acksiom.impl.core.SpecAction;

/**
 * The network. Between the producer and each broker there is one open connection, on which messages
 * keep their order, and what still arrives of those that are closed; to each follower at most one
 * fetch response is on its way.
 */
public final class MessageRouter {
  private final Link[] links;

  /** By follower; {@code null} where none is on its way. */
  private final FetchResponse[] fetchResponses;

  /** What is on its way between the producer and one broker; it never changes. */
  private record Link(
      List<ProduceRequest> requests,
      List<ProduceResponse> responses,
      List<List<ProduceRequest>> late) {
    private static final Link QUIET = new Link(List.of(), List.of(), List.of());

    private Link withRequests(List<ProduceRequest> newRequests) {
      return new Link(newRequests, responses, late);
    }

    private Link withResponses(List<ProduceResponse> newResponses) {
      return new Link(requests, newResponses, late);
    }
  }

  MessageRouter(int replicas) {
    this.links = new Link[replicas + 1];
    Arrays.fill(links, Link.QUIET);
    this.fetchResponses = new FetchResponse[replicas + 1];
  }

  private MessageRouter(MessageRouter other) {
    this.links = other.links.clone();
    this.fetchResponses = other.fetchResponses.clone();
  }

  MessageRouter copy() {
    return new MessageRouter(this);
  }

  void send(int broker, ProduceRequest request) {
    links[broker] = links[broker].withRequests(appended(requests(broker), request));
  }

  void respond(int broker, ProduceResponse response) {
    links[broker] = links[broker].withResponses(appended(responses(broker), response));
  }

  ProduceRequest takeRequest(int broker) {
    ProduceRequest request = requests(broker).get(0);
    links[broker] = links[broker].withRequests(rest(requests(broker)));
    return request;
  }

  ProduceResponse takeResponse(int broker) {
    ProduceResponse response = responses(broker).get(0);
    links[broker] = links[broker].withResponses(rest(responses(broker)));
    return response;
  }

  /** Takes the next request of a closed connection, counted from 1. */
  ProduceRequest takeLateRequest(int broker, int connection) {
    List<List<ProduceRequest>> late = new ArrayList<>(late(broker));
    List<ProduceRequest> arriving = late.remove(connection - 1);
    if (arriving.size() > 1) {
      late.add(connection - 1, rest(arriving));
    }
    links[broker] = new Link(requests(broker), responses(broker), List.copyOf(late));
    return arriving.get(0);
  }

  /**
   * The broker has no more use for a closed connection, counted from 1: what still arrives is lost.
   */
  void dropLateRequests(int broker, int connection) {
    List<List<ProduceRequest>> late = new ArrayList<>(late(broker));
    late.remove(connection - 1);
    links[broker] = new Link(requests(broker), responses(broker), List.copyOf(late));
  }

  /**
   * The connection breaks; of the requests on their way the first {@code arriving} still arrive.
   */
  @SpecAction("ConnectionBreaks")
  void breakConnection(int broker, int arriving) {
    List<List<ProduceRequest>> late =
        arriving == 0
            ? late(broker)
            : appended(late(broker), List.copyOf(requests(broker).subList(0, arriving)));
    links[broker] = new Link(List.of(), List.of(), late);
  }

  /** Nothing that was on its way between the producer and that broker arrives. */
  void lose(int broker) {
    links[broker] = Link.QUIET;
  }

  void sendFetchResponse(int follower, FetchResponse response) {
    fetchResponses[follower] = response;
  }

  FetchResponse takeFetchResponse(int follower) {
    FetchResponse response = fetchResponses[follower];
    fetchResponses[follower] = null;
    return response;
  }

  /** The fetch response to that follower, if there is one, does not arrive. */
  void loseFetchResponse(int follower) {
    fetchResponses[follower] = null;
  }

  private static <T> List<T> appended(List<T> list, T last) {
    List<T> longer = new ArrayList<>(list.size() + 1);
    longer.addAll(list);
    longer.add(last);
    return List.copyOf(longer);
  }

  private static <T> List<T> rest(List<T> list) {
    return List.copyOf(list.subList(1, list.size()));
  }

  /** The requests on the open connection to that broker, oldest first. */
  public List<ProduceRequest> requests(int broker) {
    return links[broker].requests();
  }

  /** The responses on the open connection from that broker, oldest first. */
  public List<ProduceResponse> responses(int broker) {
    return links[broker].responses();
  }

  /** For each closed connection to that broker, oldest first, the requests that still arrive. */
  public List<List<ProduceRequest>> late(int broker) {
    return links[broker].late();
  }

  /** The fetch response on its way to that follower, if any. */
  public Optional<FetchResponse> fetchResponse(int follower) {
    return Optional.ofNullable(fetchResponses[follower]);
  }

  /** Whether nothing is on its way to or from that broker. */
  boolean isQuiet(int broker) {
    return links[broker].equals(Link.QUIET) && fetchResponses[broker] == null;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MessageRouter router
        && Arrays.equals(links, router.links)
        && Arrays.equals(fetchResponses, router.fetchResponses);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(links) + Arrays.hashCode(fetchResponses);
  }
}
