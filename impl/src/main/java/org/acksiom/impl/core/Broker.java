package org.acksiom.impl.core;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.acksiom.specs.Acks;
import org.acksiom.specs.DeliverySettings;

/**
 * One broker and its replica of the partition, as leader or follower (Kafka: {@code
 * ReplicaManager}, {@code Partition}, {@code AbstractFetcherThread}).
 */
public final class Broker {
  /** The end offset of a follower that has not fetched from this leader yet. */
  private static final int UNKNOWN_OFFSET = -1;

  private final int id;
  private final DeliverySettings settings;
  private final Log log;
  private boolean up = true;
  private int highWatermark;
  private PartitionState view;
  private final int[] endOffsets;
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
    this.id = id;
    this.settings = settings;
    this.log = new Log();
    this.view = partition;
    this.endOffsets = new int[replicas + 1];
  }

  private Broker(Broker other) {
    this.id = other.id;
    this.settings = other.settings;
    this.log = other.log.copy();
    this.up = other.up;
    this.highWatermark = other.highWatermark;
    this.view = other.view;
    this.endOffsets = other.endOffsets.clone();
    this.waiting = other.waiting;
  }

  /** An independent broker in the same state. */
  public Broker copy() {
    return new Broker(this);
  }

  /** Whether this broker runs and takes itself for the leader. */
  public boolean leads() {
    return up && view.leader() == id;
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
  public void handleUnanswered(ProduceRequest request) {
    Verdict verdict = judge(request);
    if (verdict.handling() != Handling.REJECT) {
      appendOnce(request, verdict);
    }
  }

  /** Whether the request in purgatory can be answered: the high watermark has passed its record. */
  public boolean canAcknowledge() {
    return leads() && waiting != null && highWatermark > waiting.offset();
  }

  /**
   * Answers the request in purgatory (Kafka: {@code DelayedProduce.tryComplete}): a success only if
   * the ISR is still large enough.
   */
  public ProduceResponse acknowledge() {
    Waiting done = waiting;
    waiting = null;
    return view.isr().size() >= effectiveMinIsr()
        ? new ProduceResponse(done.record(), ErrorCode.NONE, done.offset())
        : new ProduceResponse(
            done.record(), ErrorCode.NOT_ENOUGH_REPLICAS_AFTER_APPEND, ProduceResponse.NO_OFFSET);
  }

  /** The client's connection is gone: whatever waits in purgatory has nobody left to answer. */
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
    if (settings.acks() == Acks.ALL && view.isr().size() < effectiveMinIsr()) {
      return Verdict.reject(ErrorCode.NOT_ENOUGH_REPLICAS);
    }
    if (!settings.idempotence()) {
      return Verdict.APPEND;
    }
    ProducerState state = ProducerState.of(log);
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
    log.append(
        new Entry(
            request.record(), view.leaderEpoch(), request.producerEpoch(), request.sequence()));
    advanceHighWatermark();
    return log.endOffset() - 1;
  }

  /** No more replicas can be in sync than there are (Kafka: {@code Partition.effectiveMinIsr}). */
  private int effectiveMinIsr() {
    return Math.min(settings.minInsyncReplicas(), endOffsets.length - 1);
  }

  /**
   * The high watermark is the least end offset over the ISR, and never goes back while one leader
   * leads.
   */
  private void advanceHighWatermark() {
    if (view.isr().size() < effectiveMinIsr()) {
      return;
    }
    int least = log.endOffset();
    for (int follower = 1; follower < endOffsets.length; follower++) {
      if (follower != id && view.isr().contains(follower)) {
        least = Math.min(least, endOffsets[follower]);
      }
    }
    highWatermark = Math.max(highWatermark, least);
  }

  // ---- replication

  /** What this follower asks of its leader; empty if it is down or has no leader but itself. */
  public Optional<FetchRequest> fetchRequest() {
    if (!up || view.leader() == PartitionState.NO_LEADER || view.leader() == id) {
      return Optional.empty();
    }
    return Optional.of(new FetchRequest(id, view.leaderEpoch(), log.endOffset(), log.lastEpoch()));
  }

  /** Whether this broker is the leader of the request's epoch. */
  public boolean canAnswer(FetchRequest request) {
    return leads() && view.leaderEpoch() == request.leaderEpoch();
  }

  /**
   * Answers a follower, and learns from its request how far it is; empty if this broker is not the
   * leader of the request's epoch.
   */
  public Optional<FetchResponse> onFetchRequest(FetchRequest request) {
    if (!canAnswer(request)) {
      return Optional.empty();
    }
    if (divergesFrom(request)) {
      return Optional.of(new FetchResponse.Diverging(log.endOfEpoch(request.lastFetchedEpoch())));
    }
    endOffsets[request.follower()] = request.fetchOffset();
    advanceHighWatermark();
    return Optional.of(new FetchResponse.Records(log.from(request.fetchOffset()), highWatermark));
  }

  /**
   * Whether this leader's log lacks the epoch of the follower's last entry, or ends it before the
   * follower does.
   */
  public boolean divergesFrom(FetchRequest request) {
    EpochEnd end = log.endOfEpoch(request.lastFetchedEpoch());
    return end.epoch() < request.lastFetchedEpoch() || end.endOffset() < request.fetchOffset();
  }

  /** Takes the leader's answer: appends its entries, or truncates to where the logs agree. */
  public void onFetchResponse(FetchResponse response) {
    if (response instanceof FetchResponse.Records records) {
      records.entries().forEach(log::append);
      highWatermark = Math.max(highWatermark, Math.min(records.highWatermark(), log.endOffset()));
    } else if (response instanceof FetchResponse.Diverging diverging) {
      EpochEnd own = log.endOfEpoch(diverging.end().epoch());
      log.truncateTo(Math.min(own.endOffset(), diverging.end().endOffset()));
      highWatermark = Math.min(highWatermark, log.endOffset());
    }
  }

  /**
   * Whether that follower has this leader's log and high watermark, and the leader knows it: then a
   * fetch changes neither of them.
   */
  public boolean isLevelWith(Broker follower) {
    return endOffsets[follower.id] == follower.log.endOffset()
        && highWatermark <= follower.highWatermark
        && log.equals(follower.log);
  }

  /**
   * Whether the leader may ask for that follower to join the ISR: it has caught up with the high
   * watermark and with the start of the leader's epoch, before which there may be committed records
   * that the high watermark does not show yet (Kafka: {@code Partition.isFollowerInSync}).
   */
  public boolean hasCaughtUp(int follower) {
    return leads()
        && endOffsets[follower] >= highWatermark
        && endOffsets[follower] >= log.endOfEpoch(view.leaderEpoch() - 1).endOffset();
  }

  // ---- metadata, crash and restart

  /**
   * Hears of the partition's newest state. A new leader knows nothing yet of where its followers
   * are.
   */
  public void learn(PartitionState partition) {
    if (partition.leader() == id && view.leaderEpoch() < partition.leaderEpoch()) {
      Arrays.fill(endOffsets, UNKNOWN_OFFSET);
    }
    view = partition;
    if (partition.leader() == id) {
      advanceHighWatermark();
    }
  }

  /** Stops; the log stays. */
  public void crash() {
    up = false;
    waiting = null;
  }

  /** Comes back with its log, knowing the partition's present state (KIP-631). */
  public void restart(PartitionState partition) {
    up = true;
    view = partition;
    Arrays.fill(endOffsets, UNKNOWN_OFFSET);
  }

  // ---- what it is

  public int id() {
    return id;
  }

  public boolean up() {
    return up;
  }

  public Log log() {
    return log;
  }

  public int highWatermark() {
    return highWatermark;
  }

  public PartitionState view() {
    return view;
  }

  /** The end offset that this broker, as leader, knows of that follower. */
  public int endOffset(int follower) {
    return endOffsets[follower];
  }

  /** The request in purgatory, if any. */
  public Optional<Waiting> waiting() {
    return Optional.ofNullable(waiting);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Broker b
        && id == b.id
        && up == b.up
        && highWatermark == b.highWatermark
        && view.equals(b.view)
        && Objects.equals(waiting, b.waiting)
        && Arrays.equals(endOffsets, b.endOffsets)
        && log.equals(b.log);
  }

  @Override
  public int hashCode() {
    return Objects.hash(id, up, highWatermark, view, waiting, Arrays.hashCode(endOffsets), log);
  }
}
