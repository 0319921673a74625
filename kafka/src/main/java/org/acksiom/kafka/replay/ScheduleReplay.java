package org.acksiom.kafka.replay;

import java.io.IOException;
import java.util.List;
import java.util.TreeSet;
import org.acksiom.impl.core.Broker;
import org.acksiom.impl.simulator.Action;
import org.acksiom.impl.simulator.Cluster;
import org.acksiom.impl.simulator.Event;
import org.acksiom.impl.simulator.Schedule;
import org.acksiom.kafka.proxy.TakenFrame;
import org.acksiom.specs.Acks;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.message.AlterPartitionRequestData;

/**
 * Lets real Kafka do what a schedule says, event by event, beside the simulated cluster: an event
 * is let happen by passing, losing or withholding frames, by stopping and starting brokers, by
 * putting the producer's clock forward; and it has happened when real Kafka agrees with the
 * simulated cluster in all that can be seen of it from outside.
 */
final class ScheduleReplay {
  private final GatedCluster kafka;
  private final Schedule schedule;
  private final Cluster simulated;
  private final String topic;
  private final Clients clients;
  private final Nodes nodes;
  private final Agreement agreement;
  private final Patience patience;
  private int step;

  /**
   * Prepares a replay.
   *
   * @param kafka whose gates are shut
   * @param topic of the only partition
   * @param patience how long Kafka may take for one event
   */
  ScheduleReplay(
      GatedCluster kafka, Schedule schedule, String topic, Clients clients, Patience patience) {
    this.kafka = kafka;
    this.schedule = schedule;
    this.simulated = new Cluster(schedule.setup());
    this.clients = clients;
    this.topic = topic;
    this.nodes = new Nodes(kafka, topic);
    this.agreement = new Agreement(nodes, kafka.brokers(), clients);
    this.patience = patience;
  }

  /**
   * Follows the schedule to its end.
   *
   * @throws NotFollowed if Kafka does not do what it says
   */
  void run() throws NotFollowed, InterruptedException {
    awaitFetches();
    awaitAgreement("the beginning");
    for (Event event : schedule.events()) {
      step++;
      String name = "event " + step + ", " + event;
      try {
        prepare(event, name);
        simulated.apply(event);
        happen(event, name);
        awaitAgreement(name);
        conclude(event);
      } catch (IOException | KafkaException e) {
        throw new NotFollowed(name + ": " + e);
      }
    }
  }

  private void awaitAgreement(String when) throws NotFollowed, InterruptedException {
    patience.await(when, () -> agreement.difference(simulated));
  }

  /** No fetch is left at the leader, where it would be answered when something is appended. */
  private void awaitFetches() throws NotFollowed, InterruptedException {
    int leader = simulated.leader();
    FetchGate fetches = kafka.fetches(leader);
    for (Broker follower : simulated.brokers()) {
      if (follower.id() != leader) {
        patience.await(
            "the beginning",
            "a fetch of broker " + follower.id(),
            () -> {
              if (fetches.answer(follower.id()).kind() != FetchAnswer.Kind.NONE) {
                fetches.passResponse(follower.id());
              }
              return fetches.hasRequest(follower.id());
            });
      }
    }
  }

  // ---- what makes an event happen

  /** What must be there before the event can happen. */
  private void prepare(Event event, String name)
      throws NotFollowed, IOException, InterruptedException {
    int first = event.first();
    switch (event.action()) {
      case PRODUCER_SENDS -> send();
      case PRODUCER_GIVES_UP -> {
        if (!clients.producer().hasSent(first)) {
          clients.producer().send(first);
        }
      }
      case LEADER_ANSWERS_FETCH -> {
        if (expandsNext(event)) {
          learnOfFollower(first, event.second(), name);
        }
      }
      case LEADER_EXPANDS_ISR -> {
        learnOfFollower(first, event.second(), name);
        awaitWish(event, name);
      }
      case LEADER_SHRINKS_ISR -> awaitWish(event, name);
      default -> {}
    }
  }

  /**
   * The next record of the queue is on its way to the broker that the producer takes for the
   * leader. A producer does not wait for a schedule: what it has sent meanwhile that is not due, to
   * a former leader or before it was given up, is lost with its connection, and it sends what is
   * due.
   */
  private void send() {
    int record = simulated.producer().queue().get(0);
    int target = simulated.producer().metadata();
    if (!clients.producer().hasSent(record)) {
      clients.producer().send(record);
    }
    clients
        .gates()
        .forEach(
            (broker, gate) -> {
              List<Integer> held = gate.requests();
              boolean due = broker == target ? held.indexOf(record) <= 0 : !held.contains(record);
              if (!due
                  && (broker > simulated.brokers().size()
                      || simulated.router().requests(broker).isEmpty())) {
                gate.breakConnection(0);
              }
            });
  }

  /** Whether the leader asks for the follower to join the ISR before it hears of it again. */
  private boolean expandsNext(Event fetch) {
    for (Event later : schedule.events().subList(step, schedule.events().size())) {
      if (later.first() == fetch.first() && later.second() == fetch.second()) {
        if (later.action() == Action.LEADER_ANSWERS_FETCH) {
          return false;
        }
        if (later.action() == Action.LEADER_EXPANDS_ISR) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * A leader that knows the partition's newest state hears that a follower is registered and not
   * fenced, which the specification takes to be known at once. It hears it no sooner than it must:
   * it would ask for the follower to join the ISR with the next fetch, and wait for it with its
   * high watermark.
   */
  private void learnOfFollower(int leader, int follower, String name)
      throws NotFollowed, InterruptedException {
    if (simulated.broker(leader).view().equals(simulated.controller().partition())) {
      kafka.control(leader).openNews();
      patience.await(
          name,
          "broker " + leader + " to know broker " + follower,
          () -> nodes.alive(leader).contains(follower));
      kafka.control(leader).shutNews();
    }
  }

  private void awaitWish(Event event, String name)
      throws NotFollowed, IOException, InterruptedException {
    int leader = event.first();
    int follower = event.second();
    boolean expands = event.action() == Action.LEADER_EXPANDS_ISR;
    patience.await(
        name,
        "broker "
            + leader
            + " to ask for an ISR "
            + (expands ? "with" : "without")
            + " broker "
            + follower,
        () -> {
          if (expands) {
            repeatFetch(leader, follower);
          }
          return kafka
              .control(leader)
              .wish()
              .map(wish -> isrOf(wish).contains(follower) == expands)
              .orElse(false);
        });
  }

  /**
   * A leader thinks of expanding the ISR only when a fetch comes (Kafka: {@code
   * Partition.updateFollowerFetchState}), so one comes that says what the leader knows already.
   */
  private void repeatFetch(int leader, int follower) throws IOException {
    FetchGate fetches = kafka.fetches(leader);
    Broker simulatedLeader = simulated.broker(leader);
    boolean saysNothingNew =
        simulatedLeader.fetchState(follower).endOffset()
                == simulated.broker(follower).log().endOffset()
            && simulatedLeader.log().endOffset() == simulated.broker(follower).log().endOffset();
    if (!saysNothingNew || simulated.router().fetchResponse(follower).isPresent()) {
      return;
    }
    if (fetches.answer(follower).kind() == FetchAnswer.Kind.EMPTY) {
      fetches.passResponse(follower);
    } else if (fetches.hasRequest(follower)) {
      fetches.passRequest(follower);
    }
  }

  private static TreeSet<Integer> isrOf(AlterPartitionRequestData.PartitionData wish) {
    TreeSet<Integer> isr = new TreeSet<>();
    wish.newIsrWithEpochs().forEach(member -> isr.add(member.brokerId()));
    return isr;
  }

  /** Lets Kafka do it; the simulated cluster has done it already. */
  private void happen(Event event, String name)
      throws NotFollowed, IOException, InterruptedException {
    int first = event.first();
    int second = event.second();
    switch (event.action()) {
      case PRODUCER_RECEIVES -> clients.gate(first).passResponse();
      case PRODUCER_GIVES_UP -> clients.producer().elapse(first);
      case PRODUCER_REFRESHES_METADATA -> refreshMetadata(name);
      case CONNECTION_BREAKS -> clients.gate(first).breakConnection(second);
      case LEADER_APPENDS, LEADER_RECOGNISES_DUPLICATE -> clients.gate(first).passRequest();
      case BROKER_REJECTS -> {
        clients.gate(first).passRequest();
        if (schedule.setup().settings().acks() == Acks.NONE) {
          clients.gate(first).lose();
        }
      }
      case CONSUMER_READS -> read(first, name);
      case LATE_REQUEST_ARRIVES -> arriveLate(first, second);
      case LEADER_ANSWERS_FETCH -> answerFetch(first, second, name);
      case FOLLOWER_RECEIVES -> {
        int leader = leaderOf(first);
        kafka.fetches(leader).passResponse(first);
      }
      case BROKER_CRASHES -> {
        clients.gate(first).breakConnection(0);
        clients.gate(first).lose();
        kafka.crash(first, topic + "-0", second);
      }
      case BROKER_LEARNS -> kafka.control(first).openNews();
      case BROKER_RESTARTS -> {
        kafka.control(first).openHeartbeats();
        kafka.control(first).openNews();
        kafka.restart(first);
      }
      case CONTROLLER_ALTERS_PARTITION, CONTROLLER_REFUSES -> kafka.control(first).passWish();
      case CONTROLLER_FENCES -> expireSession(first);
      case CONTROLLER_UNFENCES -> kafka.control(first).openHeartbeats();
      default -> {} // Kafka does it by itself, and is waited for
    }
  }

  private void expireSession(int broker) throws IOException, InterruptedException {
    TreeSet<Integer> unnoticed = new TreeSet<>();
    TreeSet<Integer> fenced = Nodes.members(simulated.controller().fenced());
    for (Broker other : simulated.brokers()) {
      if (other.id() != broker && !other.up() && !fenced.contains(other.id())) {
        unnoticed.add(other.id());
      }
    }
    kafka.expireSession(broker, unnoticed, fenced);
  }

  /** The leader whose fetch gate holds something for that follower. */
  private int leaderOf(int follower) {
    return simulated.broker(follower).view().leader();
  }

  private void refreshMetadata(String name) throws NotFollowed, IOException, InterruptedException {
    MetadataView metadata = clients.metadata();
    metadata.tell(clients.producerId(), nodes.known(kafka.brokers()).belief());
    // The producer has heard it when it asks again.
    patience.await(
        name,
        "the producer to ask for metadata",
        () -> metadata.timesTold(clients.producerId()) >= 2);
  }

  /** The consumer takes that broker for the leader, and reads until it has read what it should. */
  private void read(int leader, String name) throws NotFollowed, InterruptedException {
    int leaderEpoch = simulated.broker(leader).view().leaderEpoch() - Agreement.FIRST_EPOCH;
    clients.metadata().tell(clients.consumerId(), new Belief(leader, leaderEpoch));
    int expected = simulated.consumer().reads().size();
    ScheduledConsumer reader = clients.consumer().orElseThrow();
    patience.await(
        name,
        expected + " records read by the consumer",
        () -> {
          reader.poll();
          return reader.reads().size() >= expected;
        });
  }

  private void arriveLate(int broker, int closed) throws IOException {
    ProducerGate gate = clients.gate(broker);
    TakenFrame frame = gate.takeLate(closed);
    LateRequest.arrive(kafka.listener(broker), frame);
    if (simulated.router().late(broker).size() < gate.lateConnections()) {
      gate.loseLate(closed); // the broker has closed the connection, having refused with acks=0
    }
  }

  /**
   * A fetch reaches the leader, and its answer the gate. An answer of an earlier fetch, or an
   * error, is not the one that is meant; then the follower fetches anew. Where the simulated leader
   * has nothing to say, the follower may hear it at once.
   */
  private void answerFetch(int leader, int follower, String name)
      throws NotFollowed, IOException, InterruptedException {
    FetchGate fetches = kafka.fetches(leader);
    var simulatedAnswer = simulated.router().fetchResponse(follower);
    FetchAnswer expected = FetchAnswer.of(simulatedAnswer);
    boolean[] passed = {false};
    patience.await(
        name,
        expected + " from broker " + leader + " to broker " + follower,
        () -> {
          FetchAnswer answer = fetches.answer(follower);
          if (passed[0] && answer.equals(expected)) {
            return true;
          }
          if (answer.kind() == FetchAnswer.Kind.EMPTY) {
            fetches.passResponse(follower);
          } else if (answer.kind() != FetchAnswer.Kind.NONE) {
            fetches.breakConnection(follower);
          } else if (fetches.hasRequest(follower)) {
            fetches.passRequest(follower);
            passed[0] = true;
          }
          return false;
        });
    if (simulatedAnswer.isEmpty()) {
      fetches.passResponse(follower);
    }
  }

  /** What is over once the event has happened. */
  private void conclude(Event event) throws IOException {
    int first = event.first();
    switch (event.action()) {
      case BROKER_LEARNS, BROKER_RESTARTS -> {
        ControllerGate control = kafka.control(first);
        control.shutNews();
        control.passAnswer();
        if (control.wish().isPresent()
            && simulated.broker(first).pendingIsr().isEmpty()
            && isStale(first)) {
          control.passWish();
        }
      }
      case CONTROLLER_REFUSES -> kafka.control(first).passAnswer();
      default -> {}
    }
  }

  /** Whether a leader's wish is of an earlier state of the partition than the present one. */
  private boolean isStale(int leader) {
    return kafka
        .control(leader)
        .wish()
        .map(
            wish ->
                wish.leaderEpoch() + Agreement.FIRST_EPOCH
                        != simulated.controller().partition().leaderEpoch()
                    || wish.partitionEpoch() + Agreement.FIRST_EPOCH
                        != simulated.controller().partition().partitionEpoch())
        .orElse(false);
  }
}
