package org.acksiom.impl.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.acksiom.impl.core.Broker;
import org.acksiom.impl.core.Controller;
import org.acksiom.impl.core.FetchRequest;
import org.acksiom.impl.core.PartitionState;
import org.acksiom.impl.core.ProduceRequest;
import org.acksiom.impl.core.ProduceResponse;
import org.acksiom.impl.core.Producer;
import org.acksiom.impl.core.ReplicaSet;
import org.acksiom.specs.Acks;
import org.acksiom.specs.FaultModel;

/**
 * One producer, the brokers of one partition, the controller, and the messages between them: a
 * state of the whole.
 */
public final class Cluster {
  private final Setup setup;
  private final Producer producer;
  private final List<Broker> brokers;
  private final Controller controller;
  private final MessageRouter router;
  private int faultsLeft;

  /** The initial state: everything runs, nothing is sent. */
  public Cluster(Setup setup) {
    int replicas = setup.bounds().replicas();
    this.setup = setup;
    this.producer =
        new Producer(setup.settings(), replicas, setup.bounds().records(), setup.maxAttempts());
    this.controller = new Controller(setup.settings(), replicas);
    this.brokers = new ArrayList<>();
    for (int id = 1; id <= replicas; id++) {
      brokers.add(new Broker(id, setup.settings(), controller.partition(), replicas));
    }
    this.router = new MessageRouter(replicas);
    this.faultsLeft = setup.faults() == FaultModel.NONE ? 0 : setup.bounds().faults();
  }

  private Cluster(Cluster other) {
    this.setup = other.setup;
    this.producer = other.producer.copy();
    this.brokers = new ArrayList<>(other.brokers.size());
    other.brokers.forEach(broker -> brokers.add(broker.copy()));
    this.controller = other.controller.copy();
    this.router = other.router.copy();
    this.faultsLeft = other.faultsLeft;
  }

  /** An independent cluster in the same state. */
  public Cluster copy() {
    return new Cluster(this);
  }

  // ---- what can happen

  /** Whether that event can happen now. */
  boolean canHappen(Event event) {
    int first = event.first();
    return switch (event.action()) {
      case PRODUCER_SENDS -> producer.canSend() && broker(producer.metadata()).up();
      case PRODUCER_RECEIVES -> !router.responses(first).isEmpty();
      case PRODUCER_GIVES_UP -> producer.canGiveUp(first);
      case PRODUCER_REFRESHES_METADATA ->
          leader() != PartitionState.NO_LEADER && leader() != producer.metadata();
      case CONNECTION_BREAKS ->
          mayFail(FaultModel.NETWORK)
              && isBusy(first)
              && event.second() <= router.requests(first).size();
      case LEADER_APPENDS -> nextHandling(first).equals(Optional.of(Broker.Handling.APPEND));
      case LEADER_RECOGNISES_DUPLICATE ->
          nextHandling(first).equals(Optional.of(Broker.Handling.RECOGNISE_DUPLICATE));
      case BROKER_REJECTS -> nextHandling(first).equals(Optional.of(Broker.Handling.REJECT));
      case LATE_REQUEST_ARRIVES ->
          broker(first).up() && event.second() <= router.late(first).size();
      case LEADER_ACKNOWLEDGES -> broker(first).canAcknowledge();
      case FOLLOWER_FETCHES -> fetchMatters(first);
      case BROKER_LEARNS ->
          broker(first).up()
              && broker(first).view().partitionEpoch() < controller.partition().partitionEpoch();
      case LEADER_EXPANDS_ISR -> canExpandIsr(broker(first), event.second());
      case BROKER_CRASHES -> mayFail(FaultModel.CRASH) && broker(first).up();
      case CONTROLLER_FENCES -> !broker(first).up() && !controller.fenced().contains(first);
      case BROKER_RESTARTS -> controller.fenced().contains(first);
      case CONTROLLER_ELECTS -> controller.canElect(first);
    };
  }

  private boolean mayFail(FaultModel kind) {
    return setup.faults().includes(kind) && faultsLeft > 0;
  }

  private boolean isBusy(int broker) {
    return !router.requests(broker).isEmpty()
        || !router.responses(broker).isEmpty()
        || broker(broker).waiting().isPresent();
  }

  /**
   * A broker reads the next request of a connection only when the one before is answered: the
   * channel is muted.
   */
  private Optional<Broker.Handling> nextHandling(int id) {
    Broker broker = broker(id);
    return broker.up() && !router.requests(id).isEmpty() && broker.waiting().isEmpty()
        ? Optional.of(broker.handling(router.requests(id).get(0)))
        : Optional.empty();
  }

  /**
   * Whether fetching would change anything: a follower that is level with its leader fetches in
   * vain.
   */
  private boolean fetchMatters(int follower) {
    Optional<FetchRequest> request = broker(follower).fetchRequest();
    if (request.isEmpty()) {
      return false;
    }
    Broker leaderBefore = broker(broker(follower).view().leader());
    Broker leaderAfter = leaderBefore.copy();
    Broker followerAfter = broker(follower).copy();
    leaderAfter.onFetchRequest(request.get()).ifPresent(followerAfter::onFetchResponse);
    return !leaderAfter.equals(leaderBefore) || !followerAfter.equals(broker(follower));
  }

  private boolean canExpandIsr(Broker leader, int follower) {
    return controller.canJoinIsr(leader.view(), follower) && leader.hasCaughtUp(follower);
  }

  // ---- what happens

  /**
   * Lets an event happen.
   *
   * @throws IllegalArgumentException if it can't happen in this state
   */
  public void apply(Event event) {
    if (!canHappen(event)) {
      throw new IllegalArgumentException(event + " can not happen here");
    }
    step(event);
  }

  /** Lets an event happen that is known to be possible. */
  void step(Event event) {
    int first = event.first();
    switch (event.action()) {
      case PRODUCER_SENDS -> router.send(producer.metadata(), producer.send());
      case PRODUCER_RECEIVES -> producer.onResponse(first, router.takeResponse(first));
      case PRODUCER_GIVES_UP -> producer.giveUp(first);
      case PRODUCER_REFRESHES_METADATA -> producer.refreshMetadata(leader());
      case CONNECTION_BREAKS -> {
        faultsLeft--;
        router.breakConnection(first, event.second());
        broker(first).connectionClosed();
        producer.onDisconnect(first);
      }
      case LEADER_APPENDS, LEADER_RECOGNISES_DUPLICATE, BROKER_REJECTS -> handleRequest(first);
      case LATE_REQUEST_ARRIVES ->
          broker(first).handleUnanswered(router.takeLateRequest(first, event.second()));
      case LEADER_ACKNOWLEDGES -> router.respond(first, broker(first).acknowledge());
      case FOLLOWER_FETCHES -> fetch(broker(first));
      case BROKER_LEARNS -> broker(first).learn(controller.partition());
      case LEADER_EXPANDS_ISR -> {
        controller.joinIsr(event.second());
        broker(first).learn(controller.partition());
      }
      case BROKER_CRASHES -> {
        faultsLeft--;
        broker(first).crash();
        router.lose(first);
        producer.onDisconnect(first);
      }
      case CONTROLLER_FENCES -> controller.fence(first);
      case BROKER_RESTARTS -> {
        controller.unfence(first);
        broker(first).restart(controller.partition());
      }
      case CONTROLLER_ELECTS -> controller.elect(first);
    }
  }

  private void handleRequest(int id) {
    ProduceRequest request = router.takeRequest(id);
    Broker.Handling handling = broker(id).handling(request);
    Optional<ProduceResponse> response = broker(id).handle(request);
    response.ifPresent(answer -> router.respond(id, answer));
    if (handling == Broker.Handling.REJECT && setup.settings().acks() == Acks.NONE) {
      router.breakConnection(id, 0);
    }
  }

  private void fetch(Broker follower) {
    Broker leader = broker(follower.view().leader());
    follower.fetchRequest().flatMap(leader::onFetchRequest).ifPresent(follower::onFetchResponse);
  }

  // ---- what it is

  /**
   * Whether an ending is reached: every broker runs and knows the settled leader, all replicas are
   * in the ISR and equal, and nothing is on its way. What would be read of the partition now is the
   * final log.
   */
  public boolean isSettled() {
    PartitionState partition = controller.partition();
    if (leader() == PartitionState.NO_LEADER
        || !partition.isr().equals(ReplicaSet.all(brokers.size()))) {
      return false;
    }
    Broker leader = broker(leader());
    if (leader.highWatermark() != leader.log().endOffset()) {
      return false;
    }
    for (Broker broker : brokers) {
      if (!broker.up()
          || !router.isQuiet(broker.id())
          || broker.waiting().isPresent()
          || !broker.view().equals(partition)
          || !broker.log().equals(leader.log())) {
        return false;
      }
    }
    return true;
  }

  public Setup setup() {
    return setup;
  }

  public Producer producer() {
    return producer;
  }

  /** Brokers 1 to the number of replicas, in order. */
  public List<Broker> brokers() {
    return List.copyOf(brokers);
  }

  /** The broker of that number, from 1. */
  public Broker broker(int id) {
    return brokers.get(id - 1);
  }

  /** The leader that the controller names, or {@link PartitionState#NO_LEADER}. */
  public int leader() {
    return controller.partition().leader();
  }

  public Controller controller() {
    return controller;
  }

  public MessageRouter router() {
    return router;
  }

  /** How many faults may still happen. */
  public int faultsLeft() {
    return faultsLeft;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Cluster c
        && faultsLeft == c.faultsLeft
        && producer.equals(c.producer)
        && brokers.equals(c.brokers)
        && controller.equals(c.controller)
        && router.equals(c.router);
  }

  @Override
  public int hashCode() {
    int hash = producer.hashCode();
    hash = 31 * hash + brokers.hashCode();
    hash = 31 * hash + controller.hashCode();
    hash = 31 * hash + router.hashCode();
    return 31 * hash + faultsLeft;
  }
}
