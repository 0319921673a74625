package org.acksiom.kafka.replay;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.acksiom.impl.simulator.Event;
import org.acksiom.impl.simulator.Setup;
import org.acksiom.specs.Acks;
import org.acksiom.specs.Anomaly;
import org.acksiom.specs.Bounds;
import org.acksiom.specs.DeliverySettings;
import org.acksiom.specs.FaultModel;
import org.acksiom.specs.Preset;

/**
 * A behaviour of Kafka that people have a name for, told by its landmarks, which are events in
 * their order, and the anomaly in which it ends. What happens in between is looked for: see {@link
 * StorySearch}.
 */
public enum Story {
  /** A leader that is cut off from the controller acks a record that the next one never had. */
  ZOMBIE_LEADER(
      setup(Preset.LEADER_ACK, FaultModel.PARTITION, 1),
      Anomaly.ACKED_LOSS,
      "ControllerFences(1, 2)",
      "LeaderAppends(1)",
      "ProducerReceives(1)"),

  /** The leader acks a record and goes before a member of the ISR has it, which is elected. */
  LOSS_BY_CLEAN_ELECTION(
      setup(Preset.LEADER_ACK, FaultModel.CRASH, 1),
      Anomaly.ACKED_LOSS,
      "ProducerReceives(1)",
      "BrokerCrashes(1, 0)",
      "ControllerFences(1, 2)"),

  /** The ISR is one replica; it goes, and one that does not have its records is elected. */
  LOSS_BY_UNCLEAN_ELECTION(
      new Setup(allOfOne(true), FaultModel.CRASH, bounds(1)),
      Anomaly.ACKED_LOSS,
      "ControllerFences(2, 1)",
      "ProducerReceives(1)",
      "BrokerCrashes(1, 0)",
      "ControllerFences(1, 0)",
      "BrokerRestarts(2, 2)"),

  /** The same, but there is no leader until the last one is back (KIP-966). */
  UNCLEAN_ELECTION_REFUSED(
      new Setup(allOfOne(false), FaultModel.CRASH, bounds(1)),
      null,
      "ControllerFences(2, 1)",
      "ProducerReceives(1)",
      "BrokerCrashes(1, 0)",
      "ControllerFences(1, 0)",
      "BrokerRestarts(2, 0)",
      "BrokerRestarts(1, 1)"),

  /** The acknowledgement is lost, the record is sent again and stored twice. */
  STORED_TWICE(
      setup(Preset.AT_LEAST_ONCE, FaultModel.NETWORK, 1),
      Anomaly.DUPLICATE,
      "LeaderAppends(1)",
      "ConnectionBreaks(1, 0)",
      "LeaderAppends(1)",
      "ProducerReceives(1)"),

  /** The same with idempotence: the broker recognises what it has. */
  RETRY_RECOGNISED(
      setup(Preset.IDEMPOTENT_DURABLE, FaultModel.NETWORK, 1),
      null,
      "LeaderAppends(1)",
      "ConnectionBreaks(1, 0)",
      "LeaderRecognisesDuplicate(1)",
      "ProducerReceives(1)"),

  /** Two requests in flight are lost together and sent again in another order. */
  REORDERED_IN_FLIGHT(
      setup(Preset.AT_LEAST_ONCE_PIPELINED, FaultModel.NETWORK, 2),
      Anomaly.REORDER,
      "ProducerSends",
      "ProducerSends",
      "ConnectionBreaks(1, 0)",
      "ProducerReceives(1)",
      "ProducerReceives(1)"),

  /** The same with idempotence: they are sent again in their order. */
  ORDER_KEPT(
      setup(Preset.IDEMPOTENT_DURABLE, FaultModel.NETWORK, 2),
      null,
      "ProducerSends",
      "ProducerSends",
      "ConnectionBreaks(1, 0)",
      "ProducerReceives(1)",
      "ProducerReceives(1)"),

  /** Idempotence while the leader changes: a record overtakes another, and is stored twice. */
  IDEMPOTENCE_OVERTAKEN(
      setup(Preset.IDEMPOTENT_DURABLE, FaultModel.CRASH, 2),
      Anomaly.DUPLICATE,
      "BrokerCrashes(1, 0)",
      "ControllerFences(1, 2)",
      "BrokerRestarts(1, 2)",
      "ProducerSends",
      "ProducerRefreshesMetadata",
      "ProducerSends",
      "LeaderAppends(2)",
      "BrokerCrashes(2, 0)",
      "BrokerRejects(1)"),

  /**
   * Both replicas have a committed record, both go uncleanly, one loses it, and that one was the
   * last leader: it is elected although the other one is there (KIP-966).
   */
  LAST_KNOWN_LEADER(
      setup(Preset.IDEMPOTENT_DURABLE, FaultModel.DISK, 1),
      Anomaly.ACKED_LOSS,
      "ProducerReceives(1)",
      "BrokerCrashes(2, 0)",
      "BrokerCrashes(1, 1)",
      "BrokerRestarts(2, 0)"),

  /**
   * Idempotence while the leader stays and nothing is given up: a record is refused with {@code
   * NOT_ENOUGH_REPLICAS}, and the next one, the first that the leader sees of this producer, is
   * not.
   */
  IDEMPOTENCE_REFUSED(
      new Setup(Preset.IDEMPOTENT_DURABLE.settings(), FaultModel.CRASH, new Bounds(2, 2, 2, 2)),
      Anomaly.DUPLICATE,
      "ProducerSends",
      "ProducerSends",
      "BrokerCrashes(2, 0)",
      "ControllerFences(2, 1)",
      "BrokerLearns(1)",
      "BrokerRejects(1)",
      "BrokerRestarts(2, 1)",
      "LeaderExpandsIsr(1, 2)",
      "ControllerAltersPartition(1)",
      "BrokerLearns(1)",
      "LeaderAppends(1)",
      "ProducerReceives(1)",
      "ConnectionBreaks(1, 0)",
      "ProducerSends",
      "BrokerRejects(1)",
      "ProducerReceives(1)",
      "ProducerSends",
      "LeaderAppends(1)",
      "ProducerReceives(1)",
      "ProducerSends",
      "LeaderAppends(1)",
      "ProducerReceives(1)"),

  /** Idempotence while the leader stays: a record is sent again when those before were given up. */
  IDEMPOTENCE_GIVEN_UP(
      new Setup(Preset.IDEMPOTENT_DURABLE.settings(), FaultModel.NETWORK, new Bounds(2, 3, 2, 1)),
      Anomaly.DUPLICATE,
      "ConnectionBreaks(1, 3)",
      "ProducerGivesUp(1)",
      "ProducerGivesUp(2)",
      "LateRequestArrives(1, 1)",
      "BrokerRejects(1)",
      "ProducerReceives(1)",
      "LateRequestArrives(1, 1)",
      "LateRequestArrives(1, 1)");

  private final Setup setup;
  private final Optional<Anomaly> ending;
  private final List<Event> landmarks;

  /** Tells a story that ends in an anomaly, or, where that is {@code null}, in none at all. */
  Story(Setup setup, Anomaly ending, String... landmarks) {
    this.setup = setup;
    this.ending = Optional.ofNullable(ending);
    this.landmarks = Arrays.stream(landmarks).map(Event::parse).toList();
  }

  /** The name in reports and files: lower case with hyphens. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The settings, faults and bounds in which it is told. */
  public Setup setup() {
    return setup;
  }

  /** The anomaly in which it ends; empty if there is none, which is its point. */
  public Optional<Anomaly> ending() {
    return ending;
  }

  /** The events that must happen, in their order, whatever else does. */
  public List<Event> landmarks() {
    return landmarks;
  }

  private static Setup setup(Preset preset, FaultModel faults, int records) {
    return new Setup(preset.settings(), faults, bounds(records));
  }

  private static Bounds bounds(int records) {
    return records == 1 ? Bounds.SMALL.withOneRecord() : Bounds.SMALL;
  }

  /** Every member of the ISR has what is acknowledged, and one member is enough. */
  private static DeliverySettings allOfOne(boolean unclean) {
    return new DeliverySettings(Acks.ALL, true, false, 1, 1, unclean);
  }
}
