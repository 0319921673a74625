package org.acksiom.impl.core;

import java.util.Objects;
import java.util.Optional;
import org.acksiom.specs.Acks;
import org.acksiom.specs.DeliverySettings;

/**
 * One broker: what it does with produce requests, and its {@link Replica} of the partition (Kafka:
 * {@code KafkaApis}, {@code ReplicaManager}, {@code DelayedProduce}).
 */
public final class Broker {
  private final int id;
  private final DeliverySettings settings;
  private final Replica replica;
  private Waiting waiting;

  /**
   * A produce request in purgatory: it is answered once the ISR has its record.
   *
   * @param record which record
   * @param offset where the leader appended it
   */
  public record Waiting(int record, int offset) {}

  /** What a broker does with a produce request. */
  public enum Handling {
    /** The leader appends the record to its log. */
    APPEND,
    /** The leader recognises one of the producer's last batches and appends nothing. */
    RECOGNISE_DUPLICATE,
    /** The broker answers with an error. */
    REJECT
  }

  /** A new broker with an empty log that knows the partition's first state. */
  public Broker(int id, DeliverySettings settings, PartitionState partition, int replicas) {
    this(id, settings, partition, replicas, MemoryLog.empty());
  }

  private Broker(
      int id, DeliverySettings settings, PartitionState partition, int replicas, Log log) {
    this.id = id;
    this.settings = settings;
    this.replica = new Replica(id, settings.minInsyncReplicas(), partition, replicas, log);
  }

  /**
   * A broker that is down, with what a crash has left it: it is in the state after {@link #crash},
   * whichever process it was in before.
   *
   * @param log what recovery has found; empty for a new broker
   * @param checkpoint the high watermark that was written down last; the log's end caps it
   */
  public static Broker recovered(
      int id, DeliverySettings settings, int replicas, Log log, int checkpoint) {
    Broker broker = new Broker(id, settings, PartitionState.NOTHING, replicas, log);
    broker.replica.crash(log, checkpoint);
    return broker;
  }

  private Broker(Broker other) {
    this.id = other.id;
    this.settings = other.settings;
    this.replica = other.replica.copy();
    this.waiting = other.waiting;
  }

  /** An independent broker in the same state, unless its log is one that is changed in place. */
  public Broker copy() {
    return new Broker(this);
  }

  /** Whether this broker runs and takes itself for the leader. */
  public boolean leads() {
    return replica.leads();
  }

  // ---- the leader and its clients

  /** What {@link #handle} would do with the request. */
  public Handling handling(ProduceRequest request) {
    return judge(request).handling();
  }

  /**
   * Handles a produce request: appends its record, recognises it or refuses it.
   *
   * @return the answer; empty if there is none yet, because the record waits for the ISR, or none
   *     at all (acks=0)
   */
  @SpecAction({"LeaderAppends", "LeaderRecognisesDuplicate", "BrokerRejects"})
  public Optional<ProduceResponse> handle(ProduceRequest request) {
    Verdict verdict = judge(request);
    if (verdict.handling() == Handling.REJECT) {
      return settings.acks() == Acks.NONE
          ? Optional.empty()
          : Optional.of(
              new ProduceResponse(request.record(), verdict.error(), ProduceResponse.NO_OFFSET));
    }
    int offset = appendOnce(request, verdict);
    return switch (settings.acks()) {
      case NONE -> Optional.empty();
      case LEADER -> Optional.of(new ProduceResponse(request.record(), ErrorCode.NONE, offset));
      case ALL -> {
        waiting = new Waiting(request.record(), offset);
        yield Optional.empty();
      }
    };
  }

  /** Handles a request whose connection is gone: as any other, but there is nobody to answer. */
  @SpecAction("LateRequestArrives")
  public void handleUnanswered(ProduceRequest request) {
    Verdict verdict = judge(request);
    if (verdict.handling() != Handling.REJECT) {
      appendOnce(request, verdict);
    }
  }

  /** Whether the request in purgatory can be answered: the high watermark has passed its record. */
  public boolean canAcknowledge() {
    return leads() && waiting != null && highWatermark() > waiting.offset();
  }

  /**
   * Answers the request in purgatory (Kafka: {@code DelayedProduce.tryComplete}): a success only if
   * the ISR is still large enough.
   */
  @SpecAction("LeaderAcknowledges")
  public ProduceResponse acknowledge() {
    Waiting done = waiting;
    waiting = null;
    return replica.isrIsLargeEnough()
        ? new ProduceResponse(done.record(), ErrorCode.NONE, done.offset())
        : new ProduceResponse(
            done.record(), ErrorCode.NOT_ENOUGH_REPLICAS_AFTER_APPEND, ProduceResponse.NO_OFFSET);
  }

  /** The client's connection is gone: whatever waits in purgatory has nobody left to answer. */
  @SpecAction("ConnectionBreaks")
  public void connectionClosed() {
    waiting = null;
  }

  /** What to do with a request: the first copy's offset if it is a duplicate, or the error. */
  private record Verdict(Handling handling, int duplicateOf, ErrorCode error) {
    private static final Verdict APPEND =
        new Verdict(Handling.APPEND, ProduceResponse.NO_OFFSET, ErrorCode.NONE);

    private static Verdict duplicateOf(int offset) {
      return new Verdict(Handling.RECOGNISE_DUPLICATE, offset, ErrorCode.NONE);
    }

    private static Verdict reject(ErrorCode error) {
      return new Verdict(Handling.REJECT, ProduceResponse.NO_OFFSET, error);
    }
  }

  private Verdict judge(ProduceRequest request) {
    if (!leads()) {
      return Verdict.reject(ErrorCode.NOT_LEADER_OR_FOLLOWER);
    }
    if (settings.acks() == Acks.ALL && !replica.isrIsLargeEnough()) {
      return Verdict.reject(ErrorCode.NOT_ENOUGH_REPLICAS);
    }
    if (!settings.idempotence()) {
      return Verdict.APPEND;
    }
    ProducerState state = ProducerState.of(log());
    int duplicateOf = state.offsetOfDuplicate(request);
    if (duplicateOf != ProduceResponse.NO_OFFSET) {
      return Verdict.duplicateOf(duplicateOf);
    }
    ErrorCode error = state.check(request);
    return error == ErrorCode.NONE ? Verdict.APPEND : Verdict.reject(error);
  }

  /** Appends the record unless the log has it already; returns its offset. */
  private int appendOnce(ProduceRequest request, Verdict verdict) {
    if (verdict.handling() == Handling.RECOGNISE_DUPLICATE) {
      return verdict.duplicateOf();
    }
    replica.append(
        new Entry(
            request.record(), view().leaderEpoch(), request.producerEpoch(), request.sequence()));
    return log().endOffset() - 1;
  }

  // ---- replication: the leader

  /**
   * Whether this broker is the leader of the request's epoch, and the fetch tells it or the
   * follower anything new. One that does not waits in Kafka ({@code DelayedFetch}).
   */
  public boolean canAnswerFetch(FetchRequest request) {
    return replica.canAnswerFetch(request);
  }

  /**
   * Answers a follower, and learns from its request how far it is, unless the logs diverge (Kafka:
   * {@code KafkaApis.handleFetchRequest}, {@code Partition.fetchRecords}).
   *
   * @return what comes next and the high watermark from before the request, or where the logs
   *     diverge; empty if there is nothing to say
   * @throws IllegalArgumentException if {@link #canAnswerFetch} says no
   */
  @SpecAction("LeaderAnswersFetch")
  public Optional<FetchResponse> answerFetch(FetchRequest request) {
    if (!canAnswerFetch(request)) {
      throw new IllegalArgumentException("expected a fetch that can be answered, found " + request);
    }
    return replica.answerFetch(request);
  }

  /**
   * Whether the leader may ask for that follower to join the ISR: it waits for no other answer, and
   * the follower has caught up with the high watermark and with the start of the leader's epoch,
   * before which there may be committed records that the high watermark does not show yet (Kafka:
   * {@code Partition.isFollowerInSync}, KAFKA-7128).
   */
  public boolean canExpandIsr(int follower) {
    return replica.canExpandIsr(follower);
  }

  /**
   * Asks for that follower to join the ISR (Kafka: {@code Partition.maybeExpandIsr}).
   *
   * @param brokerEpoch the epoch of the leader's own registration
   */
  @SpecAction("LeaderExpandsIsr")
  public void expandIsr(int follower, int brokerEpoch) {
    replica.expandIsr(follower, brokerEpoch);
  }

  /** Whether the leader may ask for that follower to leave the ISR. */
  public boolean canShrinkIsr(int follower) {
    return replica.canShrinkIsr(follower);
  }

  /**
   * Asks for that follower to leave the ISR: it has not caught up for {@code
   * replica.lag.time.max.ms} (Kafka: {@code Partition.maybeShrinkIsr}).
   *
   * @param brokerEpoch the epoch of the leader's own registration
   */
  @SpecAction("LeaderShrinksIsr")
  public void shrinkIsr(int follower, int brokerEpoch) {
    replica.shrinkIsr(follower, brokerEpoch);
  }

  /** The controller refuses the ISR that this leader asked for: it keeps the one that it had. */
  @SpecAction("ControllerRefuses")
  public void isrRefused() {
    replica.isrRefused();
  }

  // ---- replication: the follower

  /**
   * What this follower asks of its leader; empty if it is down or has no leader but itself.
   *
   * @param brokerEpoch the epoch of its registration
   */
  public Optional<FetchRequest> fetchRequest(int brokerEpoch) {
    return replica.fetchRequest(brokerEpoch);
  }

  /**
   * Takes the leader's answer: appends its entries and takes over its high watermark, or truncates
   * to where the logs agree (Kafka: {@code AbstractFetcherThread.processFetchRequest}).
   */
  @SpecAction("FollowerReceives")
  public void receive(FetchResponse response) {
    replica.receive(response);
  }

  // ---- metadata, crash and restart

  /**
   * Hears of the partition's newest state. Under another leader epoch a leader knows nothing yet of
   * where its followers are (Kafka: {@code ReplicaManager.applyDelta}).
   *
   * @return what the request in purgatory is told if another broker leads now (Kafka: {@code
   *     completeDelayedOperationsWhenNotPartitionLeader})
   */
  @SpecAction("BrokerLearns")
  public Optional<ProduceResponse> learn(PartitionState partition) {
    replica.learn(partition);
    if (waiting == null || partition.leader() == id) {
      return Optional.empty();
    }
    int record = waiting.record();
    waiting = null;
    return Optional.of(
        new ProduceResponse(record, ErrorCode.NOT_LEADER_OR_FOLLOWER, ProduceResponse.NO_OFFSET));
  }

  /**
   * Stops. The log and the checkpoint of the high watermark stay, save what was not flushed.
   *
   * @param lost how many entries at the end of the log were not, 0 to {@link #unflushed()}
   */
  @SpecAction("BrokerCrashes")
  public void crash(int lost) {
    replica.crash(lost);
    waiting = null;
  }

  /** Comes back with its log, knowing the partition's present state (KIP-631). */
  @SpecAction("BrokerRestarts")
  public void restart(PartitionState partition) {
    replica.restart(partition);
  }

  // ---- what it is

  public int id() {
    return id;
  }

  public boolean up() {
    return replica.up();
  }

  public Log log() {
    return replica.log();
  }

  /** How many entries at the end of the log a crash can lose. */
  public int unflushed() {
    return log().endOffset() - log().flushPoint();
  }

  public int highWatermark() {
    return replica.highWatermark();
  }

  /** The partition as this broker last heard of it; {@link PartitionState#NOTHING} while down. */
  public PartitionState view() {
    return replica.view();
  }

  /** What this broker, as leader, knows of that follower. */
  public FetchState fetchState(int follower) {
    return replica.fetchState(follower);
  }

  /** The ISR that this broker, as leader, asked the controller for, if any. */
  public Optional<IsrRequest> pendingIsr() {
    return replica.pendingIsr();
  }

  /** The request in purgatory, if any. */
  public Optional<Waiting> waiting() {
    return Optional.ofNullable(waiting);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Broker b
        && id == b.id
        && Objects.equals(waiting, b.waiting)
        && replica.equals(b.replica);
  }

  @Override
  public int hashCode() {
    return Objects.hash(waiting, replica);
  }
}
