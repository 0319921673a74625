package org.acksiom.impl.simulator;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.acksiom.impl.core.Broker;
import org.acksiom.impl.core.Controller;
import org.acksiom.impl.core.FetchRequest;
import org.acksiom.impl.core.FetchResponse;
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
 *
 * <p>A step leaves most of the whole as it was. So a copy shares the components of its original,
 * and a component is copied when it is about to change: what was seen of a cluster stays as it was.
 */
public final class Cluster {
  private final Setup setup;
  private final Broker[] brokers;
  private Producer producer;
  private Controller controller;
  private MessageRouter router;
  private int faultsLeft;

  /** The producer's at 0, each broker's at its number; 0 if it changed since it was computed. */
  private final long[] fingerprints;

  /** The initial state: everything runs, nothing is sent. */
  public Cluster(Setup setup) {
    int replicas = setup.bounds().replicas();
    this.setup = setup;
    this.producer =
        new Producer(setup.settings(), replicas, setup.bounds().records(), setup.maxAttempts());
    this.controller = new Controller(setup.settings(), replicas);
    this.brokers = new Broker[replicas];
    for (int id = 1; id <= replicas; id++) {
      brokers[id - 1] = new Broker(id, setup.settings(), controller.partition(), replicas);
    }
    this.router = new MessageRouter(replicas);
    this.faultsLeft = setup.faults() == FaultModel.NONE ? 0 : setup.bounds().faults();
    this.fingerprints = new long[1 + replicas];
  }

  private Cluster(Cluster other) {
    this.setup = other.setup;
    this.brokers = other.brokers.clone();
    this.producer = other.producer;
    this.controller = other.controller;
    this.router = other.router;
    this.faultsLeft = other.faultsLeft;
    this.fingerprints = other.fingerprints.clone();
  }

  /** An independent cluster in the same state. */
  public Cluster copy() {
    return new Cluster(this);
  }

  // ---- what can happen

  /** Whether that event, which fits the bounds, can happen now. */
  boolean canHappen(Event event) {
    int first = event.first();
    return switch (event.action()) {
      case PRODUCER_SENDS -> producer.canSend() && broker(producer.metadata()).up();
      case PRODUCER_RECEIVES -> !router.responses(first).isEmpty();
      case PRODUCER_GIVES_UP -> producer.canGiveUp(first, broker(producer.metadata()).up());
      case PRODUCER_REFRESHES_METADATA ->
          leader() != PartitionState.NO_LEADER && leader() != producer.metadata();
      case CONNECTION_BREAKS ->
          mayFail(FaultModel.NETWORK)
              && isBusy(first)
              && event.second() <= router.requests(first).size();
      case LEADER_APPENDS -> handlesNext(first, Broker.Handling.APPEND);
      case LEADER_RECOGNISES_DUPLICATE -> handlesNext(first, Broker.Handling.RECOGNISE_DUPLICATE);
      case BROKER_REJECTS -> handlesNext(first, Broker.Handling.REJECT);
      case LATE_REQUEST_ARRIVES ->
          broker(first).up() && event.second() <= router.late(first).size();
      case LEADER_ACKNOWLEDGES -> broker(first).canAcknowledge();
      case FOLLOWER_FETCHES -> fetchMatters(broker(first));
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
   * Whether that broker will do so with its next request. It reads the next one of a connection
   * only when the one before is answered: the channel is muted.
   */
  private boolean handlesNext(int id, Broker.Handling handling) {
    List<ProduceRequest> requests = router.requests(id);
    return !requests.isEmpty()
        && broker(id).up()
        && broker(id).waiting().isEmpty()
        && broker(id).handling(requests.get(0)) == handling;
  }

  /**
   * Whether fetching would change anything: a follower that is level with its leader fetches in
   * vain.
   */
  private boolean fetchMatters(Broker follower) {
    Optional<FetchRequest> request = follower.fetchRequest();
    return request.isPresent()
        && broker(follower.view().leader()).canAnswer(request.get())
        && !broker(follower.view().leader()).isLevelWith(follower);
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
    if (!event.fits(setup.bounds()) || !canHappen(event)) {
      throw new IllegalArgumentException(event + " can not happen here");
    }
    step(event);
  }

  /** Lets an event happen that is known to be possible. */
  void step(Event event) {
    int first = event.first();
    switch (event.action()) {
      case PRODUCER_SENDS -> changeRouter().send(producer.metadata(), changeProducer().send());
      case PRODUCER_RECEIVES ->
          changeProducer().onResponse(first, changeRouter().takeResponse(first));
      case PRODUCER_GIVES_UP -> changeProducer().giveUp(first);
      case PRODUCER_REFRESHES_METADATA -> changeProducer().refreshMetadata(leader());
      case CONNECTION_BREAKS -> {
        faultsLeft--;
        changeRouter().breakConnection(first, event.second());
        changeBroker(first).connectionClosed();
        changeProducer().onDisconnect(first);
      }
      case LEADER_APPENDS, LEADER_RECOGNISES_DUPLICATE, BROKER_REJECTS ->
          handleRequest(changeBroker(first), changeRouter());
      case LATE_REQUEST_ARRIVES ->
          handleLateRequest(changeBroker(first), changeRouter(), event.second());
      case LEADER_ACKNOWLEDGES -> changeRouter().respond(first, changeBroker(first).acknowledge());
      case FOLLOWER_FETCHES ->
          fetch(changeBroker(first), changeBroker(broker(first).view().leader()));
      case BROKER_LEARNS -> changeBroker(first).learn(controller.partition());
      case LEADER_EXPANDS_ISR -> {
        changeController().joinIsr(event.second());
        changeBroker(first).learn(controller.partition());
      }
      case BROKER_CRASHES -> {
        faultsLeft--;
        changeBroker(first).crash();
        changeRouter().lose(first);
        changeProducer().onDisconnect(first);
      }
      case CONTROLLER_FENCES -> changeController().fence(first);
      case BROKER_RESTARTS -> {
        changeController().unfence(first);
        changeBroker(first).restart(controller.partition());
      }
      case CONTROLLER_ELECTS -> changeController().elect(first);
    }
  }

  /** As {@link #handleRequest}, but there is nobody to answer. */
  private void handleLateRequest(Broker broker, MessageRouter network, int connection) {
    ProduceRequest request = router.late(broker.id()).get(connection - 1).get(0);
    if (setup.settings().acks() == Acks.NONE
        && broker.handling(request) == Broker.Handling.REJECT) {
      network.dropLateRequests(broker.id(), connection);
    } else {
      broker.handleUnanswered(network.takeLateRequest(broker.id(), connection));
    }
  }

  private void handleRequest(Broker broker, MessageRouter network) {
    ProduceRequest request = network.takeRequest(broker.id());
    Broker.Handling handling = broker.handling(request);
    Optional<ProduceResponse> response = broker.handle(request);
    response.ifPresent(answer -> network.respond(broker.id(), answer));
    if (handling == Broker.Handling.REJECT && setup.settings().acks() == Acks.NONE) {
      network.breakConnection(broker.id(), 0);
    }
  }

  /**
   * One fetch, or as many as it takes to truncate: where the epochs of the two logs interleave, an
   * answer tells only of the leader's largest epoch that is not above the follower's, and the
   * follower asks again (KIP-279). The specification makes one step of it.
   */
  private static void fetch(Broker follower, Broker leader) {
    FetchResponse response;
    do {
      response = leader.onFetchRequest(follower.fetchRequest().orElseThrow()).orElseThrow();
      follower.onFetchResponse(response);
    } while (response instanceof FetchResponse.Diverging
        && leader.divergesFrom(follower.fetchRequest().orElseThrow()));
  }

  // ---- components about to change

  private Producer changeProducer() {
    producer = producer.copy();
    fingerprints[0] = 0;
    return producer;
  }

  private Broker changeBroker(int id) {
    Broker changing = broker(id).copy();
    brokers[id - 1] = changing;
    fingerprints[id] = 0;
    return changing;
  }

  private Controller changeController() {
    controller = controller.copy();
    return controller;
  }

  private MessageRouter changeRouter() {
    router = router.copy();
    return router;
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
        || !partition.isr().equals(ReplicaSet.all(brokers.length))) {
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
    return List.of(brokers);
  }

  /** The broker of that number, from 1. */
  public Broker broker(int id) {
    return brokers[id - 1];
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

  /**
   * A 64-bit fingerprint of the state. Two states share one with a probability of 2<sup>-64</sup>,
   * as TLC's do, so that a set of visited states needs eight bytes a state: at a million states the
   * chance that any two are mixed up is below one in thirty million.
   */
  long fingerprint() {
    if (fingerprints[0] == 0) {
      fingerprints[0] = Fingerprint.of(producer, brokers.length);
    }
    long whole = Fingerprint.of(controller, faultsLeft) + fingerprints[0];
    for (Broker broker : brokers) {
      if (fingerprints[broker.id()] == 0) {
        fingerprints[broker.id()] = Fingerprint.of(broker, brokers.length);
      }
      whole += fingerprints[broker.id()];
    }
    return whole + Fingerprint.of(router, brokers.length);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Cluster c
        && faultsLeft == c.faultsLeft
        && producer.equals(c.producer)
        && Arrays.equals(brokers, c.brokers)
        && controller.equals(c.controller)
        && router.equals(c.router);
  }

  @Override
  public int hashCode() {
    int hash = producer.hashCode();
    hash = 31 * hash + Arrays.hashCode(brokers);
    hash = 31 * hash + controller.hashCode();
    hash = 31 * hash + router.hashCode();
    return 31 * hash + faultsLeft;
  }
}
