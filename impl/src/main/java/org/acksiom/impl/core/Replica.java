package org.acksiom.impl.core;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * One broker's replica of the partition, as leader or follower: the broker's side of the TLA+
 * module {@code IsrReplication} with all its rules in force (Kafka: {@code Partition}, {@code
 * AbstractFetcherThread}).
 */
final class Replica {
  private final int id;
  private final int effectiveMinIsr;
  private boolean up = true;
  private Log log;
  private int highWatermark;
  private PartitionState view;

  /** By follower; replaced, never changed, so that copies may share it. */
  private FetchState[] fetchStates;

  private IsrRequest pendingIsr;

  /** A running replica that has that log and knows of nothing committed. */
  Replica(int id, int minInsyncReplicas, PartitionState partition, int replicas, Log log) {
    this.id = id;
    this.log = log;
    this.effectiveMinIsr = effectiveMinIsr(minInsyncReplicas, replicas);
    this.view = partition;
    this.fetchStates = unheard(replicas);
  }

  private Replica(Replica other) {
    this.id = other.id;
    this.effectiveMinIsr = other.effectiveMinIsr;
    this.up = other.up;
    this.log = other.log;
    this.highWatermark = other.highWatermark;
    this.view = other.view;
    this.fetchStates = other.fetchStates;
    this.pendingIsr = other.pendingIsr;
  }

  Replica copy() {
    return new Replica(this);
  }

  private static FetchState[] unheard(int replicas) {
    FetchState[] states = new FetchState[replicas + 1];
    Arrays.fill(states, FetchState.UNHEARD);
    return states;
  }

  private int replicas() {
    return fetchStates.length - 1;
  }

  // ---- the leader

  boolean leads() {
    return up && view.leader() == id;
  }

  /** No more replicas can be in sync than there are (Kafka: {@code Partition.effectiveMinIsr}). */
  static int effectiveMinIsr(int minInsyncReplicas, int replicas) {
    return Math.min(minInsyncReplicas, replicas);
  }

  boolean isrIsLargeEnough() {
    return view.isr().size() >= effectiveMinIsr;
  }

  /** Appends an entry of the leader's own epoch. */
  @SpecAction({"LeaderAppends", "LateRequestArrives"})
  void append(Entry entry) {
    log = log.append(entry);
    advanceHighWatermark();
  }

  /**
   * All who are in the ISR, or would be if the controller agreed to what the leader asked for
   * (Kafka: {@code PartitionState.maximalIsr}, KIP-497).
   */
  private ReplicaSet maximalIsr() {
    return pendingIsr == null ? view.isr() : view.isr().union(pendingIsr.isr());
  }

  /**
   * The high watermark is the least end offset over the maximal ISR, as far as the leader knows
   * them. It never goes back while one leader leads, and waits while the ISR is too small (Kafka:
   * {@code Partition.maybeIncrementLeaderHW}, KIP-966).
   */
  private void advanceHighWatermark() {
    if (!isrIsLargeEnough()) {
      return;
    }
    ReplicaSet inSync = maximalIsr();
    int least = log.endOffset();
    for (int follower = 1; follower < fetchStates.length; follower++) {
      if (follower != id && inSync.contains(follower)) {
        least = Math.min(least, fetchStates[follower].endOffset());
      }
    }
    highWatermark = Math.max(highWatermark, least);
  }

  /** Whether this leader's log and the follower's part company before the follower's end. */
  private boolean divergesFrom(FetchRequest request, EpochEnd end) {
    return end.endOffset() < request.fetchOffset() || end.epoch() < request.lastFetchedEpoch();
  }

  private static FetchState heard(FetchRequest request) {
    return new FetchState(request.fetchOffset(), request.brokerEpoch());
  }

  private boolean knowsMore(FetchRequest request) {
    return log.endOffset() > request.fetchOffset()
        || Math.min(highWatermark, request.fetchOffset()) > request.highWatermark();
  }

  /** Whether a fetch is the leader's to answer, and tells it or the follower anything new. */
  boolean canAnswerFetch(FetchRequest request) {
    return leads()
        && request.follower() != id
        && request.leaderEpoch() == view.leaderEpoch()
        && (knowsMore(request)
            || divergesFrom(request, log.endOfEpoch(request.lastFetchedEpoch()))
            || !heard(request).equals(fetchStates[request.follower()]));
  }

  /**
   * Learns from a fetch how far the follower is, unless the logs diverge, and answers it; empty if
   * there is nothing to say (Kafka: {@code DelayedFetch}). The answer has the high watermark of
   * before the fetch.
   */
  @SpecAction("LeaderAnswersFetch")
  Optional<FetchResponse> answerFetch(FetchRequest request) {
    EpochEnd end = log.endOfEpoch(request.lastFetchedEpoch());
    if (divergesFrom(request, end)) {
      return Optional.of(new FetchResponse.Diverging(end));
    }
    Optional<FetchResponse> response =
        knowsMore(request)
            ? Optional.of(new FetchResponse.Records(log.from(request.fetchOffset()), highWatermark))
            : Optional.empty();
    fetchStates = fetchStates.clone();
    fetchStates[request.follower()] = heard(request);
    advanceHighWatermark();
    return response;
  }

  /**
   * Whether a follower has what is committed, and what earlier leaders appended, some of which may
   * be committed without the high watermark showing it yet (KAFKA-7128).
   */
  private boolean hasCaughtUp(int follower) {
    int epochStart = log.endOfEpoch(view.leaderEpoch() - 1).endOffset();
    return fetchStates[follower].endOffset() >= Math.max(highWatermark, epochStart);
  }

  boolean canExpandIsr(int follower) {
    return leads() && pendingIsr == null && !view.isr().contains(follower) && hasCaughtUp(follower);
  }

  @SpecAction("LeaderExpandsIsr")
  void expandIsr(int follower, int brokerEpoch) {
    askFor(view.isr().with(follower), brokerEpoch);
  }

  boolean canShrinkIsr(int follower) {
    return leads() && pendingIsr == null && follower != id && view.isr().contains(follower);
  }

  @SpecAction("LeaderShrinksIsr")
  void shrinkIsr(int follower, int brokerEpoch) {
    askFor(view.isr().without(follower), brokerEpoch);
  }

  private void askFor(ReplicaSet isr, int brokerEpoch) {
    IsrRequest request = IsrRequest.empty(replicas());
    for (int member = 1; member < fetchStates.length; member++) {
      if (isr.contains(member)) {
        request =
            request.with(member, member == id ? brokerEpoch : fetchStates[member].brokerEpoch());
      }
    }
    pendingIsr = request;
  }

  /** The controller has refused: the leader goes back to the ISR that it had. */
  @SpecAction("ControllerRefuses")
  void isrRefused() {
    pendingIsr = null;
  }

  // ---- the follower

  Optional<FetchRequest> fetchRequest(int brokerEpoch) {
    if (!up || view.leader() == PartitionState.NO_LEADER || view.leader() == id) {
      return Optional.empty();
    }
    return Optional.of(
        new FetchRequest(
            id, brokerEpoch, view.leaderEpoch(), log.endOffset(), log.lastEpoch(), highWatermark));
  }

  @SpecAction("FollowerReceives")
  void receive(FetchResponse response) {
    if (response instanceof FetchResponse.Records records) {
      log = log.appendAll(records.entries());
      highWatermark = Math.max(highWatermark, Math.min(records.highWatermark(), log.endOffset()));
    } else if (response instanceof FetchResponse.Diverging diverging) {
      EpochEnd own = log.endOfEpoch(diverging.end().epoch());
      truncateTo(Math.min(own.endOffset(), diverging.end().endOffset()));
    }
  }

  private void truncateTo(int endOffset) {
    log = log.truncatedTo(endOffset);
    highWatermark = Math.min(highWatermark, log.endOffset());
  }

  // ---- every broker

  @SpecAction({"BrokerLearns", "BrokerRestarts"})
  void learn(PartitionState partition) {
    if (view.leaderEpoch() < partition.leaderEpoch()) {
      fetchStates = unheard(replicas());
    }
    view = partition;
    pendingIsr = null;
    if (partition.leader() == id) {
      advanceHighWatermark();
    }
  }

  @SpecAction("BrokerCrashes")
  void crash(int lost) {
    crash(log.truncatedTo(log.endOffset() - lost), highWatermark);
  }

  /** Stops, and has that log and checkpoint of the high watermark left. */
  @SpecAction("BrokerCrashes")
  void crash(Log left, int checkpoint) {
    up = false;
    log = left;
    highWatermark = Math.min(checkpoint, left.endOffset());
    view = PartitionState.NOTHING;
    fetchStates = unheard(replicas());
    pendingIsr = null;
  }

  @SpecAction("BrokerRestarts")
  void restart(PartitionState partition) {
    up = true;
    learn(partition);
  }

  // ---- what it is

  boolean up() {
    return up;
  }

  Log log() {
    return log;
  }

  int highWatermark() {
    return highWatermark;
  }

  PartitionState view() {
    return view;
  }

  FetchState fetchState(int follower) {
    return fetchStates[follower];
  }

  Optional<IsrRequest> pendingIsr() {
    return Optional.ofNullable(pendingIsr);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Replica r
        && id == r.id
        && up == r.up
        && highWatermark == r.highWatermark
        && view.equals(r.view)
        && Objects.equals(pendingIsr, r.pendingIsr)
        && Arrays.equals(fetchStates, r.fetchStates)
        && log.equals(r.log);
  }

  @Override
  public int hashCode() {
    return Objects.hash(id, up, highWatermark, view, pendingIsr, Arrays.hashCode(fetchStates), log);
  }
}
