package org.acksiom.kafka.replay;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.acksiom.impl.core.Broker;
import org.acksiom.impl.core.PartitionState;
import org.acksiom.impl.core.ProduceRequest;
import org.acksiom.impl.core.ReplicaSet;
import org.acksiom.impl.core.Result;
import org.acksiom.impl.simulator.Action;
import org.acksiom.impl.simulator.Cluster;
import org.acksiom.impl.simulator.Event;
import org.acksiom.impl.simulator.Schedule;
import org.acksiom.kafka.proxy.TakenFrame;
import org.acksiom.linearizability.delivery.Stored;
import org.acksiom.specs.Acks;
import org.apache.kafka.common.message.AlterPartitionRequestData;

/**
 * Lets real Kafka do what a schedule says, event by event, beside the simulated cluster: an event
 * is let happen by passing, losing or withholding frames, by stopping and starting brokers, by
 * putting the producer's clock forward; and it has happened when real Kafka agrees with the
 * simulated cluster in all that can be seen of it from outside.
 */
final class ScheduleReplay {
  private static final long LIMIT_NANOS = 8_000_000_000L;
  private static final long PAUSE_MILLIS = 1;

  private final GatedCluster kafka;
  private final Schedule schedule;
  private final Cluster simulated;
  private final String producerId;
  private final ScheduledProducer producer;
  private final String consumerId;
  private final Optional<ScheduledConsumer> consumer;
  private final MetadataView metadata;
  private final Nodes nodes;
  private final Map<Integer, ProducerGate> gates = new TreeMap<>();
  private final int witness;
  private int step;

  /** Kafka counts leader epochs from 0, the specification from 1. */
  private static final int FIRST_EPOCH = 1;

  ScheduleReplay(
      GatedCluster kafka,
      Schedule schedule,
      String topic,
      String producerId,
      ScheduledProducer producer,
      String consumerId,
      Optional<ScheduledConsumer> consumer,
      MetadataView metadata,
      Map<Integer, ProducerGate> gates) {
    this.kafka = kafka;
    this.schedule = schedule;
    this.simulated = new Cluster(schedule.setup());
    this.producerId = producerId;
    this.producer = producer;
    this.consumerId = consumerId;
    this.consumer = consumer;
    this.metadata = metadata;
    this.nodes = new Nodes(kafka, topic);
    this.gates.putAll(gates);
    this.witness = kafka.brokers();
  }

  /**
   * Follows the schedule to its end.
   *
   * @throws NotFollowed if Kafka does not do what it says
   * @throws IOException if Kafka can't be asked
   */
  void run() throws NotFollowed, IOException, InterruptedException {
    awaitAgreement("the beginning");
    for (Event event : schedule.events()) {
      step++;
      String name = "event " + step + ", " + event;
      prepare(event, name);
      simulated.apply(event);
      spreadNews();
      happen(event, name);
      awaitAgreement(name);
      conclude(event);
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
        if (!producer.hasSent(first)) {
          producer.send(first);
        }
      }
      case LEADER_ANSWERS_FETCH ->
          await(
              name,
              "a fetch of broker " + event.second(),
              () ->
                  kafka.fetches(first).hasRequest(event.second())
                      || kafka.fetches(first).answer(event.second()) != FetchGate.Answer.NONE);
      case LEADER_EXPANDS_ISR, LEADER_SHRINKS_ISR -> awaitWish(event, name);
      case LATE_REQUEST_ARRIVES -> {}
      default -> {}
    }
  }

  /**
   * The next record of the queue is on its way to the broker that the producer takes for the
   * leader. A producer does not wait for a schedule: what it has sent again meanwhile to a former
   * leader is lost with its connection, so that it sends it to this one.
   */
  private void send() {
    int record = simulated.producer().queue().get(0);
    int target = simulated.producer().metadata();
    if (!producer.hasSent(record)) {
      producer.send(record);
    }
    gates.forEach(
        (broker, gate) -> {
          if (broker != target
              && gate.requests().contains(record)
              && simulated.router().requests(broker).isEmpty()) {
            gate.breakConnection(0);
          }
        });
  }

  private void awaitWish(Event event, String name)
      throws NotFollowed, IOException, InterruptedException {
    int leader = event.first();
    int follower = event.second();
    boolean expands = event.action() == Action.LEADER_EXPANDS_ISR;
    await(
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
    if (fetches.answer(follower) == FetchGate.Answer.EMPTY) {
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

  /**
   * Whoever knows the partition's newest state hears the news, which are of other things then: who
   * is registered and who is fenced. Those the specification takes to be known at once.
   */
  private void spreadNews() {
    for (Broker broker : simulated.brokers()) {
      ControllerGate control = kafka.control(broker.id());
      if (broker.up() && broker.view().equals(simulated.controller().partition())) {
        control.openNews();
      } else {
        control.shutNews();
      }
    }
  }

  /** Lets Kafka do it; the simulated cluster has done it already. */
  private void happen(Event event, String name)
      throws NotFollowed, IOException, InterruptedException {
    int first = event.first();
    int second = event.second();
    switch (event.action()) {
      case PRODUCER_RECEIVES -> gates.get(first).passResponse();
      case PRODUCER_GIVES_UP -> producer.elapse(first);
      case PRODUCER_REFRESHES_METADATA -> refreshMetadata(name);
      case CONNECTION_BREAKS -> gates.get(first).breakConnection(second);
      case LEADER_APPENDS, LEADER_RECOGNISES_DUPLICATE -> gates.get(first).passRequest();
      case BROKER_REJECTS -> {
        gates.get(first).passRequest();
        if (schedule.setup().settings().acks() == Acks.NONE) {
          gates.get(first).lose();
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
        gates.get(first).breakConnection(0);
        gates.get(first).lose();
        kafka.crash(first);
      }
      case BROKER_RESTARTS -> {
        kafka.control(first).openHeartbeats();
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
    TreeSet<Integer> fenced = members(simulated.controller().fenced());
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
    metadata.tell(producerId, nodes.known(witness).belief());
    // The producer has heard it when it asks again.
    await(name, "the producer to ask for metadata", () -> metadata.timesTold(producerId) >= 2);
  }

  /** The consumer takes that broker for the leader, and reads until it has read what it should. */
  private void read(int leader, String name) throws NotFollowed, InterruptedException {
    int leaderEpoch = simulated.broker(leader).view().leaderEpoch() - FIRST_EPOCH;
    metadata.tell(consumerId, new Belief(leader, leaderEpoch));
    int expected = simulated.consumer().reads().size();
    ScheduledConsumer reader = consumer.orElseThrow();
    await(
        name,
        expected + " records read by the consumer",
        () -> {
          reader.poll();
          return reader.reads().size() >= expected;
        });
  }

  private void arriveLate(int broker, int closed) throws IOException {
    ProducerGate gate = gates.get(broker);
    TakenFrame frame = gate.takeLate(closed);
    LateRequest.arrive(kafka.listener(broker), frame);
    if (simulated.router().late(broker).size() < gate.lateConnections()) {
      gate.loseLate(closed); // the broker has closed the connection, having refused with acks=0
    }
  }

  /**
   * A fetch reaches the leader, and its answer the gate. Of an answer that the simulated leader
   * does not give, as there is nothing to say, the follower may hear at once.
   */
  private void answerFetch(int leader, int follower, String name)
      throws NotFollowed, IOException, InterruptedException {
    FetchGate fetches = kafka.fetches(leader);
    boolean answered = simulated.router().fetchResponse(follower).isPresent();
    if (fetches.answer(follower) == FetchGate.Answer.NONE) {
      fetches.passRequest(follower);
    }
    await(
        name,
        "an answer to the fetch of broker " + follower,
        () -> fetches.answer(follower) != FetchGate.Answer.NONE);
    if (!answered) {
      fetches.passResponse(follower);
    } else if (fetches.answer(follower) == FetchGate.Answer.EMPTY && expectsRecords(follower)) {
      fetches.passResponse(follower);
      await(name, "another fetch of broker " + follower, () -> fetches.hasRequest(follower));
      fetches.passRequest(follower);
      await(
          name,
          "records for broker " + follower,
          () -> fetches.answer(follower) == FetchGate.Answer.RECORDS);
    }
  }

  private boolean expectsRecords(int follower) {
    return simulated
        .router()
        .fetchResponse(follower)
        .map(
            response ->
                response instanceof org.acksiom.impl.core.FetchResponse.Records records
                    && !records.entries().isEmpty())
        .orElse(false);
  }

  /** What is over once the event has happened. */
  private void conclude(Event event) throws IOException {
    int first = event.first();
    switch (event.action()) {
      case BROKER_LEARNS, BROKER_RESTARTS -> {
        ControllerGate control = kafka.control(first);
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
                wish.leaderEpoch() + FIRST_EPOCH != simulated.controller().partition().leaderEpoch()
                    || wish.partitionEpoch() + FIRST_EPOCH
                        != simulated.controller().partition().partitionEpoch())
        .orElse(false);
  }

  // ---- agreement

  @FunctionalInterface
  private interface Condition {
    boolean holds() throws IOException;
  }

  private void await(String when, String what, Condition condition)
      throws NotFollowed, InterruptedException {
    long deadline = System.nanoTime() + LIMIT_NANOS;
    while (true) {
      try {
        if (condition.holds()) {
          return;
        }
      } catch (IOException e) {
        // It is asked again: a broker may be on its way up.
      }
      if (System.nanoTime() > deadline) {
        throw new NotFollowed(when + ": expected " + what + ", found none in time");
      }
      Thread.sleep(PAUSE_MILLIS);
    }
  }

  private void awaitAgreement(String when) throws NotFollowed, InterruptedException {
    long deadline = System.nanoTime() + LIMIT_NANOS;
    while (true) {
      String difference;
      try {
        difference = difference();
        if (difference == null) {
          return;
        }
      } catch (IOException e) {
        difference = e.toString();
      }
      if (System.nanoTime() > deadline) {
        throw new NotFollowed(when + ": " + difference);
      }
      Thread.sleep(PAUSE_MILLIS);
    }
  }

  /** The first thing in which Kafka is not (yet) as it should be, or {@code null}. */
  private String difference() throws IOException {
    String controller =
        difference("the controller", simulated.controller().partition(), nodes.known(witness));
    if (controller != null) {
      return controller;
    }
    for (Broker broker : simulated.brokers()) {
      if (broker.up()) {
        String difference = difference(broker);
        if (difference != null) {
          return difference;
        }
      }
    }
    return differenceOfReads().orElseGet(this::differenceOfResults);
  }

  private Optional<String> differenceOfReads() {
    if (consumer.isEmpty()) {
      return Optional.empty();
    }
    List<Stored> expected =
        simulated.consumer().reads().stream()
            .map(read -> new Stored(read.offset(), Records.name(read.record())))
            .toList();
    List<Stored> found = consumer.get().reads();
    return expected.equals(found)
        ? Optional.empty()
        : Optional.of(differs("what the consumer has read", expected, found));
  }

  private String difference(Broker broker) throws IOException {
    int id = broker.id();
    String known = difference("broker " + id, broker.view(), nodes.known(id));
    if (known != null) {
      return known;
    }
    long end = nodes.logEndOffset(id, broker.view().leaderEpoch() - FIRST_EPOCH);
    if (end != broker.log().endOffset()) {
      return differs("the log end offset of broker " + id, broker.log().endOffset(), end);
    }
    if (broker.leads()) {
      long highWatermark = nodes.highWatermark(id, broker.view().leaderEpoch() - FIRST_EPOCH);
      if (highWatermark >= 0 && highWatermark < broker.highWatermark()) {
        return differs("the high watermark of broker " + id, broker.highWatermark(), highWatermark);
      }
    }
    ProducerGate gate = gates.get(id);
    List<Integer> requests =
        simulated.router().requests(id).stream().map(ProduceRequest::record).toList();
    List<Integer> held = gate.requests();
    if (held.size() < requests.size() || !held.subList(0, requests.size()).equals(requests)) {
      return differs("the requests on their way to broker " + id, requests, held);
    }
    int responses = simulated.router().responses(id).size();
    if (gate.responses() < responses) {
      return differs("the responses on their way from broker " + id, responses, gate.responses());
    }
    return null;
  }

  private static String difference(String whose, PartitionState expected, Nodes.Known found) {
    int leader = expected.leader() == PartitionState.NO_LEADER ? -1 : expected.leader();
    Nodes.Known known =
        new Nodes.Known(leader, expected.leaderEpoch() - FIRST_EPOCH, members(expected.isr()));
    return known.equals(found) ? null : differs("the partition as known to " + whose, known, found);
  }

  private static TreeSet<Integer> members(ReplicaSet set) {
    TreeSet<Integer> members = new TreeSet<>();
    for (int broker = 1; broker < Integer.SIZE - 1; broker++) {
      if (set.contains(broker)) {
        members.add(broker);
      }
    }
    return members;
  }

  private String differenceOfResults() {
    Map<Integer, ScheduledProducer.Told> told = producer.told();
    for (int record = 1; record <= simulated.producer().records(); record++) {
      Result result = simulated.producer().result(record);
      ScheduledProducer.Told real = told.get(record);
      boolean same =
          switch (result.outcome()) {
            case UNKNOWN -> real == null;
            case ACKED -> real != null && real.error() == null && real.offset() == result.offset();
            case COMPLETED -> real != null && real.error() == null && real.offset() < 0;
            case FAILED -> real != null && real.error() != null;
          };
      if (!same) {
        return differs("the result of record " + record, result, real == null ? "none" : real);
      }
    }
    return null;
  }

  private static String differs(String what, Object expected, Object found) {
    return what + ": expected " + expected + ", found " + found;
  }

  /** The simulated cluster, as far as the schedule was followed. */
  Cluster simulated() {
    return simulated;
  }

  /** How many events were begun. */
  int steps() {
    return step;
  }
}
