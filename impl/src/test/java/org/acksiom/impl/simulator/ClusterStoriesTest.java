package org.acksiom.impl.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.acksiom.impl.core.Result;
import org.acksiom.specs.Bounds;
import org.acksiom.specs.FaultModel;
import org.acksiom.specs.Preset;
import org.junit.jupiter.api.Test;

/** When something can happen, and what it does to the whole. */
class ClusterStoriesTest {

  // ---- the producer

  @Test
  void nothingIsSentToABrokerThatIsDown() {
    Cluster cluster = cluster(Preset.LEADER_ACK, "BrokerCrashes(1)");

    assertThat(can(cluster, "ProducerSends")).isFalse();
  }

  @Test
  void metadataIsRefreshedOnlyWhenAnotherBrokerLeads() {
    Cluster cluster = cluster(Preset.LEADER_ACK, "BrokerCrashes(1)");
    assertThat(can(cluster, "ProducerRefreshesMetadata")).isFalse();

    cluster.apply(Event.parse("ControllerFences(1)"));

    assertThat(can(cluster, "ProducerRefreshesMetadata")).isTrue();
    cluster.apply(Event.parse("ProducerRefreshesMetadata"));
    assertThat(cluster.producer().metadata()).isEqualTo(2);
    assertThat(can(cluster, "ProducerRefreshesMetadata")).isFalse();
  }

  @Test
  void nobodyIsRefreshedOfALeaderThatThereIsNot() {
    Cluster cluster =
        cluster(
            Preset.LEADER_ACK,
            "BrokerCrashes(1)",
            "BrokerCrashes(2)",
            "ControllerFences(1)",
            "ControllerFences(2)");

    assertThat(cluster.leader()).isZero();
    assertThat(can(cluster, "ProducerRefreshesMetadata")).isFalse();
  }

  // ---- the network

  @Test
  void anIdleConnectionDoesNotBreak() {
    assertThat(can(cluster(Preset.LEADER_ACK), "ConnectionBreaks(1, 0)")).isFalse();
  }

  @Test
  void aConnectionBreaksWhileARequestOrAResponseOrPurgatoryIsOnIt() {
    assertThat(can(cluster(Preset.LEADER_ACK, "ProducerSends"), "ConnectionBreaks(1, 0)")).isTrue();
    assertThat(
            can(
                cluster(Preset.LEADER_ACK, "ProducerSends", "LeaderAppends(1)"),
                "ConnectionBreaks(1, 0)"))
        .isTrue();
    assertThat(
            can(
                cluster(Preset.AT_LEAST_ONCE, "ProducerSends", "LeaderAppends(1)"),
                "ConnectionBreaks(1, 0)"))
        .isTrue();
  }

  @Test
  void noMoreRequestsArriveThanWereOnTheirWay() {
    Cluster cluster = cluster(Preset.LEADER_ACK, "ProducerSends");

    assertThat(can(cluster, "ConnectionBreaks(1, 1)")).isTrue();
    assertThat(can(cluster, "ConnectionBreaks(1, 2)")).isFalse();
  }

  @Test
  void ofABrokenConnectionTheFirstRequestsArriveAndTheRestIsLost() {
    Cluster cluster =
        cluster(Preset.LEADER_ACK, "ProducerSends", "ProducerSends", "ConnectionBreaks(1, 1)");

    assertThat(cluster.router().requests(1)).isEmpty();
    assertThat(cluster.router().late(1)).hasSize(1);
    assertThat(cluster.router().late(1).get(0)).extracting("record").containsExactly(1);
    assertThat(cluster.producer().queue()).containsExactly(2, 1);
    assertThat(cluster.faultsLeft()).isEqualTo(1);

    cluster.apply(Event.parse("LateRequestArrives(1, 1)"));
    assertThat(cluster.router().late(1)).isEmpty();
    assertThat(cluster.broker(1).log().endOffset()).isEqualTo(1);
    assertThat(cluster.router().responses(1)).as("nobody is there to hear").isEmpty();
  }

  @Test
  void whatIsLateArrivesInOrderFromEachConnection() {
    Cluster cluster =
        cluster(
            Preset.LEADER_ACK,
            "ProducerSends",
            "ProducerSends",
            "ConnectionBreaks(1, 2)",
            "ProducerSends",
            "ConnectionBreaks(1, 1)",
            "LateRequestArrives(1, 1)");

    assertThat(cluster.router().late(1)).hasSize(2);
    assertThat(cluster.router().late(1).get(0)).extracting("record").containsExactly(2);
    assertThat(cluster.router().late(1).get(1)).extracting("record").containsExactly(2);

    cluster.apply(Event.parse("LateRequestArrives(1, 2)"));
    assertThat(cluster.router().late(1)).hasSize(1);
    assertThat(can(cluster, "LateRequestArrives(1, 2)")).isFalse();
  }

  @Test
  void nothingArrivesAtABrokerThatIsDown() {
    Cluster cluster =
        cluster(Preset.LEADER_ACK, "ProducerSends", "ConnectionBreaks(1, 1)", "BrokerCrashes(1)");

    assertThat(cluster.router().late(1)).isEmpty();
    assertThat(can(cluster, "LateRequestArrives(1, 1)")).isFalse();
  }

  @Test
  void responsesAreLostWithTheConnection() {
    Cluster cluster =
        cluster(Preset.AT_MOST_ONCE, "ProducerSends", "LeaderAppends(1)", "ConnectionBreaks(1, 0)");

    assertThat(cluster.router().responses(1)).isEmpty();
    assertThat(cluster.producer().result(1).outcome()).isEqualTo(Result.Outcome.FAILED);
    assertThat(cluster.broker(1).log().endOffset()).isEqualTo(1);
  }

  // ---- the broker

  @Test
  void theNextRequestIsReadOnlyWhenTheOneBeforeIsAnswered() {
    Cluster cluster =
        cluster(
            Preset.AT_LEAST_ONCE_PIPELINED, "ProducerSends", "ProducerSends", "LeaderAppends(1)");
    assertThat(can(cluster, "LeaderAppends(1)")).isFalse();

    cluster.apply(Event.parse("FollowerFetches(2)"));
    cluster.apply(Event.parse("FollowerFetches(2)"));
    cluster.apply(Event.parse("LeaderAcknowledges(1)"));

    assertThat(can(cluster, "LeaderAppends(1)")).isTrue();
  }

  @Test
  void withAcks0ARefusalClosesTheConnectionAndLosesTheRest() {
    Cluster cluster =
        cluster(
            Preset.FIRE_AND_FORGET,
            "BrokerCrashes(2)",
            "ControllerFences(2)",
            "BrokerRestarts(2)",
            "BrokerCrashes(1)",
            "ControllerFences(1)",
            "BrokerRestarts(1)",
            "ControllerElects(1)");
    assertThat(cluster.broker(1).leads()).as("it has not heard of it").isFalse();
    cluster.apply(Event.parse("ProducerSends"));
    cluster.apply(Event.parse("ProducerSends"));

    cluster.apply(Event.parse("BrokerRejects(1)"));

    assertThat(cluster.router().requests(1)).isEmpty();
    assertThat(cluster.router().responses(1)).isEmpty();
  }

  @Test
  void withAcks0AnAppendLeavesTheConnectionOpen() {
    Cluster cluster =
        cluster(Preset.FIRE_AND_FORGET, "ProducerSends", "ProducerSends", "LeaderAppends(1)");

    assertThat(cluster.router().requests(1)).hasSize(1);
  }

  @Test
  void aRefusalWithAcksLeavesTheConnectionOpen() {
    Cluster cluster =
        cluster(
            Preset.LEADER_ACK,
            "BrokerCrashes(2)",
            "ControllerFences(2)",
            "BrokerRestarts(2)",
            "BrokerCrashes(1)",
            "ControllerFences(1)",
            "BrokerRestarts(1)",
            "ControllerElects(1)",
            "ProducerSends",
            "ProducerSends",
            "BrokerRejects(1)");

    assertThat(cluster.router().requests(1)).hasSize(1);
    assertThat(cluster.router().responses(1)).hasSize(1);
  }

  // ---- the ISR

  @Test
  void aFollowerJoinsTheIsrOnceItHasAllAndTheLeaderKnows() {
    Cluster cluster =
        cluster(
            Preset.LEADER_ACK,
            "BrokerCrashes(2)",
            "ControllerFences(2)",
            "BrokerLearns(1)",
            "ProducerSends",
            "LeaderAppends(1)");
    assertThat(can(cluster, "LeaderExpandsIsr(1, 2)")).as("it is down").isFalse();

    cluster.apply(Event.parse("BrokerRestarts(2)"));
    assertThat(can(cluster, "LeaderExpandsIsr(1, 2)")).as("it has nothing").isFalse();
    cluster.apply(Event.parse("FollowerFetches(2)"));
    assertThat(can(cluster, "LeaderExpandsIsr(1, 2)")).as("the leader does not know").isFalse();

    cluster.apply(Event.parse("FollowerFetches(2)"));
    assertThat(can(cluster, "LeaderExpandsIsr(1, 2)")).isTrue();
    cluster.apply(Event.parse("LeaderExpandsIsr(1, 2)"));
    assertThat(cluster.controller().partition().isr().size()).isEqualTo(2);
    assertThat(cluster.broker(1).view()).isEqualTo(cluster.controller().partition());
  }

  // ---- faults

  @Test
  void aCrashLosesWhatIsOnItsWayAndTheProducerHearsOfIt() {
    Cluster cluster = cluster(Preset.LEADER_ACK, "ProducerSends", "BrokerCrashes(1)");

    assertThat(cluster.router().requests(1)).isEmpty();
    assertThat(cluster.producer().queue()).containsExactly(1, 2);
    assertThat(cluster.producer().inFlight(1)).isEmpty();
    assertThat(cluster.faultsLeft()).isEqualTo(1);
    assertThat(can(cluster, "BrokerCrashes(1)")).as("it is down").isFalse();
  }

  @Test
  void aBrokerIsFencedOnceItIsDownAndRestartsOnceItIsFenced() {
    Cluster cluster = cluster(Preset.LEADER_ACK);
    assertThat(can(cluster, "ControllerFences(2)")).isFalse();

    cluster.apply(Event.parse("BrokerCrashes(2)"));
    assertThat(can(cluster, "ControllerFences(2)")).isTrue();
    assertThat(can(cluster, "BrokerRestarts(2)")).isFalse();

    cluster.apply(Event.parse("ControllerFences(2)"));
    assertThat(can(cluster, "ControllerFences(2)")).isFalse();
    assertThat(can(cluster, "BrokerRestarts(2)")).isTrue();
  }

  // ---- endings

  @Test
  void aClusterIsSettledOnceNothingIsUnderWayAndAllKnowAll() {
    Cluster cluster = cluster(Preset.LEADER_ACK);
    assertThat(cluster.isSettled()).isTrue();

    String[] unsettled = {"ProducerSends", "LeaderAppends(1)", "FollowerFetches(2)"};
    for (String event : unsettled) {
      cluster.apply(Event.parse(event));
      assertThat(cluster.isSettled()).as(event).isFalse();
    }
    cluster.apply(Event.parse("ProducerReceives(1)"));
    assertThat(cluster.isSettled()).as("the high watermark is behind").isFalse();

    cluster.apply(Event.parse("FollowerFetches(2)"));
    assertThat(cluster.isSettled()).isTrue();
  }

  @Test
  void aClusterIsNotSettledWhileABrokerHasNotHeardOfTheIsr() {
    Cluster cluster =
        cluster(
            Preset.LEADER_ACK,
            "BrokerCrashes(2)",
            "ControllerFences(2)",
            "BrokerLearns(1)",
            "BrokerRestarts(2)",
            "LeaderExpandsIsr(1, 2)");
    assertThat(cluster.isSettled()).isFalse();

    cluster.apply(Event.parse("BrokerLearns(2)"));

    assertThat(cluster.isSettled()).isTrue();
  }

  @Test
  void aClusterIsNotSettledWhileARequestWaitsInPurgatory() {
    Cluster cluster =
        cluster(
            Preset.AT_LEAST_ONCE,
            "ProducerSends",
            "LeaderAppends(1)",
            "FollowerFetches(2)",
            "FollowerFetches(2)");
    assertThat(cluster.isSettled()).isFalse();

    cluster.apply(Event.parse("LeaderAcknowledges(1)"));
    cluster.apply(Event.parse("ProducerReceives(1)"));

    assertThat(cluster.isSettled()).isTrue();
  }

  private static Cluster cluster(Preset preset, String... events) {
    return new Schedule(
            new Setup(preset.settings(), FaultModel.CRASH, Bounds.SMALL),
            Stream.of(events).map(Event::parse).toList())
        .run();
  }

  private static boolean can(Cluster cluster, String event) {
    return new EventScheduler(cluster.setup()).enabled(cluster).contains(Event.parse(event));
  }
}
