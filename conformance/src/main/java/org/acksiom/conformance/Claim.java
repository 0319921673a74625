package org.acksiom.conformance;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.acksiom.impl.simulator.Action;
import org.acksiom.specs.Anomaly;
import org.acksiom.specs.FaultModel;
import org.acksiom.specs.Preset;

/**
 * A sentence by which Kafka's delivery is taught, and what would have to be so for it to be true. A
 * claim says nothing of the outcome: that is {@link Ledger}'s, from what TLC finds.
 */
public enum Claim {
  C1(
      "Once the leader has persisted a record in the partition log, the record is not lost while the"
          + " leader stays alive.",
      "CommitProperties!PersistedStaysWhileLeaderLives, IsrReplicationCommit!StepsAsCommit",
      "always",
      needs()
          .code(Action.LEADER_APPENDS, Action.LEADER_ANSWERS_FETCH, Action.FOLLOWER_RECEIVES)
          .model("Commit-keeps")
          .model("IsrReplicationCommit-two-brokers")
          .model("IsrReplication-keeps")),
  C2(
      "If the leader fails, a record that only the leader has may be lost.",
      "CommitProperties!PersistedStays is violated",
      "always",
      needs()
          .code(Action.BROKER_CRASHES, Action.CONTROLLER_FENCES, Action.FOLLOWER_RECEIVES)
          .model("Commit-loses-uncommitted")
          .model("IsrReplication-loses-uncommitted")),
  C3(
      "A record persisted by the leader and every follower in the ISR is committed, and is not lost"
          + " unless the leader and all replicas are lost.",
      "CommitProperties!CommittedStays, IsrReplicationCommit!StepsAsCommit",
      "elections are clean, and fewer brokers shut down uncleanly than min.insync.replicas says",
      needs()
          .code(
              Action.LEADER_ANSWERS_FETCH,
              Action.LEADER_ACKNOWLEDGES,
              Action.LEADER_EXPANDS_ISR,
              Action.CONTROLLER_ALTERS_PARTITION,
              Action.CONTROLLER_FENCES)
          .model("Commit-keeps")
          .model("Commit-loses-committed")
          .model("IsrReplicationCommit-two-brokers")
          .model("IsrReplicationCommit-three-brokers")
          .model("IsrReplicationCommit-cut-off")
          .model("IsrReplicationCommit-one-loses-all")
          .model("KafkaDelivery-clean-election")
          .impossible(FaultModel.CRASH, Anomaly.ACKED_LOSS, Preset.AT_LEAST_ONCE)
          .refuter("KafkaDelivery-unclean-election")
          .refuter("IsrReplicationCommit-last-known-leader")),
  C4(
      "When the acknowledgement does not reach the producer, its I/O thread sends the record again"
          + " and the broker, which cannot tell, stores a duplicate.",
      "Delivery!DUPLICATE",
      "idempotence is off",
      needs()
          .code(Action.CONNECTION_BREAKS, Action.PRODUCER_SENDS, Action.LEADER_APPENDS)
          .model("ProducerRetry-duplicates")
          .possible(FaultModel.NETWORK, Anomaly.DUPLICATE, Preset.AT_LEAST_ONCE)),
  C5(
      "At-least-once: retrying until a success acknowledgement loses nothing, and may duplicate.",
      "Delivery!AtLeastOnce, ProducerRetryProperties!EventuallyAcked",
      "acks=all, elections are clean, and the producer never gives up",
      needs()
          .code(
              Action.PRODUCER_SENDS,
              Action.PRODUCER_RECEIVES,
              Action.PRODUCER_GIVES_UP,
              Action.LEADER_ACKNOWLEDGES)
          .model("ProducerRetry-loses-nothing")
          .model("ProducerRetry-eventually-acked")
          .model("KafkaDeliveryRetry-two-faults")
          .possible(FaultModel.NETWORK, Anomaly.DUPLICATE, Preset.AT_LEAST_ONCE)
          .impossible(
              FaultModel.CRASH,
              Anomaly.ACKED_LOSS,
              Preset.LEADER_ACK,
              Preset.AT_LEAST_ONCE,
              Preset.AT_LEAST_ONCE_PIPELINED)),
  C6(
      "At-most-once: with retries=0 some records may be lost, and none is ever stored twice.",
      "Delivery!AtMostOnce",
      "always",
      needs()
          .code(
              Action.PRODUCER_SENDS,
              Action.PRODUCER_RECEIVES,
              Action.CONNECTION_BREAKS,
              Action.LATE_REQUEST_ARRIVES)
          .model("ProducerRetry-at-most-once")
          .possible(FaultModel.NETWORK, Anomaly.REPORTED_LOSS, Preset.AT_MOST_ONCE)
          .impossible(
              FaultModel.CRASH, Anomaly.DUPLICATE, Preset.AT_MOST_ONCE, Preset.AT_MOST_ONCE_ALL)),
  C7(
      "With idempotence the broker recognises the retry: neither loss nor duplicate.",
      "Delivery!AtMostOnce, ~Delivery!ACKED_LOSS, ~Delivery!REORDER",
      "one record is in flight at a time, or the leader neither changes nor restarts, refuses no"
          + " record for want of replicas, and no record is given up while others are in flight; and"
          + " a send that fails promises nothing",
      needs()
          .code(
              Action.PRODUCER_SENDS,
              Action.PRODUCER_RECEIVES,
              Action.LEADER_APPENDS,
              Action.LEADER_RECOGNISES_DUPLICATE,
              Action.BROKER_REJECTS)
          .model("Idempotence-exactly-once")
          .refuter("KafkaDelivery-given-up")
          .model("Idempotence-one-in-flight")
          .impossible(
              FaultModel.NETWORK, Anomaly.ACKED_LOSS, Preset.IDEMPOTENT, Preset.IDEMPOTENT_DURABLE)
          .impossible(
              FaultModel.NETWORK, Anomaly.DUPLICATE, Preset.IDEMPOTENT, Preset.IDEMPOTENT_DURABLE)
          .impossible(
              FaultModel.NETWORK, Anomaly.REORDER, Preset.IDEMPOTENT, Preset.IDEMPOTENT_DURABLE)
          .impossible(
              FaultModel.CRASH, Anomaly.ACKED_LOSS, Preset.IDEMPOTENT, Preset.IDEMPOTENT_DURABLE)
          .impossible(
              FaultModel.CRASH, Anomaly.DUPLICATE, Preset.IDEMPOTENT, Preset.IDEMPOTENT_DURABLE)
          .impossible(
              FaultModel.CRASH, Anomaly.REORDER, Preset.IDEMPOTENT, Preset.IDEMPOTENT_DURABLE));

  private final String sentence;
  private final String property;
  private final String condition;
  private final Needs needs;

  Claim(String sentence, String property, String condition, Needs needs) {
    this.sentence = sentence;
    this.property = property;
    this.condition = condition;
    this.needs = needs;
  }

  /** The claim as it is taught. */
  public String sentence() {
    return sentence;
  }

  /** The TLA+ property that states it. */
  public String property() {
    return property;
  }

  /** When it is true. */
  public String condition() {
    return condition;
  }

  /** The steps of {@code KafkaDelivery}, and so of the Java code, that it is about. */
  public List<Action> code() {
    return List.copyOf(needs.code);
  }

  /** The models that must come out as expected. */
  public List<String> models() {
    return List.copyOf(needs.models);
  }

  /** The models in which it is false as it is taught, if TLC finds there what is expected. */
  public List<String> refuters() {
    return List.copyOf(needs.refuters);
  }

  /** The predictions that it needs. */
  public List<Need> predictions() {
    return List.copyOf(needs.predictions);
  }

  /**
   * A prediction that a claim needs.
   *
   * @param faults under which fault model
   * @param anomaly of which anomaly
   * @param presets under which settings; all of them
   * @param verdict what TLC would have to say
   */
  public record Need(FaultModel faults, Anomaly anomaly, Set<Preset> presets, Verdict verdict) {}

  private static Needs needs() {
    return new Needs();
  }

  private static final class Needs {
    private final List<Action> code = new ArrayList<>();
    private final List<String> models = new ArrayList<>();
    private final List<String> refuters = new ArrayList<>();
    private final List<Need> predictions = new ArrayList<>();

    private Needs code(Action... actions) {
      code.addAll(List.of(actions));
      return this;
    }

    private Needs model(String name) {
      models.add(name);
      return this;
    }

    private Needs refuter(String name) {
      refuters.add(name);
      return this;
    }

    private Needs possible(FaultModel faults, Anomaly anomaly, Preset first, Preset... rest) {
      predictions.add(new Need(faults, anomaly, EnumSet.of(first, rest), Verdict.POSSIBLE));
      return this;
    }

    private Needs impossible(FaultModel faults, Anomaly anomaly, Preset first, Preset... rest) {
      predictions.add(new Need(faults, anomaly, EnumSet.of(first, rest), Verdict.IMPOSSIBLE));
      return this;
    }
  }
}
