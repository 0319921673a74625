package org.acksiom.impl.core;

import static org.acksiom.impl.core.Stage.ACKS_1;
import static org.acksiom.impl.core.Stage.ACKS_ALL;
import static org.acksiom.impl.core.Stage.broker;
import static org.acksiom.impl.core.Stage.entries;
import static org.acksiom.impl.core.Stage.logOfEpochs;
import static org.acksiom.impl.core.Stage.partition;
import static org.acksiom.impl.core.Stage.request;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.acksiom.specs.Acks;
import org.acksiom.specs.DeliverySettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Leader and follower: fetch, high watermark, truncation by epoch, metadata, crash and restart. */
class ReplicationTest {
  private static final PartitionState ALL_IN_SYNC = partition(1, 4, 1, 2, 3);
  private static final PartitionState TWO_IN_SYNC = partition(1, 4, 1, 2);

  /** The end offset of a follower that has not fetched yet. */
  private static final int UNKNOWN = -1;

  private static final DeliverySettings ONE_IS_ENOUGH =
      new DeliverySettings(Acks.LEADER, true, false, 5, 1, false);

  // ---- the high watermark

  @Test
  void theHighWatermarkIsTheLeastEndOffsetOfTheIsr() {
    Broker leader = broker(1, ACKS_1, ALL_IN_SYNC, 4, 4);

    leader.onFetchRequest(fetch(2, 2));
    assertThat(leader.highWatermark()).as("broker 3 has nothing").isZero();

    leader.onFetchRequest(fetch(3, 1));
    assertThat(leader.highWatermark()).isEqualTo(1);

    Broker other = broker(1, ACKS_1, ALL_IN_SYNC, 4, 4);
    other.onFetchRequest(fetch(2, 1));
    other.onFetchRequest(fetch(3, 2));
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

    leader.onFetchRequest(fetch(2, 1));

    assertThat(leader.endOffset(3)).isZero();
    assertThat(leader.highWatermark()).isEqualTo(1);
  }

  @Test
  void aFollowerOutsideTheIsrDoesNotAdvanceTheHighWatermark() {
    Broker leader = broker(1, ACKS_1, TWO_IN_SYNC, 4);

    leader.onFetchRequest(fetch(3, 1));

    assertThat(leader.highWatermark()).isZero();
  }

  @Test
  void theHighWatermarkDoesNotGoBackWithAFollower() {
    Broker leader = broker(1, ACKS_1, TWO_IN_SYNC, 4);
    leader.onFetchRequest(fetch(2, 1));

    leader.onFetchRequest(new FetchRequest(2, 4, 0, -1));

    assertThat(leader.endOffset(2)).isZero();
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

    follower.onFetchResponse(new FetchResponse.Records(entries(4), 3));
    assertThat(follower.highWatermark()).isEqualTo(1);

    follower.onFetchResponse(new FetchResponse.Records(List.of(), 0));
    assertThat(follower.highWatermark()).as("it does not go back").isEqualTo(1);
  }

  // ---- fetch

  @Test
  void aFollowerAsksForWhatFollowsItsLog() {
    assertThat(broker(2, ACKS_1, TWO_IN_SYNC, 0, 3).fetchRequest())
        .contains(new FetchRequest(2, 4, 2, 3));
    assertThat(broker(2, ACKS_1, TWO_IN_SYNC).fetchRequest())
        .contains(new FetchRequest(2, 4, 0, -1));
  }

  @Test
  void nobodyFetchesWithoutALeaderOrFromItselfOrWhileDown() {
    Broker down = broker(2, ACKS_1, TWO_IN_SYNC);
    down.crash();

    assertThat(down.fetchRequest()).isEmpty();
    assertThat(broker(1, ACKS_1, TWO_IN_SYNC).fetchRequest()).isEmpty();
    assertThat(broker(2, ACKS_1, partition(PartitionState.NO_LEADER, 4, 1)).fetchRequest())
        .isEmpty();
  }

  @Test
  void theLeaderAnswersWithTheRestAndItsHighWatermark() {
    Broker leader = broker(1, ACKS_1, TWO_IN_SYNC, 0, 4, 4);

    assertThat(leader.onFetchRequest(new FetchRequest(2, 4, 1, 0)))
        .contains(new FetchResponse.Records(entries(0, 4, 4).subList(1, 3), 1));

    assertThat(leader.endOffset(2)).isEqualTo(1);
  }

  @Test
  void theFollowerAppendsWhatItGets() {
    Broker follower = broker(2, ACKS_1, TWO_IN_SYNC, 0);

    follower.onFetchResponse(new FetchResponse.Records(entries(0, 4, 4).subList(1, 3), 0));

    assertThat(follower.log()).isEqualTo(logOfEpochs(0, 4, 4));
  }

  @Test
  void aLeaderAnswersOnlyFetchesOfItsOwnEpoch() {
    Broker leader = broker(1, ACKS_1, TWO_IN_SYNC, 4);

    assertThat(leader.onFetchRequest(new FetchRequest(2, 3, 1, 4))).as("older").isEmpty();
    assertThat(leader.onFetchRequest(new FetchRequest(2, 5, 1, 4))).as("newer").isEmpty();
    assertThat(leader.endOffset(2)).isZero();
    assertThat(leader.highWatermark()).isZero();
  }

  @Test
  void aBrokerThatDoesNotLeadAnswersNoFetch() {
    assertThat(broker(3, ACKS_1, TWO_IN_SYNC, 4).onFetchRequest(fetch(2, 0))).isEmpty();

    Broker down = broker(1, ACKS_1, TWO_IN_SYNC, 4);
    down.crash();
    assertThat(down.onFetchRequest(fetch(2, 0))).isEmpty();
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
  void aDivergingFollowerTruncatesToWhereTheLogsAgree(
      String why, int[] leaders, int[] followers, int[] agreed) {
    PartitionState partition = partition(1, 9, 1, 2);
    Broker leader = broker(1, ACKS_1, partition, leaders);
    Broker follower = broker(2, ACKS_1, partition, followers);

    FetchResponse response = leader.onFetchRequest(follower.fetchRequest().get()).get();
    follower.onFetchResponse(response);

    assertThat(response).isInstanceOf(FetchResponse.Diverging.class);
    assertThat(follower.log()).isEqualTo(logOfEpochs(agreed));
    assertThat(leader.endOffset(2)).as("nothing is learnt of a log that diverges").isZero();
  }

  @Test
  void truncationTakesTheHighWatermarkWithIt() {
    Broker follower = broker(2, ACKS_1, TWO_IN_SYNC);
    follower.onFetchResponse(new FetchResponse.Records(entries(0, 1, 1), 2));

    follower.onFetchResponse(new FetchResponse.Diverging(new EpochEnd(0, 1)));

    assertThat(follower.highWatermark()).isEqualTo(1);
  }

  @Test
  void truncationAboveTheHighWatermarkLeavesIt() {
    Broker follower = broker(2, ACKS_1, TWO_IN_SYNC);
    follower.onFetchResponse(new FetchResponse.Records(entries(0, 1, 1), 1));

    follower.onFetchResponse(new FetchResponse.Diverging(new EpochEnd(1, 2)));

    assertThat(follower.log()).isEqualTo(logOfEpochs(0, 1));
    assertThat(follower.highWatermark()).isEqualTo(1);
  }

  @Test
  void aFollowerThatIsBehindInAnOlderEpochNeedNotTruncate() {
    Broker leader = broker(1, ACKS_1, TWO_IN_SYNC, 0, 0, 4);

    assertThat(leader.onFetchRequest(new FetchRequest(2, 4, 1, 0)).get())
        .isInstanceOf(FetchResponse.Records.class);
    assertThat(leader.onFetchRequest(new FetchRequest(2, 4, 2, 0)).get())
        .isInstanceOf(FetchResponse.Records.class);
  }

  // ---- level

  @Test
  void aFollowerIsLevelOnceItHasAllAndBothKnowIt() {
    Broker leader = broker(1, ACKS_1, TWO_IN_SYNC, 4);
    Broker follower = broker(2, ACKS_1, TWO_IN_SYNC);
    assertThat(leader.isLevelWith(follower)).as("it lacks the log").isFalse();

    fetches(follower, leader);
    assertThat(leader.isLevelWith(follower)).as("the leader does not know").isFalse();

    fetches(follower, leader);
    assertThat(leader.isLevelWith(follower)).isTrue();
  }

  @Test
  void aFollowerWithALowerHighWatermarkIsNotLevel() {
    Broker leader = broker(1, ACKS_1, TWO_IN_SYNC, 4);
    Broker follower = broker(2, ACKS_1, TWO_IN_SYNC, 4);

    leader.onFetchRequest(follower.fetchRequest().get());

    assertThat(leader.highWatermark()).isEqualTo(1);
    assertThat(leader.isLevelWith(follower)).isFalse();
  }

  @Test
  void aFollowerWithAHigherHighWatermarkIsLevel() {
    Broker leader = broker(1, ACKS_1, TWO_IN_SYNC, 4);
    Broker follower = broker(3, ACKS_1, TWO_IN_SYNC, 4);
    follower.onFetchResponse(new FetchResponse.Records(List.of(), 1));

    leader.onFetchRequest(follower.fetchRequest().get());

    assertThat(leader.highWatermark()).isZero();
    assertThat(leader.isLevelWith(follower)).isTrue();
  }

  // ---- catching up

  @Test
  void aFollowerHasCaughtUpOnceItHasWhatIsCommitted() {
    Broker leader = broker(1, ACKS_1, TWO_IN_SYNC, 4, 4);
    leader.onFetchRequest(fetch(2, 1));
    assertThat(leader.hasCaughtUp(3)).isFalse();

    leader.onFetchRequest(fetch(3, 1));

    assertThat(leader.hasCaughtUp(3)).isTrue();
    assertThat(broker(2, ACKS_1, TWO_IN_SYNC).hasCaughtUp(3)).as("asked a follower").isFalse();
  }

  @Test
  void aFollowerHasCaughtUpOnlyOnceItHasWhatEarlierLeadersAppended() {
    Broker leader = broker(1, ACKS_1, TWO_IN_SYNC, 2, 3, 4);
    leader.onFetchRequest(new FetchRequest(3, 4, 1, 2));
    assertThat(leader.highWatermark()).isZero();
    assertThat(leader.hasCaughtUp(3)).isFalse();

    leader.onFetchRequest(new FetchRequest(3, 4, 2, 3));

    assertThat(leader.hasCaughtUp(3)).as("it lacks what this leader appended").isTrue();
  }

  @Test
  void aFollowerThatHasNotFetchedHasNotCaughtUpWithAnEmptyLog() {
    Broker leader = broker(1, ACKS_1, TWO_IN_SYNC);

    leader.learn(partition(1, 6, 1, 2));

    assertThat(leader.hasCaughtUp(3)).isFalse();
  }

  // ---- metadata

  @Test
  void aNewLeaderKnowsNothingOfItsFollowers() {
    Broker broker = broker(1, ACKS_1, TWO_IN_SYNC, 4);
    broker.onFetchRequest(fetch(2, 1));

    broker.learn(partition(1, 6, 1, 2));

    assertThat(broker.endOffset(2)).isEqualTo(UNKNOWN);
    assertThat(broker.highWatermark()).isEqualTo(1);
    assertThat(broker.view()).isEqualTo(partition(1, 6, 1, 2));
  }

  @Test
  void aLeaderThatStaysKeepsWhatItKnows() {
    Broker leader = broker(1, ACKS_1, ALL_IN_SYNC, 4);
    leader.onFetchRequest(fetch(2, 1));

    leader.learn(new PartitionState(1, 4, ReplicaSet.all(2), 9));

    assertThat(leader.endOffset(2)).isEqualTo(1);
    assertThat(leader.highWatermark()).isEqualTo(1);
  }

  @Test
  void aLeaderThatIsReplacedLeavesItsHighWatermarkWhereItIs() {
    Broker leader = broker(1, ACKS_1, TWO_IN_SYNC, 4, 4);
    leader.onFetchRequest(fetch(2, 1));
    leader.onFetchRequest(fetch(3, 2));

    leader.learn(partition(3, 5, 3));

    assertThat(leader.leads()).isFalse();
    assertThat(leader.highWatermark()).isEqualTo(1);
  }

  // ---- crash and restart

  @Test
  void aCrashLeavesLogAndHighWatermarkAndForgetsWhatWaits() {
    Broker leader = broker(1, ACKS_ALL, TWO_IN_SYNC, 4);
    leader.onFetchRequest(fetch(2, 1));
    leader.handle(request(2));

    leader.crash();

    assertThat(leader.waiting()).isEmpty();
    assertThat(leader.log()).isEqualTo(logOfEpochs(4, 4));
    assertThat(leader.highWatermark()).isEqualTo(1);
  }

  @Test
  void aRestartedBrokerKnowsThePresentStateAndNothingOfFollowers() {
    Broker broker = broker(1, ACKS_1, TWO_IN_SYNC, 4);
    broker.onFetchRequest(fetch(2, 1));
    broker.crash();

    broker.restart(partition(2, 5, 2));

    assertThat(broker.up()).isTrue();
    assertThat(broker.view()).isEqualTo(partition(2, 5, 2));
    assertThat(broker.endOffset(2)).isEqualTo(UNKNOWN);
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
    changed.onFetchRequest(fetch(2, 2));
    changed.acknowledge();
    changed.handle(request(3));
    changed.crash();

    assertThat(leader).isEqualTo(before).isNotEqualTo(changed);
  }

  private static void fetches(Broker follower, Broker leader) {
    leader.onFetchRequest(follower.fetchRequest().get()).ifPresent(follower::onFetchResponse);
  }

  private static FetchRequest fetch(int follower, int offset) {
    return new FetchRequest(follower, 4, offset, 4);
  }

  private static int[] epochs(int... epochs) {
    return epochs;
  }
}
