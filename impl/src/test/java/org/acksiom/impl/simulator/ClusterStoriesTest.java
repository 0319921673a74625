package org.acksiom.impl.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.acksiom.impl.core.ErrorCode;
import org.acksiom.impl.core.Result;
import org.acksiom.specs.Bounds;
import org.acksiom.specs.FaultModel;
import org.acksiom.specs.Preset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When something can happen, and what it does to the whole. */
class ClusterStoriesTest {

  // ---- the producer

  @Test
  void nothingIsSentToABrokerThatIsDown() {
    Cluster cluster = cluster(Preset.LEADER_ACK, "BrokerCrashes(1, 0)");

    assertThat(can(cluster, "ProducerSends")).isFalse();
  }

  @Test
  void metadataIsRefreshedOnlyWhenAnotherBrokerLeads() {
    Cluster cluster = cluster(Preset.LEADER_ACK, "BrokerCrashes(1, 0)");
    assertThat(can(cluster, "ProducerRefreshesMetadata")).isFalse();

    cluster.apply(Event.parse("ControllerFences(1, 2)"));

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
            "BrokerCrashes(1, 0)",
            "BrokerCrashes(2, 0)",
            "ControllerFences(1, 2)",
            "ControllerFences(2, 0)");

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
        cluster(
            Preset.LEADER_ACK, "ProducerSends", "ConnectionBreaks(1, 1)", "BrokerCrashes(1, 0)");

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

    cluster.apply(Event.parse("LeaderAnswersFetch(1, 2)"));
    cluster.apply(Event.parse("FollowerReceives(2)"));
    cluster.apply(Event.parse("LeaderAnswersFetch(1, 2)"));
    cluster.apply(Event.parse("LeaderAcknowledges(1)"));

    assertThat(can(cluster, "LeaderAppends(1)")).isTrue();
  }

  @Test
  void withAcks0ARefusalClosesTheConnectionAndLosesTheRest() {
    Cluster cluster =
        cluster(
            Preset.FIRE_AND_FORGET,
            "BrokerCrashes(1, 0)",
            "ControllerFences(1, 2)",
            "BrokerRestarts(1, 2)");
    assertThat(cluster.broker(1).leads()).as("the producer has not heard of it").isFalse();
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
            "BrokerCrashes(1, 0)",
            "ControllerFences(1, 2)",
            "BrokerRestarts(1, 2)",
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
            "BrokerCrashes(2, 0)",
            "ControllerFences(2, 1)",
            "BrokerLearns(1)",
            "ProducerSends",
            "LeaderAppends(1)");
    assertThat(can(cluster, "LeaderExpandsIsr(1, 2)")).as("it is down").isFalse();

    cluster.apply(Event.parse("BrokerRestarts(2, 1)"));
    assertThat(can(cluster, "LeaderExpandsIsr(1, 2)")).as("it has not fetched").isFalse();
    cluster.apply(Event.parse("LeaderAnswersFetch(1, 2)"));
    assertThat(can(cluster, "LeaderExpandsIsr(1, 2)")).as("it had nothing").isFalse();
    cluster.apply(Event.parse("FollowerReceives(2)"));
    assertThat(can(cluster, "LeaderExpandsIsr(1, 2)")).as("the leader does not know").isFalse();

    cluster.apply(Event.parse("LeaderAnswersFetch(1, 2)"));
    cluster.apply(Event.parse("LeaderExpandsIsr(1, 2)"));
    assertThat(cluster.controller().partition().isr().size()).as("only asked").isEqualTo(1);
    assertThat(can(cluster, "ControllerRefuses(1)")).isFalse();

    cluster.apply(Event.parse("ControllerAltersPartition(1)"));
    assertThat(cluster.controller().partition().isr().size()).isEqualTo(2);
    assertThat(cluster.broker(1).view().isr().size()).as("not heard yet").isEqualTo(1);
    assertThat(cluster.broker(1).pendingIsr()).isPresent();

    cluster.apply(Event.parse("BrokerLearns(1)"));
    assertThat(cluster.broker(1).view()).isEqualTo(cluster.controller().partition());
    assertThat(cluster.broker(1).pendingIsr()).isEmpty();
  }

  @Test
  void theControllerRefusesWhoIsFencedMeanwhile() {
    Cluster cluster =
        cluster(
            Preset.LEADER_ACK,
            "BrokerCrashes(2, 0)",
            "ControllerFences(2, 1)",
            "BrokerLearns(1)",
            "BrokerRestarts(2, 1)",
            "LeaderAnswersFetch(1, 2)",
            "LeaderExpandsIsr(1, 2)",
            "BrokerCrashes(2, 0)",
            "ControllerFences(2, 1)");
    assertThat(can(cluster, "ControllerAltersPartition(1)")).isFalse();

    cluster.apply(Event.parse("ControllerRefuses(1)"));

    assertThat(cluster.broker(1).pendingIsr()).isEmpty();
    assertThat(cluster.controller().partition().isr().size()).isEqualTo(1);
  }

  @Test
  void theControllerRefusesAnEarlierIncarnation() {
    Cluster cluster =
        cluster(
            Preset.LEADER_ACK,
            "BrokerCrashes(2, 0)",
            "ControllerFences(2, 1)",
            "BrokerLearns(1)",
            "BrokerRestarts(2, 1)",
            "LeaderAnswersFetch(1, 2)",
            "LeaderExpandsIsr(1, 2)",
            "BrokerCrashes(2, 0)",
            "ControllerFences(2, 1)",
            "BrokerRestarts(2, 1)");

    assertThat(can(cluster, "ControllerAltersPartition(1)")).isFalse();
    assertThat(can(cluster, "ControllerRefuses(1)")).isTrue();
  }

  @Test
  void aSlowFollowerIsPutOutOfTheIsrAtTheCostOfAFault() {
    assertThat(can(cluster(Preset.LEADER_ACK), "LeaderShrinksIsr(1, 2)")).isFalse();

    Cluster cluster = cluster(FaultModel.PARTITION, Preset.LEADER_ACK, "LeaderShrinksIsr(1, 2)");

    assertThat(cluster.faultsLeft()).isEqualTo(1);
    assertThat(can(cluster, "LeaderShrinksIsr(1, 2)")).as("it waits for an answer").isFalse();
    cluster.apply(Event.parse("ControllerAltersPartition(1)"));
    assertThat(cluster.controller().partition().isr()).hasToString("{1}");
  }

  // ---- fetching

  @Test
  void oneFetchIsUnderWayAtATime() {
    Cluster cluster =
        cluster(Preset.LEADER_ACK, "ProducerSends", "LeaderAppends(1)", "LeaderAnswersFetch(1, 2)");
    assertThat(cluster.router().fetchResponse(2)).isPresent();
    assertThat(can(cluster, "LeaderAnswersFetch(1, 2)")).isFalse();

    cluster.apply(Event.parse("FollowerReceives(2)"));

    assertThat(cluster.router().fetchResponse(2)).isEmpty();
    assertThat(can(cluster, "LeaderAnswersFetch(1, 2)")).isTrue();
    assertThat(can(cluster, "FollowerReceives(2)")).isFalse();
  }

  @ParameterizedTest(name = "broker {0}")
  @ValueSource(ints = {1, 2})
  void aFetchResponseIsLostWithItsLeaderAndWithItsFollower(int broker) {
    Cluster cluster =
        cluster(
            Preset.LEADER_ACK,
            "ProducerSends",
            "LeaderAppends(1)",
            "LeaderAnswersFetch(1, 2)",
            "BrokerCrashes(" + broker + ", 0)");

    assertThat(cluster.router().fetchResponse(2)).isEmpty();
  }

  @Test
  void aFollowerThatHearsOfAnotherLeaderDropsTheResponseOfTheLast() {
    Cluster cluster =
        cluster(
            FaultModel.PARTITION,
            Preset.LEADER_ACK,
            "ProducerSends",
            "LeaderAppends(1)",
            "LeaderAnswersFetch(1, 2)",
            "ControllerFences(1, 2)");
    assertThat(cluster.router().fetchResponse(2)).isPresent();

    cluster.apply(Event.parse("BrokerLearns(2)"));

    assertThat(cluster.router().fetchResponse(2)).isEmpty();
  }

  // ---- zombies

  @Test
  void aBrokerThatIsCutOffFromTheControllerLeadsOn() {
    assertThat(can(cluster(Preset.LEADER_ACK), "ControllerFences(1, 2)")).isFalse();

    Cluster cluster =
        cluster(
            FaultModel.PARTITION,
            Preset.LEADER_ACK,
            "ControllerFences(1, 2)",
            "ProducerSends",
            "LeaderAppends(1)");

    assertThat(cluster.faultsLeft()).isEqualTo(1);
    assertThat(cluster.leader()).isEqualTo(2);
    assertThat(cluster.broker(1).leads()).isTrue();
    assertThat(can(cluster, "BrokerLearns(1)")).as("it hears nothing").isFalse();

    cluster.apply(Event.parse("ControllerUnfences(1, 2)"));
    cluster.apply(Event.parse("BrokerLearns(1)"));
    assertThat(cluster.broker(1).leads()).isFalse();
    assertThat(cluster.faultsLeft()).isEqualTo(1);
  }

  @Test
  void aRequestThatWaitsForTheIsrIsToldWhenItsBrokerLeadsNoMore() {
    Cluster cluster =
        cluster(
            FaultModel.PARTITION,
            Preset.AT_LEAST_ONCE,
            "ProducerSends",
            "LeaderAppends(1)",
            "ControllerFences(1, 2)",
            "ControllerUnfences(1, 2)",
            "BrokerLearns(1)");

    assertThat(cluster.broker(1).waiting()).isEmpty();
    assertThat(cluster.router().responses(1))
        .extracting("error")
        .containsExactly(ErrorCode.NOT_LEADER_OR_FOLLOWER);
  }

  // ---- the consumer

  @Test
  void aConsumerReadsWhatIsCommittedIfThereIsOne() {
    String[] committed = {
      "ProducerSends",
      "LeaderAppends(1)",
      "LeaderAnswersFetch(1, 2)",
      "FollowerReceives(2)",
      "LeaderAnswersFetch(1, 2)"
    };
    assertThat(can(cluster(Preset.LEADER_ACK, committed), "ConsumerReads(1)")).isFalse();

    Setup setup =
        new Setup(Preset.LEADER_ACK.settings(), FaultModel.NONE, Bounds.SMALL.withConsumer());
    Cluster cluster = new Schedule(setup, Stream.of(committed).map(Event::parse).toList()).run();
    cluster.apply(Event.parse("ConsumerReads(1)"));

    assertThat(cluster.consumer().reads()).extracting("record").containsExactly(1);
    assertThat(can(cluster, "ConsumerReads(1)")).as("it has all").isFalse();
  }

  // ---- faults

  @Test
  void aCrashLosesWhatIsOnItsWayAndTheProducerHearsOfIt() {
    Cluster cluster = cluster(Preset.LEADER_ACK, "ProducerSends", "BrokerCrashes(1, 0)");

    assertThat(cluster.router().requests(1)).isEmpty();
    assertThat(cluster.producer().queue()).containsExactly(1, 2);
    assertThat(cluster.producer().inFlight(1)).isEmpty();
    assertThat(cluster.faultsLeft()).isEqualTo(1);
    assertThat(can(cluster, "BrokerCrashes(1, 0)")).as("it is down").isFalse();
  }

  @Test
  void aBrokerIsFencedOnceItIsDownAndRestartsOnceItIsFenced() {
    Cluster cluster = cluster(Preset.LEADER_ACK);
    assertThat(can(cluster, "ControllerFences(2, 1)")).isFalse();

    cluster.apply(Event.parse("BrokerCrashes(2, 0)"));
    assertThat(can(cluster, "ControllerFences(2, 1)")).isTrue();
    assertThat(can(cluster, "BrokerRestarts(2, 1)")).isFalse();

    cluster.apply(Event.parse("ControllerFences(2, 1)"));
    assertThat(can(cluster, "ControllerFences(2, 1)")).isFalse();
    assertThat(can(cluster, "BrokerRestarts(2, 1)")).isTrue();
  }

  @Test
  void onlyADiskFaultLosesTheEndOfTheLog() {
    String[] appended = {"ProducerSends", "LeaderAppends(1)"};
    assertThat(can(cluster(Preset.LEADER_ACK, appended), "BrokerCrashes(1, 1)")).isFalse();

    Cluster cluster = cluster(FaultModel.DISK, Preset.LEADER_ACK, appended);
    assertThat(can(cluster, "BrokerCrashes(1, 2)")).as("it has one entry").isFalse();
    cluster.apply(Event.parse("BrokerCrashes(1, 1)"));

    assertThat(cluster.broker(1).log().endOffset()).isZero();
  }

  // ---- endings

  @Test
  void aClusterIsSettledOnceNothingIsUnderWayAndAllKnowAll() {
    Cluster cluster = cluster(Preset.LEADER_ACK);
    assertThat(cluster.isSettled()).isTrue();

    String[] unsettled = {
      "ProducerSends", "LeaderAppends(1)", "LeaderAnswersFetch(1, 2)", "FollowerReceives(2)"
    };
    for (String event : unsettled) {
      cluster.apply(Event.parse(event));
      assertThat(cluster.isSettled()).as(event).isFalse();
    }
    cluster.apply(Event.parse("ProducerReceives(1)"));
    assertThat(cluster.isSettled()).as("the high watermark is behind").isFalse();

    cluster.apply(Event.parse("LeaderAnswersFetch(1, 2)"));
    assertThat(cluster.isSettled()).isTrue();
  }

  @Test
  void aClusterIsNotSettledWhileABrokerHasNotHeardOfTheIsr() {
    Cluster cluster =
        cluster(
            Preset.LEADER_ACK,
            "BrokerCrashes(2, 0)",
            "ControllerFences(2, 1)",
            "BrokerLearns(1)",
            "BrokerRestarts(2, 1)",
            "LeaderAnswersFetch(1, 2)",
            "LeaderExpandsIsr(1, 2)",
            "ControllerAltersPartition(1)",
            "BrokerLearns(1)");
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
            "LeaderAnswersFetch(1, 2)",
            "FollowerReceives(2)",
            "LeaderAnswersFetch(1, 2)");
    assertThat(cluster.isSettled()).isFalse();

    cluster.apply(Event.parse("LeaderAcknowledges(1)"));
    cluster.apply(Event.parse("ProducerReceives(1)"));

    assertThat(cluster.isSettled()).isTrue();
  }

  private static Cluster cluster(Preset preset, String... events) {
    return cluster(FaultModel.CRASH, preset, events);
  }

  private static Cluster cluster(FaultModel faults, Preset preset, String... events) {
    return new Schedule(
            new Setup(preset.settings(), faults, Bounds.SMALL),
            Stream.of(events).map(Event::parse).toList())
        .run();
  }

  private static boolean can(Cluster cluster, String event) {
    return new EventScheduler(cluster.setup()).enabled(cluster).contains(Event.parse(event));
  }
}
