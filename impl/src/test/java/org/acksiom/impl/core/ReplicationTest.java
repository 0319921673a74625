package org.acksiom.impl.core;

import static org.acksiom.impl.core.Stage.ACKS_1;
import static org.acksiom.impl.core.Stage.ACKS_ALL;
import static org.acksiom.impl.core.Stage.broker;
import static org.acksiom.impl.core.Stage.entries;
import static org.acksiom.impl.core.Stage.logOfEpochs;
import static org.acksiom.impl.core.Stage.partition;
import static org.acksiom.impl.core.Stage.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.acksiom.specs.Acks;
import org.acksiom.specs.DeliverySettings;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Leader and follower: fetch, high watermark, truncation by epoch, metadata, crash and restart. */
class ReplicationTest {
  private static final PartitionState ALL_IN_SYNC = partition(1, 4, 1, 2, 3);
  private static final PartitionState TWO_IN_SYNC = partition(1, 4, 1, 2);

  private static final DeliverySettings ONE_IS_ENOUGH =
      new DeliverySettings(Acks.LEADER, true, false, 5, 1, false);

  // ---- the high watermark

  @Test
  @Tag("C3")
  void theHighWatermarkIsTheLeastEndOffsetOfTheIsr() {
    Broker leader = broker(1, ACKS_1, ALL_IN_SYNC, 4, 4);

    leader.answerFetch(fetch(2, 2));
    assertThat(leader.highWatermark()).as("broker 3 has nothing").isZero();

    leader.answerFetch(fetch(3, 1));
    assertThat(leader.highWatermark()).isEqualTo(1);

    Broker other = broker(1, ACKS_1, ALL_IN_SYNC, 4, 4);
    other.answerFetch(fetch(2, 1));
    other.answerFetch(fetch(3, 2));
    assertThat(other.highWatermark()).as("whichever of them is behind").isEqualTo(1);
  }

  @Test
  void theLeadersOwnEndBoundsTheHighWatermark() {
    Broker leader = broker(1, ONE_IS_ENOUGH, partition(1, 4, 1));

    leader.handle(request(1));

    assertThat(leader.highWatermark()).isEqualTo(1);
  }

  @Test
  void aFollowerOutsideTheIsrDoesNotHoldTheHighWatermarkBack() {
    Broker leader = broker(1, ACKS_1, TWO_IN_SYNC, 4);

    leader.answerFetch(fetch(2, 1));

    assertThat(leader.fetchState(3)).isEqualTo(FetchState.UNHEARD);
    assertThat(leader.highWatermark()).isEqualTo(1);
  }

  @Test
  void aFollowerOutsideTheIsrDoesNotAdvanceTheHighWatermark() {
    Broker leader = broker(1, ACKS_1, TWO_IN_SYNC, 4);

    leader.answerFetch(fetch(3, 1));

    assertThat(leader.highWatermark()).isZero();
  }

  @Test
  void theHighWatermarkDoesNotGoBackWithAFollower() {
    Broker leader = broker(1, ACKS_1, TWO_IN_SYNC, 4);
    leader.answerFetch(fetch(2, 1));

    leader.answerFetch(Stage.fetch(2, 4, 0, -1));

    assertThat(leader.fetchState(2).endOffset()).isZero();
    assertThat(leader.highWatermark()).isEqualTo(1);
  }

  @Test
  void aSmallerIsrAdvancesTheHighWatermark() {
    Broker leader = broker(1, ONE_IS_ENOUGH, TWO_IN_SYNC, 4);

    leader.learn(partition(1, 4, 1));

    assertThat(leader.highWatermark()).isEqualTo(1);
  }

  @Test
  void theHighWatermarkWaitsWhileTheIsrIsTooSmall() {
    Broker leader = broker(1, ACKS_1, TWO_IN_SYNC, 4);

    leader.learn(partition(1, 4, 1));

    assertThat(leader.highWatermark()).isZero();
  }

  @Test
  void aFollowersHighWatermarkIsTheLeadersAsFarAsItsLogGoes() {
    Broker follower = broker(2, ACKS_1, TWO_IN_SYNC);

    follower.receive(new FetchResponse.Records(entries(4), 3));
    assertThat(follower.highWatermark()).isEqualTo(1);

    follower.receive(new FetchResponse.Records(List.of(), 0));
    assertThat(follower.highWatermark()).as("it does not go back").isEqualTo(1);
  }

  // ---- fetch

  @Test
  void aFollowerAsksForWhatFollowsItsLog() {
    assertThat(broker(2, ACKS_1, TWO_IN_SYNC, 0, 3).fetchRequest(1))
        .contains(Stage.fetch(2, 4, 2, 3));
    assertThat(broker(2, ACKS_1, TWO_IN_SYNC).fetchRequest(7))
        .contains(new FetchRequest(2, 7, 4, 0, -1, 0));
  }

  @Test
  void nobodyFetchesWithoutALeaderOrFromItselfOrWhileDown() {
    Broker down = broker(2, ACKS_1, TWO_IN_SYNC);
    down.crash(0);

    assertThat(down.fetchRequest(1)).isEmpty();
    assertThat(broker(1, ACKS_1, TWO_IN_SYNC).fetchRequest(1)).isEmpty();
    assertThat(broker(2, ACKS_1, partition(PartitionState.NO_LEADER, 4, 1)).fetchRequest(1))
        .isEmpty();
  }

  @Test
  void theLeaderAnswersWithTheRestAndTheHighWatermarkFromBeforeTheFetch() {
    Broker leader = broker(1, ACKS_1, TWO_IN_SYNC, 0, 4, 4);

    assertThat(leader.answerFetch(Stage.fetch(2, 4, 1, 0)))
        .contains(new FetchResponse.Records(entries(0, 4, 4).subList(1, 3), 0));

    assertThat(leader.highWatermark()).isEqualTo(1);
    assertThat(leader.fetchState(2)).isEqualTo(new FetchState(1, 1));
  }

  @Test
  void theHighWatermarkThatAFollowerLacksIsNewsEnough() {
    Broker leader = broker(1, ACKS_1, TWO_IN_SYNC, 4);
    leader.answerFetch(fetch(2, 1));

    assertThat(leader.answerFetch(fetch(2, 1))).contains(new FetchResponse.Records(List.of(), 1));
  }

  @Test
  void aFetchThatTellsOnlyTheLeaderSomethingIsNotAnswered() {
    Broker leader = broker(1, ACKS_1, TWO_IN_SYNC, 4);

    assertThat(leader.answerFetch(fetch(2, 1))).isEmpty();

    assertThat(leader.fetchState(2).endOffset()).isEqualTo(1);
  }

  @Test
  void aFetchThatTellsNobodyAnythingWaits() {
    Broker leader = broker(1, ACKS_1, TWO_IN_SYNC, 4);
    leader.answerFetch(fetch(2, 1));
    FetchRequest again = new FetchRequest(2, 1, 4, 1, 4, 1);
    assertThat(leader.canAnswerFetch(again)).isFalse();
    assertThatThrownBy(() -> leader.answerFetch(again))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected a fetch that can be answered, found " + again);

    assertThat(leader.canAnswerFetch(new FetchRequest(2, 2, 4, 1, 4, 1)))
        .as("of a new incarnation")
        .isTrue();
  }

  @Test
  void theFollowerAppendsWhatItGets() {
    Broker follower = broker(2, ACKS_1, TWO_IN_SYNC, 0);

    follower.receive(new FetchResponse.Records(entries(0, 4, 4).subList(1, 3), 0));

    assertThat(follower.log()).isEqualTo(logOfEpochs(0, 4, 4));
  }

  @Test
  void aLeaderAnswersOnlyFetchesOfItsOwnEpoch() {
    Broker leader = broker(1, ACKS_1, TWO_IN_SYNC, 4);

    assertThat(leader.canAnswerFetch(Stage.fetch(2, 3, 1, 4))).as("older").isFalse();
    assertThat(leader.canAnswerFetch(Stage.fetch(2, 5, 1, 4))).as("newer").isFalse();
    assertThat(leader.canAnswerFetch(Stage.fetch(2, 4, 1, 4))).isTrue();
  }

  @Test
  void aBrokerThatDoesNotLeadAnswersNoFetch() {
    assertThat(broker(3, ACKS_1, TWO_IN_SYNC, 4).canAnswerFetch(fetch(2, 0))).isFalse();

    Broker down = broker(1, ACKS_1, TWO_IN_SYNC, 4);
    down.crash(0);
    assertThat(down.canAnswerFetch(fetch(2, 0))).isFalse();
  }

  // ---- truncation

  /** Leader's epochs, follower's epochs, follower's epochs after truncation; offset by offset. */
  static Stream<Arguments> divergingLogs() {
    return Stream.of(
        Arguments.of("a longer follower in the same epoch", epochs(0), epochs(0, 0), epochs(0)),
        Arguments.of("a suffix of an older epoch", epochs(0, 2), epochs(0, 1), epochs(0)),
        Arguments.of(
            "an older epoch that the leader has too", epochs(0, 2), epochs(0, 0), epochs(0)),
        Arguments.of(
            "an epoch that the leader skipped", epochs(0, 0, 3), epochs(0, 1, 2), epochs(0)),
        Arguments.of(
            "epochs that each skipped of the other's",
            epochs(0, 1, 1, 5),
            epochs(0, 1, 3, 3, 4),
            epochs(0, 1)),
        Arguments.of(
            "a longer leader without the follower's epoch",
            epochs(0, 0, 0),
            epochs(0, 1),
            epochs(0)),
        Arguments.of("nothing in common", epochs(2), epochs(1), epochs()),
        Arguments.of("an empty leader", epochs(), epochs(1, 1), epochs()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("divergingLogs")
  @Tag("C2")
  void aDivergingFollowerTruncatesToWhereTheLogsAgree(
      String why, int[] leaders, int[] followers, int[] agreed) {
    PartitionState partition = partition(1, 9, 1, 2);
    Broker leader = broker(1, ACKS_1, partition, leaders);
    Broker follower = broker(2, ACKS_1, partition, followers);

    FetchResponse response = leader.answerFetch(follower.fetchRequest(1).get()).get();
    follower.receive(response);

    assertThat(response).isInstanceOf(FetchResponse.Diverging.class);
    assertThat(follower.log()).isEqualTo(logOfEpochs(agreed));
    assertThat(leader.fetchState(2).endOffset())
        .as("nothing is learnt of a log that diverges")
        .isEqualTo(-1);
  }

  @Test
  void truncationTakesTheHighWatermarkWithIt() {
    Broker follower = broker(2, ACKS_1, TWO_IN_SYNC);
    follower.receive(new FetchResponse.Records(entries(0, 1, 1), 2));

    follower.receive(new FetchResponse.Diverging(new EpochEnd(0, 1)));

    assertThat(follower.highWatermark()).isEqualTo(1);
  }

  @Test
  void truncationAboveTheHighWatermarkLeavesIt() {
    Broker follower = broker(2, ACKS_1, TWO_IN_SYNC);
    follower.receive(new FetchResponse.Records(entries(0, 1, 1), 1));

    follower.receive(new FetchResponse.Diverging(new EpochEnd(1, 2)));

    assertThat(follower.log()).isEqualTo(logOfEpochs(0, 1));
    assertThat(follower.highWatermark()).isEqualTo(1);
  }

  @Test
  void aFollowerThatIsBehindInAnOlderEpochNeedNotTruncate() {
    Broker leader = broker(1, ACKS_1, TWO_IN_SYNC, 0, 0, 4);

    assertThat(leader.answerFetch(Stage.fetch(2, 4, 1, 0)).get())
        .isInstanceOf(FetchResponse.Records.class);
    assertThat(leader.answerFetch(Stage.fetch(2, 4, 2, 0)).get())
        .isInstanceOf(FetchResponse.Records.class);
  }

  // ---- the ISR

  @Test
  void aFollowerHasCaughtUpOnceItHasWhatIsCommitted() {
    Broker leader = broker(1, ACKS_1, TWO_IN_SYNC, 4, 4);
    leader.answerFetch(fetch(2, 1));
    assertThat(leader.canExpandIsr(3)).isFalse();

    leader.answerFetch(fetch(3, 1));

    assertThat(leader.canExpandIsr(3)).isTrue();
    assertThat(leader.canExpandIsr(2)).as("it is in the ISR").isFalse();
    assertThat(broker(2, ACKS_1, TWO_IN_SYNC).canExpandIsr(3)).as("asked a follower").isFalse();
  }

  @Test
  void aFollowerHasCaughtUpOnlyOnceItHasWhatEarlierLeadersAppended() {
    Broker leader = broker(1, ACKS_1, TWO_IN_SYNC, 2, 3, 4);
    leader.answerFetch(Stage.fetch(3, 4, 1, 2));
    assertThat(leader.highWatermark()).isZero();
    assertThat(leader.canExpandIsr(3)).as("before the start of the leader's epoch").isFalse();

    leader.answerFetch(Stage.fetch(3, 4, 2, 3));

    assertThat(leader.canExpandIsr(3)).as("it lacks what this leader appended").isTrue();
  }

  @Test
  void aFollowerThatHasNotFetchedHasNotCaughtUpWithAnEmptyLog() {
    Broker leader = broker(1, ACKS_1, TWO_IN_SYNC);

    assertThat(leader.canExpandIsr(3)).isFalse();
  }

  @Test
  void theLeaderAsksForTheIncarnationsThatItHeardOf() {
    Broker leader = broker(1, ACKS_1, TWO_IN_SYNC);
    leader.answerFetch(new FetchRequest(2, 5, 4, 0, -1, 0));
    leader.answerFetch(new FetchRequest(3, 6, 4, 0, -1, 0));

    leader.expandIsr(3, 9);

    IsrRequest asked = leader.pendingIsr().orElseThrow();
    assertThat(asked.isr()).isEqualTo(ReplicaSet.all(3));
    assertThat(List.of(asked.brokerEpoch(1), asked.brokerEpoch(2), asked.brokerEpoch(3)))
        .containsExactly(9, 5, 6);
    assertThat(leader.view()).as("until the controller agrees").isEqualTo(TWO_IN_SYNC);
  }

  @Test
  void theLeaderAsksForOneChangeAtATime() {
    Broker leader = broker(1, ACKS_1, TWO_IN_SYNC);
    leader.answerFetch(fetch(3, 0));
    assertThat(leader.canShrinkIsr(2)).isTrue();

    leader.expandIsr(3, 1);

    assertThat(leader.canExpandIsr(3)).isFalse();
    assertThat(leader.canShrinkIsr(2)).isFalse();
  }

  @Test
  void whoeverMayBeAboutToJoinTheIsrHoldsTheHighWatermarkBack() {
    Broker leader = broker(1, ACKS_1, TWO_IN_SYNC);
    leader.answerFetch(fetch(3, 0));
    leader.expandIsr(3, 1);
    leader.handle(request(1));

    leader.answerFetch(fetch(2, 1));
    assertThat(leader.highWatermark()).as("the maximal ISR has broker 3").isZero();

    leader.isrRefused();
    leader.answerFetch(new FetchRequest(2, 2, 4, 1, 4, 0));
    assertThat(leader.highWatermark()).isEqualTo(1);
  }

  @Test
  void whoeverMayBeAboutToLeaveTheIsrHoldsTheHighWatermarkBackToo() {
    Broker leader = broker(1, ACKS_1, ALL_IN_SYNC, 4);
    leader.shrinkIsr(3, 1);
    assertThat(leader.pendingIsr().orElseThrow().isr()).isEqualTo(ReplicaSet.all(2));

    leader.answerFetch(fetch(2, 1));
    assertThat(leader.highWatermark()).isZero();

    leader.learn(new PartitionState(1, 4, ReplicaSet.all(2), 5));
    assertThat(leader.pendingIsr()).isEmpty();
    assertThat(leader.highWatermark()).isEqualTo(1);
  }

  @Test
  void onlyALeaderShrinksTheIsrAndNotByItself() {
    assertThat(broker(2, ACKS_1, ALL_IN_SYNC).canShrinkIsr(3)).isFalse();
    assertThat(broker(1, ACKS_1, ALL_IN_SYNC).canShrinkIsr(1)).isFalse();
    assertThat(broker(1, ACKS_1, TWO_IN_SYNC).canShrinkIsr(3)).as("it is not in it").isFalse();
  }

  // ---- metadata

  @Test
  void aNewLeaderKnowsNothingOfItsFollowers() {
    Broker broker = broker(1, ACKS_1, TWO_IN_SYNC, 4);
    broker.answerFetch(fetch(2, 1));

    broker.learn(partition(1, 6, 1, 2));

    assertThat(broker.fetchState(2)).isEqualTo(FetchState.UNHEARD);
    assertThat(broker.highWatermark()).isEqualTo(1);
    assertThat(broker.view()).isEqualTo(partition(1, 6, 1, 2));
  }

  @Test
  void aLeaderThatStaysKeepsWhatItKnows() {
    Broker leader = broker(1, ACKS_1, ALL_IN_SYNC, 4);
    leader.answerFetch(fetch(2, 1));

    leader.learn(new PartitionState(1, 4, ReplicaSet.all(2), 9));

    assertThat(leader.fetchState(2).endOffset()).isEqualTo(1);
    assertThat(leader.highWatermark()).isEqualTo(1);
  }

  @Test
  void aLeaderThatIsReplacedLeavesItsHighWatermarkWhereItIs() {
    Broker leader = broker(1, ACKS_1, TWO_IN_SYNC, 4, 4);
    leader.answerFetch(fetch(2, 1));
    leader.answerFetch(fetch(3, 2));

    leader.learn(partition(3, 5, 3));

    assertThat(leader.leads()).isFalse();
    assertThat(leader.highWatermark()).isEqualTo(1);
  }

  // ---- crash and restart

  @Test
  void aCrashLeavesLogAndHighWatermarkAndForgetsWhatWaits() {
    Broker leader = broker(1, ACKS_ALL, TWO_IN_SYNC, 4);
    leader.answerFetch(fetch(2, 1));
    leader.handle(request(2));

    leader.crash(0);

    assertThat(leader.waiting()).isEmpty();
    assertThat(leader.log()).isEqualTo(logOfEpochs(4, 4));
    assertThat(leader.highWatermark()).isEqualTo(1);
  }

  @Test
  void aBrokerThatIsDownKnowsNothing() {
    Broker leader = broker(1, ACKS_1, TWO_IN_SYNC, 4);
    leader.answerFetch(fetch(2, 1));
    leader.answerFetch(fetch(3, 1));
    leader.expandIsr(3, 1);

    leader.crash(0);

    assertThat(leader.view()).isEqualTo(PartitionState.NOTHING);
    assertThat(leader.fetchState(2)).isEqualTo(FetchState.UNHEARD);
    assertThat(leader.pendingIsr()).isEmpty();
  }

  @Test
  void anUncleanShutdownLosesTheEndOfTheLogAndTheHighWatermarkWithIt() {
    Broker leader = broker(1, ACKS_1, TWO_IN_SYNC, 4, 4, 4);
    leader.answerFetch(fetch(2, 2));

    leader.crash(2);

    assertThat(leader.log()).isEqualTo(logOfEpochs(4));
    assertThat(leader.highWatermark()).isEqualTo(1);
  }

  @Test
  void aRestartedLeaderThatIsAloneInTheIsrShowsItsWholeLog() {
    Broker broker = broker(1, ONE_IS_ENOUGH, TWO_IN_SYNC, 4);
    broker.crash(0);

    broker.restart(partition(1, 6, 1));

    assertThat(broker.leads()).isTrue();
    assertThat(broker.highWatermark()).isEqualTo(1);
  }

  @Test
  void aRestartedBrokerKnowsThePresentStateAndNothingOfFollowers() {
    Broker broker = broker(1, ACKS_1, TWO_IN_SYNC, 4);
    broker.answerFetch(fetch(2, 1));
    broker.crash(0);

    broker.restart(partition(2, 5, 2));

    assertThat(broker.up()).isTrue();
    assertThat(broker.view()).isEqualTo(partition(2, 5, 2));
    assertThat(broker.fetchState(2)).isEqualTo(FetchState.UNHEARD);
    assertThat(broker.log()).isEqualTo(logOfEpochs(4));
    assertThat(broker.highWatermark()).isEqualTo(1);
  }

  // ---- copies

  @Test
  void aCopyGoesItsOwnWay() {
    Broker leader = broker(1, ACKS_ALL, TWO_IN_SYNC, 4);
    leader.handle(request(2));
    Broker before = leader.copy();
    assertThat(before).isEqualTo(leader).hasSameHashCodeAs(leader);

    Broker changed = leader.copy();
    changed.answerFetch(fetch(2, 2));
    changed.acknowledge();
    changed.handle(request(3));
    changed.crash(0);

    assertThat(leader).isEqualTo(before).isNotEqualTo(changed);
  }

  private static FetchRequest fetch(int follower, int offset) {
    return Stage.fetch(follower, 4, offset, offset == 0 ? -1 : 4);
  }

  private static int[] epochs(int... epochs) {
    return epochs;
  }
}
