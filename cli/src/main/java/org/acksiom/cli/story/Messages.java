package org.acksiom.cli.story;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.acksiom.impl.core.ErrorCode;
import org.acksiom.impl.core.PartitionState;
import org.acksiom.impl.core.ProduceResponse;
import org.acksiom.impl.simulator.Cluster;
import org.acksiom.impl.simulator.Event;
import org.acksiom.impl.simulator.MessageRouter;

/**
 * Which messages were sent in a story, and what became of each.
 *
 * <p>The simulator's router holds what is on its way in order, and does not say when it was sent.
 * So each of its queues has a shadow here, to which a step does what it does to the queue: what
 * comes in is new, what leaves at the front has arrived, and what is gone otherwise is lost.
 */
final class Messages {
  /** A message on its way. */
  private record Sent(Message.Kind kind, String label, Lane from, int step, Lane to) {}

  private final List<Message> messages = new ArrayList<>();
  private final Map<Integer, Deque<Sent>> requests = new HashMap<>();
  private final Map<Integer, Deque<Sent>> responses = new HashMap<>();
  private final Map<Integer, List<Deque<Sent>>> late = new HashMap<>();
  private final Map<Integer, Sent> fetchResponses = new HashMap<>();
  private final Map<Integer, Sent> isrRequests = new HashMap<>();
  private int partitionDecided;

  private Messages() {}

  /** The messages of a story, in the order in which they ended. */
  static List<Message> of(List<Story.Step> steps) {
    Messages messages = new Messages();
    for (int i = 0; i < steps.size(); i++) {
      messages.follow(i + 1, steps.get(i));
    }
    messages.endsAfter(steps.size());
    return List.copyOf(messages.messages);
  }

  private void follow(int number, Story.Step step) {
    Event event = step.event();
    Cluster before = step.before();
    Cluster after = step.after();
    int b = event.first();
    switch (event.action()) {
      case PRODUCER_SENDS -> {
        int to = before.producer().metadata();
        int record = before.producer().queue().get(0);
        requests(to)
            .add(
                new Sent(
                    Message.Kind.REQUEST, "" + record, Lane.PRODUCER, number, Lane.broker(to)));
      }
      case PRODUCER_RECEIVES -> arrives(number, responses(b).remove());
      case PRODUCER_REFRESHES_METADATA ->
          at(number, Message.Kind.METADATA, leads(after), Lane.CONTROLLER, Lane.PRODUCER);
      case CONNECTION_BREAKS -> {
        keepLate(b, event.second());
        loseAll(number, requests(b));
        loseAll(number, responses(b));
      }
      case LEADER_APPENDS, LEADER_RECOGNISES_DUPLICATE, BROKER_REJECTS -> {
        arrives(number, requests(b).remove());
        if (after.router().requests(b).isEmpty()) { // a refusal without acks closes the connection
          loseAll(number, requests(b));
        }
      }
      case LATE_REQUEST_ARRIVES -> arrivesLate(number, b, event.second() - 1, after.router());
      case CONSUMER_READS -> {
        int had = before.consumer().reads().size();
        StringBuilder label = new StringBuilder();
        after.consumer().reads().stream()
            .skip(had)
            .forEach(read -> label.append(label.isEmpty() ? "" : " ").append(read.record()));
        at(number, Message.Kind.READ, label.toString(), Lane.broker(b), Lane.CONSUMER);
      }
      case LEADER_ANSWERS_FETCH -> {
        int f = event.second();
        String has = "has " + before.broker(f).log().endOffset();
        at(number, Message.Kind.FETCH, has, Lane.broker(f), Lane.broker(b));
        if (after.router().fetchResponse(f).isPresent()) {
          fetchResponses.put(
              f, new Sent(Message.Kind.FETCH, "", Lane.broker(b), number, Lane.broker(f)));
        }
      }
      case FOLLOWER_RECEIVES -> arrives(number, fetchResponses.remove(b));
      case LEADER_EXPANDS_ISR, LEADER_SHRINKS_ISR ->
          isrRequests.put(
              b,
              new Sent(
                  Message.Kind.METADATA,
                  "ISR " + numbers(after.broker(b).pendingIsr().orElseThrow().isr().toString()),
                  Lane.broker(b),
                  number,
                  Lane.CONTROLLER));
      case CONTROLLER_ALTERS_PARTITION -> arrives(number, isrRequests.remove(b));
      case CONTROLLER_REFUSES -> {
        arrives(number, isrRequests.remove(b));
        at(number, Message.Kind.ERROR, "refused", Lane.CONTROLLER, Lane.broker(b));
      }
      case BROKER_LEARNS ->
          messages.add(
              new Message(
                  Message.Kind.METADATA,
                  leads(after),
                  Lane.CONTROLLER,
                  partitionDecided,
                  Lane.broker(b),
                  number,
                  Message.End.ARRIVED));
      case BROKER_RESTARTS ->
          at(number, Message.Kind.METADATA, "", Lane.broker(b), Lane.CONTROLLER);
      case BROKER_CRASHES -> {
        loseAll(number, requests(b));
        loseAll(number, responses(b));
        late(b).forEach(connection -> loseAll(number, connection));
        late(b).clear();
      }
      case LEADER_ACKNOWLEDGES, PRODUCER_GIVES_UP, CONTROLLER_FENCES, CONTROLLER_UNFENCES -> {
        // no message arrives; what is sent is found below
      }
    }
    findResponses(number, before, after);
    findGone(number, after);
    if (!before.controller().partition().equals(after.controller().partition())) {
      partitionDecided = number;
    }
  }

  /** Whatever a broker answered in this step is at the end of its queue. */
  private void findResponses(int number, Cluster before, Cluster after) {
    for (int b = 1; b <= after.brokers().size(); b++) {
      List<ProduceResponse> now = after.router().responses(b);
      if (now.size() > before.router().responses(b).size()) {
        ProduceResponse response = now.get(now.size() - 1);
        boolean acked = response.error() == ErrorCode.NONE;
        responses(b)
            .add(
                new Sent(
                    acked ? Message.Kind.ACK : Message.Kind.ERROR,
                    (acked ? "ack " : "error ") + response.record(),
                    Lane.broker(b),
                    number,
                    Lane.PRODUCER));
      }
    }
  }

  /** What was between brokers and controller and is there no longer, though it did not arrive. */
  private void findGone(int number, Cluster after) {
    for (int b = 1; b <= after.brokers().size(); b++) {
      if (after.router().fetchResponse(b).isEmpty() && fetchResponses.containsKey(b)) {
        lost(number, fetchResponses.remove(b));
      }
      if (after.broker(b).pendingIsr().isEmpty() && isrRequests.containsKey(b)) {
        lost(number, isrRequests.remove(b));
      }
    }
  }

  private void keepLate(int broker, int arriving) {
    if (arriving > 0) {
      Deque<Sent> connection = new ArrayDeque<>();
      for (int i = 0; i < arriving; i++) {
        connection.add(requests(broker).remove());
      }
      late(broker).add(connection);
    }
  }

  private void arrivesLate(int number, int broker, int index, MessageRouter after) {
    Deque<Sent> connection = late(broker).get(index);
    arrives(number, connection.remove());
    if (after.late(broker).size() < late(broker).size()) {
      loseAll(number, connection);
      late(broker).remove(index);
    }
  }

  private void endsAfter(int last) {
    List<Sent> left = new ArrayList<>();
    requests.values().forEach(left::addAll);
    responses.values().forEach(left::addAll);
    late.values().forEach(connections -> connections.forEach(left::addAll));
    left.addAll(fetchResponses.values());
    left.addAll(isrRequests.values());
    left.forEach(sent -> ends(last + 1, sent, Message.End.UNDER_WAY));
  }

  private Deque<Sent> requests(int broker) {
    return requests.computeIfAbsent(broker, any -> new ArrayDeque<>());
  }

  private Deque<Sent> responses(int broker) {
    return responses.computeIfAbsent(broker, any -> new ArrayDeque<>());
  }

  private List<Deque<Sent>> late(int broker) {
    return late.computeIfAbsent(broker, any -> new ArrayList<>());
  }

  private void arrives(int number, Sent sent) {
    ends(number, sent, Message.End.ARRIVED);
  }

  private void lost(int number, Sent sent) {
    ends(number, sent, Message.End.LOST);
  }

  private void loseAll(int number, Deque<Sent> queue) {
    queue.forEach(sent -> lost(number, sent));
    queue.clear();
  }

  private void ends(int number, Sent sent, Message.End end) {
    messages.add(
        new Message(sent.kind(), sent.label(), sent.from(), sent.step(), sent.to(), number, end));
  }

  /** Something that is sent and arrives in the same step. */
  private void at(int number, Message.Kind kind, String label, Lane from, Lane to) {
    messages.add(new Message(kind, label, from, number, to, number, Message.End.ARRIVED));
  }

  private static String leads(Cluster cluster) {
    return cluster.leader() == PartitionState.NO_LEADER
        ? "no leader"
        : "leader " + cluster.leader();
  }

  /** A set without its braces. */
  private static String numbers(String set) {
    return set.replaceAll("[{}\\[\\]]", "");
  }
}
