package org.acksiom.impl.simulator;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.acksiom.impl.core.Broker;
import org.acksiom.impl.core.Consumer;
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
 * One producer, at most one consumer, the brokers of one partition, the controller, and the
 * messages between them: a state of the whole.
 *
 * <p>A step leaves most of the whole as it was. So a copy shares the components of its original,
 * and a component is copied when it is about to change: what was seen of a cluster stays as it was.
 */
public final class Cluster {
  private static final List<Part> PARTS = List.of(Part.values());
  private static final int HANDLES_NOTHING = Broker.Handling.values().length;

  private final Setup setup;
  private final Renaming names;
  private final Broker[] brokers;
  private Producer producer;
  private Controller controller;
  private MessageRouter router;
  private Consumer consumer;
  private int faultsLeft;

  /**
   * The producer's at 0, each broker's at its number, then those of controller, router and
   * consumer; 0 if it changed since it was computed.
   */
  private final long[] fingerprints;

  /**
   * What each broker does with its next request, two bits for each: three actions ask for it, in
   * every state. Forgotten by each change to the broker or the router.
   */
  private long handlings;

  /** The brokers whose bits there are known. */
  private int handlingsKnown;

  /** The initial state: everything runs, nothing is sent. */
  public Cluster(Setup setup) {
    this(
        setup,
        new Producer(
            setup.settings(),
            setup.bounds().replicas(),
            setup.bounds().records(),
            setup.maxAttempts()));
  }

  /** The same with another producer, which is in its own initial state. */
  public Cluster(Setup setup, Producer producer) {
    int replicas = setup.bounds().replicas();
    this.setup = setup;
    this.names = Renaming.none(replicas);
    this.producer = producer;
    this.controller = new Controller(setup.settings(), replicas);
    this.brokers = new Broker[replicas];
    for (int id = 1; id <= replicas; id++) {
      brokers[id - 1] = new Broker(id, setup.settings(), controller.partition(), replicas);
    }
    this.router = new MessageRouter(replicas);
    this.consumer = new Consumer();
    this.faultsLeft = setup.faults() == FaultModel.NONE ? 0 : setup.bounds().faults();
    this.fingerprints = new long[1 + replicas + 3];
  }

  private Cluster(Cluster other) {
    this.setup = other.setup;
    this.names = other.names;
    this.brokers = other.brokers.clone();
    this.producer = other.producer;
    this.controller = other.controller;
    this.router = other.router;
    this.consumer = other.consumer;
    this.faultsLeft = other.faultsLeft;
    this.fingerprints = other.fingerprints.clone();
    this.handlings = other.handlings;
    this.handlingsKnown = other.handlingsKnown;
  }

  /** An independent cluster in the same state. */
  public Cluster copy() {
    return new Cluster(this);
  }

  // ---- what can happen

  /** Whether that event, which fits the bounds, can happen now. */
  boolean canHappen(Event event) {
    return canHappen(event.action(), event.first()) && canHappenWith(event);
  }

  /**
   * What the action asks for whatever its second parameter is. Most that can't happen can't for
   * that, so it is asked first, and once for all of them.
   */
  boolean canHappen(Action action, int first) {
    return switch (action) {
      case PRODUCER_SENDS -> producer.canSend() && broker(producer.metadata()).up();
      case PRODUCER_RECEIVES -> !router.responses(first).isEmpty();
      case PRODUCER_GIVES_UP -> producer.canGiveUp(first, broker(producer.metadata()).up());
      case PRODUCER_REFRESHES_METADATA ->
          leader() != PartitionState.NO_LEADER && leader() != producer.metadata();
      case CONNECTION_BREAKS -> mayFail(FaultModel.NETWORK) && isBusy(first);
      case LEADER_APPENDS -> handlesNext(first, Broker.Handling.APPEND);
      case LEADER_RECOGNISES_DUPLICATE -> handlesNext(first, Broker.Handling.RECOGNISE_DUPLICATE);
      case BROKER_REJECTS -> handlesNext(first, Broker.Handling.REJECT);
      case LATE_REQUEST_ARRIVES -> !router.late(first).isEmpty() && broker(first).up();
      case LEADER_ACKNOWLEDGES -> broker(first).canAcknowledge();
      case CONSUMER_READS -> setup.bounds().consumers() > 0 && consumer.canRead(broker(first));
      case LEADER_ANSWERS_FETCH -> broker(first).leads();
      case FOLLOWER_RECEIVES -> router.fetchResponse(first).isPresent();
      case LEADER_EXPANDS_ISR -> knowsNewest(broker(first));
      case LEADER_SHRINKS_ISR -> mayFail(FaultModel.PARTITION) && knowsNewest(broker(first));
      case BROKER_LEARNS ->
          broker(first).up() && !controller.fenced().contains(first) && !knowsNewest(broker(first));
      case BROKER_CRASHES -> faultsLeft > 0 && broker(first).up();
      case BROKER_RESTARTS -> !broker(first).up();
      case CONTROLLER_ALTERS_PARTITION -> hears(first) && grants(first);
      case CONTROLLER_REFUSES -> hears(first) && !grants(first);
      case CONTROLLER_FENCES -> !controller.fenced().contains(first);
      case CONTROLLER_UNFENCES -> controller.fenced().contains(first) && broker(first).up();
    };
  }

  /** What the action asks for with that second parameter, if it has one. */
  boolean canHappenWith(Event event) {
    int first = event.first();
    int second = event.second();
    return switch (event.action()) {
      case CONNECTION_BREAKS -> second <= router.requests(first).size();
      case LATE_REQUEST_ARRIVES -> second <= router.late(first).size();
      case LEADER_ANSWERS_FETCH -> canAnswerFetch(broker(first), broker(second));
      case LEADER_EXPANDS_ISR ->
          broker(first).canExpandIsr(second) && !controller.fenced().contains(second);
      case LEADER_SHRINKS_ISR -> broker(first).canShrinkIsr(second);
      case BROKER_CRASHES -> mayFail(crashKind(second)) && second <= broker(first).unflushed();
      case BROKER_RESTARTS -> controller.canRegister(first, second);
      case CONTROLLER_FENCES ->
          (!isFault(event) || mayFail(FaultModel.PARTITION)) && controller.canFence(first, second);
      case CONTROLLER_UNFENCES -> controller.canUnfence(first, second);
      default -> true;
    };
  }

  /**
   * Whether that event is a fault in this state: something that the fault model must allow and that
   * is counted. To fence a broker is one if it runs: the two are cut off from each other.
   */
  public boolean isFault(Event event) {
    return switch (event.action()) {
      case CONNECTION_BREAKS, LEADER_SHRINKS_ISR, BROKER_CRASHES -> true;
      case CONTROLLER_FENCES -> broker(event.first()).up();
      default -> false;
    };
  }

  /** The fault that a crash is which loses that many entries. */
  static FaultModel crashKind(int lost) {
    return lost == 0 ? FaultModel.CRASH : FaultModel.DISK;
  }

  private boolean mayFail(FaultModel kind) {
    return setup.faults().includes(kind) && faultsLeft > 0;
  }

  private boolean isBusy(int broker) {
    return !router.requests(broker).isEmpty()
        || !router.responses(broker).isEmpty()
        || broker(broker).waiting().isPresent();
  }

  /** Whether that broker will do so with its next request. */
  private boolean handlesNext(int id, Broker.Handling handling) {
    if (router.requests(id).isEmpty()) {
      return false;
    }
    int known = 1 << id;
    int shift = 2 * id;
    if ((handlingsKnown & known) == 0) {
      handlings = handlings & ~(3L << shift) | (long) judgeNext(id) << shift;
      handlingsKnown |= known;
    }
    return (handlings >>> shift & 3) == handling.ordinal();
  }

  /**
   * The number of what that broker will do with its next request, or one that stands for nothing:
   * it reads the next one of a connection only when the one before is answered, for the channel is
   * muted.
   */
  private int judgeNext(int id) {
    Broker broker = broker(id);
    return broker.up() && broker.waiting().isEmpty()
        ? broker.handling(router.requests(id).get(0)).ordinal()
        : HANDLES_NOTHING;
  }

  private boolean canAnswerFetch(Broker leader, Broker follower) {
    if (follower.view().leader() != leader.id()
        || router.fetchResponse(follower.id()).isPresent()) {
      return false;
    }
    Optional<FetchRequest> request = fetchRequest(follower);
    return request.isPresent() && leader.canAnswerFetch(request.get());
  }

  private Optional<FetchRequest> fetchRequest(Broker follower) {
    return follower.fetchRequest(controller.brokerEpoch(follower.id()));
  }

  private boolean knowsNewest(Broker broker) {
    return broker.view().partitionEpoch() == controller.partition().partitionEpoch();
  }

  /** Whether that leader has asked for an ISR, in the newest state of the partition. */
  private boolean hears(int leader) {
    return broker(leader).pendingIsr().isPresent() && controller.isOfNow(broker(leader).view());
  }

  private boolean grants(int leader) {
    return controller.areEligible(broker(leader).pendingIsr().orElseThrow());
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
  public void step(Event event) {
    if (isFault(event)) {
      faultsLeft--;
    }
    int first = event.first();
    int second = event.second();
    switch (event.action()) {
      case PRODUCER_SENDS -> changeRouter().send(producer.metadata(), changeProducer().send());
      case PRODUCER_RECEIVES ->
          changeProducer().onResponse(first, changeRouter().takeResponse(first));
      case PRODUCER_GIVES_UP -> changeProducer().giveUp(first);
      case PRODUCER_REFRESHES_METADATA -> changeProducer().refreshMetadata(leader());
      case CONNECTION_BREAKS -> {
        changeRouter().breakConnection(first, second);
        changeBroker(first).connectionClosed();
        changeProducer().onDisconnect(first);
      }
      case LEADER_APPENDS, LEADER_RECOGNISES_DUPLICATE, BROKER_REJECTS ->
          handleRequest(changeBroker(first), changeRouter());
      case LATE_REQUEST_ARRIVES -> handleLateRequest(changeBroker(first), changeRouter(), second);
      case LEADER_ACKNOWLEDGES -> changeRouter().respond(first, changeBroker(first).acknowledge());
      case CONSUMER_READS -> changeConsumer().read(broker(first));
      case LEADER_ANSWERS_FETCH -> leaderAnswersFetch(changeBroker(first), broker(second));
      case FOLLOWER_RECEIVES ->
          changeBroker(first).receive(changeRouter().takeFetchResponse(first));
      case LEADER_EXPANDS_ISR ->
          changeBroker(first).expandIsr(second, controller.brokerEpoch(first));
      case LEADER_SHRINKS_ISR ->
          changeBroker(first).shrinkIsr(second, controller.brokerEpoch(first));
      case BROKER_LEARNS -> brokerLearns(changeBroker(first));
      case BROKER_CRASHES -> brokerCrashes(changeBroker(first), second);
      case BROKER_RESTARTS -> {
        changeController().register(first, second);
        changeBroker(first).restart(controller.partition());
      }
      case CONTROLLER_ALTERS_PARTITION ->
          changeController().alterPartition(broker(first).pendingIsr().orElseThrow());
      case CONTROLLER_REFUSES -> changeBroker(first).isrRefused();
      case CONTROLLER_FENCES -> changeController().fence(first, second);
      case CONTROLLER_UNFENCES -> changeController().unfence(first, second);
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

  private void leaderAnswersFetch(Broker leader, Broker follower) {
    leader
        .answerFetch(fetchRequest(follower).orElseThrow())
        .ifPresent(response -> changeRouter().sendFetchResponse(follower.id(), response));
  }

  /** A follower that hears of another leader epoch drops the response that was on its way. */
  private void brokerLearns(Broker broker) {
    PartitionState partition = controller.partition();
    if (broker.view().leaderEpoch() < partition.leaderEpoch()
        && router.fetchResponse(broker.id()).isPresent()) {
      changeRouter().loseFetchResponse(broker.id());
    }
    broker.learn(partition).ifPresent(answer -> changeRouter().respond(broker.id(), answer));
  }

  /** What was on its way to or from the broker is lost, and the producer hears of it at once. */
  private void brokerCrashes(Broker crashing, int lost) {
    MessageRouter network = changeRouter();
    network.lose(crashing.id());
    network.loseFetchResponse(crashing.id());
    for (Broker follower : brokers) {
      if (follower.view().leader() == crashing.id()) {
        network.loseFetchResponse(follower.id());
      }
    }
    crashing.crash(lost);
    changeProducer().onDisconnect(crashing.id());
  }

  /** Goes on with components of other states where they are equal. */
  void share(SharedParts parts) {
    fingerprint();
    int last = brokers.length;
    producer = parts.first(fingerprints[0], producer);
    for (int id = 1; id <= last; id++) {
      brokers[id - 1] = parts.first(fingerprints[id], brokers[id - 1]);
    }
    controller = parts.first(fingerprints[last + 1], controller);
    router = parts.first(fingerprints[last + 2], router);
    consumer = parts.first(fingerprints[last + 3], consumer);
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
    handlingsKnown &= ~(1 << id);
    return changing;
  }

  private Controller changeController() {
    controller = controller.copy();
    fingerprints[brokers.length + 1] = 0;
    return controller;
  }

  private MessageRouter changeRouter() {
    router = router.copy();
    fingerprints[brokers.length + 2] = 0;
    handlingsKnown = 0;
    return router;
  }

  private Consumer changeConsumer() {
    consumer = consumer.copy();
    fingerprints[brokers.length + 3] = 0;
    return consumer;
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
        || !partition.isr().equals(ReplicaSet.all(brokers.length))
        || !controller.fenced().isEmpty()) {
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
          || broker.pendingIsr().isPresent()
          || !broker.view().equals(partition)
          || !broker.log().equals(leader.log())) {
        return false;
      }
    }
    return true;
  }

  /** What a consumer that begins now reads of the leader: the final log, if this is an ending. */
  public List<Consumer.Read> finalLog() {
    Consumer reader = new Consumer();
    reader.read(broker(leader()));
    return reader.reads();
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

  /** The consumer, which reads only if the bounds have one. */
  public Consumer consumer() {
    return consumer;
  }

  /** How many faults may still happen. */
  public int faultsLeft() {
    return faultsLeft;
  }

  /** The parts that a step leaves as they were or changes as a whole. */
  public enum Part {
    PRODUCER,
    BROKERS,
    CONTROLLER,
    ROUTER,
    CONSUMER,
    FAULTS_LEFT
  }

  /**
   * A 64-bit fingerprint of the state, the sum of those of its parts. Two states share one with a
   * probability of 2<sup>-64</sup>, as TLC's do, so that a set of visited states needs eight bytes
   * a state: at a million states the chance that any two are mixed up is below one in thirty
   * million.
   */
  public long fingerprint() {
    long whole = 0;
    for (Part part : PARTS) {
      whole += fingerprint(part);
    }
    return whole;
  }

  /** The same of one part. */
  public long fingerprint(Part part) {
    int replicas = brokers.length;
    return switch (part) {
      case PRODUCER -> {
        if (fingerprints[0] == 0) {
          fingerprints[0] = Fingerprint.of(producer, names);
        }
        yield fingerprints[0];
      }
      case BROKERS -> {
        long all = 0;
        for (Broker broker : brokers) {
          if (fingerprints[broker.id()] == 0) {
            fingerprints[broker.id()] = Fingerprint.of(broker, names);
          }
          all += fingerprints[broker.id()];
        }
        yield all;
      }
      case CONTROLLER -> {
        if (fingerprints[replicas + 1] == 0) {
          fingerprints[replicas + 1] = Fingerprint.of(controller, names);
        }
        yield fingerprints[replicas + 1];
      }
      case ROUTER -> {
        if (fingerprints[replicas + 2] == 0) {
          fingerprints[replicas + 2] = Fingerprint.of(router, names);
        }
        yield fingerprints[replicas + 2];
      }
      case CONSUMER -> {
        if (fingerprints[replicas + 3] == 0) {
          fingerprints[replicas + 3] = Fingerprint.of(consumer);
        }
        yield fingerprints[replicas + 3];
      }
      case FAULTS_LEFT -> Fingerprint.of(faultsLeft);
    };
  }

  /** The fingerprint of the state in which the brokers have other numbers. */
  long fingerprint(Renaming renaming) {
    long whole =
        Fingerprint.of(producer, renaming)
            + Fingerprint.of(controller, renaming)
            + Fingerprint.of(router, renaming)
            + fingerprint(Part.CONSUMER)
            + fingerprint(Part.FAULTS_LEFT);
    for (Broker broker : brokers) {
      whole += Fingerprint.of(broker, renaming);
    }
    return whole;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Cluster c
        && faultsLeft == c.faultsLeft
        && producer.equals(c.producer)
        && Arrays.equals(brokers, c.brokers)
        && controller.equals(c.controller)
        && router.equals(c.router)
        && consumer.equals(c.consumer);
  }

  @Override
  public int hashCode() {
    int hash = producer.hashCode();
    hash = 31 * hash + Arrays.hashCode(brokers);
    hash = 31 * hash + controller.hashCode();
    hash = 31 * hash + router.hashCode();
    hash = 31 * hash + consumer.hashCode();
    return 31 * hash + faultsLeft;
  }
}
