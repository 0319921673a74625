package org.acksiom.kafka.replay;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.acksiom.kafka.proxy.Frame;
import org.acksiom.kafka.proxy.FrameAction;
import org.acksiom.kafka.proxy.FrameRule;
import org.acksiom.kafka.proxy.TakenFrame;

/**
 * What is on its way between the producer and one broker: the produce requests and responses of the
 * open connection, and what still arrives of those that are closed. Nothing of it moves unless it
 * is told to. Thread-safe.
 */
final class ProducerGate implements FrameRule {
  private final String producer;
  private final MetadataView metadata;

  /** Any frame of the open connection. */
  private TakenFrame connection;

  private final List<TakenFrame> requests = new ArrayList<>();
  private final List<TakenFrame> responses = new ArrayList<>();
  private final List<List<TakenFrame>> late = new ArrayList<>();
  private boolean open = true;

  /**
   * A gate that lets everything pass.
   *
   * @param producer the producer's {@code client.id}
   * @param metadata what clients are told of the cluster
   */
  ProducerGate(String producer, MetadataView metadata) {
    this.producer = producer;
    this.metadata = metadata;
  }

  @Override
  public synchronized FrameAction decide(Frame frame) {
    if (open) {
      return FrameAction.FORWARD;
    }
    return switch (frame.api()) {
      case PRODUCE ->
          !frame.clientId().equals(producer)
              ? FrameAction.FORWARD
              : FrameAction.take(
                  frame.direction() == Frame.Direction.REQUEST ? this::request : this::response);
      case METADATA ->
          frame.direction() == Frame.Direction.REQUEST
              ? FrameAction.FORWARD
              : FrameAction.take(metadata::pass);
      default -> FrameAction.FORWARD;
    };
  }

  synchronized void shut() {
    open = false;
  }

  /** From now on everything passes; what is held is lost with its connection. */
  synchronized void open() {
    open = true;
    breakConnection(0);
    late.clear();
  }

  private synchronized void request(TakenFrame frame) {
    if (!isOfOpenConnection(frame)) {
      connection = frame;
      requests.clear();
      responses.clear();
    }
    requests.add(frame);
  }

  private synchronized void response(TakenFrame frame) {
    if (isOfOpenConnection(frame)) {
      responses.add(frame);
    }
  }

  private boolean isOfOpenConnection(TakenFrame frame) {
    return connection != null && connection.connection().equals(frame.connection());
  }

  /** The records of the requests that wait to reach the broker, oldest first. */
  synchronized List<Integer> requests() {
    return requests.stream().map(Records::of).toList();
  }

  /** How many responses wait to reach the producer. */
  synchronized int responses() {
    return responses.size();
  }

  /** The oldest request reaches the broker. */
  synchronized void passRequest() throws IOException {
    next(requests, "request").pass();
  }

  /** The oldest response reaches the producer. */
  synchronized void passResponse() throws IOException {
    next(responses, "response").pass();
  }

  private static TakenFrame next(List<TakenFrame> waiting, String what) throws IOException {
    if (waiting.isEmpty()) {
      throw new IOException("expected a " + what + " on its way, found none");
    }
    return waiting.remove(0);
  }

  /** The connection breaks; of the requests that wait the first {@code arriving} still arrive. */
  synchronized void breakConnection(int arriving) {
    if (arriving > 0) {
      late.add(new ArrayList<>(requests.subList(0, arriving)));
    }
    if (connection != null) {
      connection.cut();
      connection = null;
    }
    requests.clear();
    responses.clear();
  }

  /** Nothing that waits arrives any more. */
  synchronized void lose() {
    requests.clear();
    responses.clear();
    late.clear();
  }

  /** On how many closed connections something still arrives. */
  synchronized int lateConnections() {
    return late.size();
  }

  /** Takes the next request of a closed connection, counted from 1. */
  synchronized TakenFrame takeLate(int closed) {
    List<TakenFrame> arriving = late.get(closed - 1);
    TakenFrame frame = arriving.remove(0);
    if (arriving.isEmpty()) {
      late.remove(closed - 1);
    }
    return frame;
  }

  /** What still arrives of a closed connection, counted from 1, is lost. */
  synchronized void loseLate(int closed) {
    late.remove(closed - 1);
  }
}
