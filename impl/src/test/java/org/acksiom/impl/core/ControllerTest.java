package org.acksiom.impl.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.acksiom.specs.DeliverySettings;
import org.acksiom.specs.Preset;
import org.junit.jupiter.api.Test;

/** Who leads, who is in sync, and who says so. */
class ControllerTest {
  private static final DeliverySettings CLEAN = Preset.LEADER_ACK.settings();
  private static final DeliverySettings UNCLEAN = Preset.LEADER_ACK_UNCLEAN.settings();

  private final Controller controller = new Controller(CLEAN, 3);

  @Test
  void beginsWithBrokerOneAndAllInSync() {
    assertThat(controller.partition()).isEqualTo(new PartitionState(1, 0, ReplicaSet.all(3), 0));
    assertThat(controller.fenced()).isEqualTo(ReplicaSet.none());
  }

  @Test
  void aFencedFollowerLeavesTheIsrAndTheLeaderStays() {
    controller.fence(3);

    assertThat(controller.partition()).isEqualTo(new PartitionState(1, 0, ReplicaSet.all(2), 1));
    assertThat(controller.fenced()).isEqualTo(ReplicaSet.of(3));
  }

  @Test
  void aFencedLeaderIsFollowedByTheFirstOfTheIsrInANewEpoch() {
    controller.fence(1);

    assertThat(controller.partition())
        .isEqualTo(new PartitionState(2, 1, ReplicaSet.of(2).with(3), 1));
  }

  @Test
  void aFencedBrokerIsNotMadeTheLeader() {
    Controller last = aloneInTheIsr(CLEAN);
    last.unfence(2);

    last.fence(1);

    assertThat(last.partition().leader()).isEqualTo(PartitionState.NO_LEADER);
  }

  @Test
  void theLastMemberStaysInTheIsrWithoutLeading() {
    Controller last = aloneInTheIsr(CLEAN);
    PartitionState before = last.partition();

    last.fence(1);

    assertThat(last.partition())
        .isEqualTo(
            new PartitionState(
                PartitionState.NO_LEADER,
                before.leaderEpoch() + 1,
                ReplicaSet.of(1),
                before.partitionEpoch() + 1));
  }

  @Test
  void fencingABrokerOutsideTheIsrChangesNothingOfThePartition() {
    Controller one = aloneInTheIsr(CLEAN);
    one.unfence(3);
    PartitionState before = one.partition();

    one.fence(3);

    assertThat(one.partition()).isEqualTo(before);
    assertThat(one.fenced().contains(3)).isTrue();
  }

  @Test
  void aCleanElectionTakesARunningMemberOfTheIsr() {
    Controller stopped = aloneInTheIsr(CLEAN);
    stopped.fence(1);
    stopped.unfence(2);
    assertThat(stopped.canElect(1)).as("it is fenced").isFalse();
    assertThat(stopped.canElect(2)).as("it is not in the ISR").isFalse();

    stopped.unfence(1);
    assertThat(stopped.canElect(1)).isTrue();
    stopped.elect(1);

    assertThat(stopped.partition().leader()).isEqualTo(1);
    assertThat(stopped.partition().isr()).isEqualTo(ReplicaSet.of(1));
    assertThat(stopped.partition().leaderEpoch()).isEqualTo(2);
  }

  @Test
  void nobodyIsElectedWhileThereIsALeader() {
    assertThat(controller.canElect(2)).isFalse();
    assertThat(new Controller(UNCLEAN, 3).canElect(2)).isFalse();
  }

  @Test
  void anUncleanElectionTakesAnyRunningBrokerWhileTheIsrIsDown() {
    Controller stopped = aloneInTheIsr(UNCLEAN);
    stopped.fence(1);
    assertThat(stopped.canElect(2)).as("it is fenced").isFalse();

    stopped.unfence(2);
    assertThat(stopped.canElect(2)).isTrue();
    stopped.elect(2);

    assertThat(stopped.partition().leader()).isEqualTo(2);
    assertThat(stopped.partition().isr()).as("of its own").isEqualTo(ReplicaSet.of(2));
  }

  @Test
  void thereIsNoUncleanElectionOnceAMemberOfTheIsrRuns() {
    Controller stopped = aloneInTheIsr(UNCLEAN);
    stopped.fence(1);
    stopped.unfence(2);

    stopped.unfence(1);

    assertThat(stopped.canElect(2)).isFalse();
    assertThat(stopped.canElect(1)).isTrue();
  }

  @Test
  void aFollowerJoinsTheIsrIfTheLeaderKnowsTheNewestState() {
    PartitionState old = controller.partition();
    controller.fence(3);
    controller.unfence(3);

    assertThat(controller.canJoinIsr(old, 3)).as("asked with an old state").isFalse();
    assertThat(controller.canJoinIsr(controller.partition(), 3)).isTrue();
    controller.joinIsr(3);

    assertThat(controller.partition()).isEqualTo(new PartitionState(1, 0, ReplicaSet.all(3), 2));
  }

  @Test
  void aFencedBrokerDoesNotJoinTheIsr() {
    controller.fence(3);

    assertThat(controller.canJoinIsr(controller.partition(), 3)).isFalse();
  }

  @Test
  void aMemberOfTheIsrDoesNotJoinAgain() {
    assertThat(controller.canJoinIsr(controller.partition(), 3)).isFalse();
  }

  @Test
  void aCopyGoesItsOwnWay() {
    Controller copy = controller.copy();
    assertThat(copy).isEqualTo(controller).hasSameHashCodeAs(controller);

    copy.fence(1);

    assertThat(controller).isEqualTo(new Controller(CLEAN, 3)).isNotEqualTo(copy);
  }

  @Test
  void whoIsFencedMakesADifference() {
    Controller one = aloneInTheIsr(CLEAN);
    Controller other = one.copy();

    other.unfence(2);

    assertThat(other.partition()).isEqualTo(one.partition());
    assertThat(other).isNotEqualTo(one);
  }

  /** Broker 1 leads, alone in the ISR: 2 and 3 are fenced. */
  private static Controller aloneInTheIsr(DeliverySettings settings) {
    Controller controller = new Controller(settings, 3);
    controller.fence(2);
    controller.fence(3);
    return controller;
  }
}
