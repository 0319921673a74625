package org.acksiom.impl.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.acksiom.specs.Acks;
import org.acksiom.specs.DeliverySettings;
import org.acksiom.specs.Preset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who leads, who is in sync, who is eligible, and who says so. */
class ControllerTest {
  private static final int NOBODY = PartitionState.NO_LEADER;
  private static final DeliverySettings CLEAN = Preset.LEADER_ACK.settings();
  private static final DeliverySettings UNCLEAN = Preset.LEADER_ACK_UNCLEAN.settings();

  /** {@code min.insync.replicas} is 2. */
  private static final DeliverySettings DURABLE =
      new DeliverySettings(Acks.ALL, true, false, 5, 2, false);

  private final Controller controller = new Controller(CLEAN, 3);

  @Test
  void beginsWithBrokerOneAndAllInSyncInTheFirstEpochs() {
    assertThat(controller.partition()).isEqualTo(new PartitionState(1, 1, ReplicaSet.all(3), 1));
    assertThat(controller.fenced()).isEqualTo(ReplicaSet.none());
    assertThat(controller.elr()).isEqualTo(ReplicaSet.none());
    assertThat(controller.lastKnownLeader()).isEqualTo(NOBODY);
    assertThat(controller.brokerEpoch(3)).isEqualTo(1);
  }

  // ---- fencing

  @Test
  void aFencedFollowerLeavesTheIsrAndTheLeaderStays() {
    assertThat(controller.canFence(3, 2)).as("the leader can stay").isFalse();
    assertThat(controller.canFence(3, 1)).isTrue();

    controller.fence(3, 1);

    assertThat(controller.partition()).isEqualTo(new PartitionState(1, 1, ReplicaSet.all(2), 2));
    assertThat(controller.fenced()).isEqualTo(ReplicaSet.of(3));
    assertThat(controller.canFence(3, 1)).as("it is fenced").isFalse();
  }

  @Test
  @Tag("C3")
  void aFencedLeaderIsFollowedByAnyOfTheIsrInANewEpoch() {
    assertThat(controller.canFence(1, 1)).isFalse();
    assertThat(controller.canFence(1, NOBODY)).isFalse();
    assertThat(controller.canFence(1, 2)).isTrue();
    assertThat(controller.canFence(1, 3)).isTrue();

    controller.fence(1, 3);

    assertThat(controller.partition())
        .isEqualTo(new PartitionState(3, 2, ReplicaSet.of(2).with(3), 2));
  }

  @Test
  void theLastOfTheIsrLeavesItToNobodyAndIsTheLastKnownLeader() {
    fence(controller, 2, 3);
    assertThat(controller.canFence(1, 2)).isFalse();
    assertThat(controller.canFence(1, NOBODY)).isTrue();

    controller.fence(1, NOBODY);

    assertThat(controller.partition())
        .isEqualTo(new PartitionState(NOBODY, 2, ReplicaSet.none(), 4));
    assertThat(controller.lastKnownLeader()).isEqualTo(1);
    assertThat(controller.elr()).as("it was the last of min.insync.replicas").hasToString("{1}");
  }

  @Test
  void fencingABrokerOutsideTheIsrChangesNothingOfThePartition() {
    fence(controller, 3);
    controller.unfence(3, 1);
    PartitionState before = controller.partition();

    controller.fence(3, 1);

    assertThat(controller.partition()).isEqualTo(before);
    assertThat(controller.fenced().contains(3)).isTrue();
  }

  // ---- eligible leader replicas (KIP-966)

  @Test
  void whoeverLeavesAnIsrThatIsTooSmallThenIsEligible() {
    Controller durable = new Controller(DURABLE, 3);

    fence(durable, 3);
    assertThat(durable.elr()).as("two are enough").isEqualTo(ReplicaSet.none());

    fence(durable, 2);
    assertThat(durable.elr()).isEqualTo(ReplicaSet.of(2));

    durable.fence(1, NOBODY);
    assertThat(durable.elr()).isEqualTo(ReplicaSet.all(2));
  }

  /** Broker 3 went while there were enough; 2 and then 1, the last of all, are eligible. */
  private static Controller withTwoEligibleAndNoLeader() {
    Controller durable = new Controller(DURABLE, 3);
    fence(durable, 3, 2);
    durable.fence(1, NOBODY);
    return durable;
  }

  @Test
  void anEligibleReplicaIsElectedFromOutsideTheIsrAndThenIsTheIsr() {
    Controller durable = withTwoEligibleAndNoLeader();
    assertThat(durable.canUnfence(3, 3)).as("it left while there were enough").isFalse();
    assertThat(durable.canUnfence(3, NOBODY)).isTrue();

    assertThat(durable.canUnfence(2, 2)).isTrue();
    durable.unfence(2, 2);

    assertThat(durable.partition().leader()).isEqualTo(2);
    assertThat(durable.partition().isr()).isEqualTo(ReplicaSet.of(2));
    assertThat(durable.elr()).as("the other one stays eligible").isEqualTo(ReplicaSet.of(1));
    assertThat(durable.lastKnownLeader()).isEqualTo(NOBODY);
  }

  @Test
  void anUncleanShutdownCostsAPlaceAmongTheEligible() {
    Controller durable = withTwoEligibleAndNoLeader();

    assertThat(durable.canRegister(2, 2)).isFalse();
    durable.register(2, NOBODY);

    assertThat(durable.elr()).isEqualTo(ReplicaSet.of(1));
    assertThat(durable.brokerEpoch(2)).isEqualTo(2);
    assertThat(durable.fenced().contains(2)).isFalse();
  }

  @Test
  void theLastKnownLeaderIsElectedOnceNobodyIsEligible() {
    fence(controller, 2, 3);
    controller.fence(1, NOBODY);
    controller.register(2, NOBODY);

    assertThat(controller.canRegister(1, NOBODY)).isFalse();
    assertThat(controller.canRegister(1, 2)).isFalse();
    assertThat(controller.canRegister(1, 1)).isTrue();
    controller.register(1, 1);

    assertThat(controller.partition().leader()).isEqualTo(1);
    assertThat(controller.partition().isr()).isEqualTo(ReplicaSet.of(1));
    assertThat(controller.lastKnownLeader()).isEqualTo(NOBODY);
  }

  @Test
  void theLastKnownLeaderWaitsWhileSomebodyIsEligible() {
    Controller durable = withTwoEligibleAndNoLeader();

    durable.register(1, NOBODY);

    assertThat(durable.elr()).isEqualTo(ReplicaSet.of(2));
    assertThat(durable.lastKnownLeader()).isEqualTo(1);
    assertThat(durable.partition().leader()).isEqualTo(NOBODY);
  }

  @Test
  void anIsrThatIsLargeEnoughAgainLeavesNobodyEligible() {
    Controller durable = new Controller(DURABLE, 3);
    fence(durable, 3, 2);
    durable.unfence(3, 1);

    durable.alterPartition(request(1, 0, 1));

    assertThat(durable.partition().isr()).isEqualTo(ReplicaSet.of(1).with(3));
    assertThat(durable.elr()).isEqualTo(ReplicaSet.none());
  }

  // ---- unclean elections

  @Test
  void anUncleanElectionTakesAnyActiveBrokerOnceTheOthersFail() {
    Controller unclean = new Controller(UNCLEAN, 3);
    fence(unclean, 2, 3);
    unclean.fence(1, NOBODY);
    assertThat(new Controller(CLEAN, 3).canFence(2, 3)).isFalse();

    assertThat(unclean.canRegister(2, NOBODY)).isFalse();
    assertThat(unclean.canRegister(2, 3)).as("it is fenced").isFalse();
    assertThat(unclean.canRegister(2, 2)).isTrue();
    unclean.register(2, 2);

    assertThat(unclean.partition().leader()).isEqualTo(2);
    assertThat(unclean.partition().isr()).as("of its own").isEqualTo(ReplicaSet.of(2));
    assertThat(unclean.elr()).as("what they have may be another log").isEqualTo(ReplicaSet.none());
  }

  @Test
  void thereIsNoUncleanElectionOnceAnEligibleReplicaIsActive() {
    Controller unclean = new Controller(UNCLEAN, 3);
    fence(unclean, 2, 3);
    unclean.fence(1, NOBODY);

    assertThat(unclean.canUnfence(1, 2)).isFalse();
    assertThat(unclean.canUnfence(1, 1)).isTrue();
  }

  // ---- the ISR by the leader's wish

  @Test
  void aRequestIsOfNowIfTheLeaderKnowsTheNewestState() {
    PartitionState old = controller.partition();
    assertThat(controller.isOfNow(old)).isTrue();

    fence(controller, 3);

    assertThat(controller.isOfNow(old)).isFalse();
    assertThat(controller.isOfNow(PartitionState.NOTHING)).isFalse();
  }

  @Test
  void anIsrIsMadeWhatTheLeaderAsksFor() {
    fence(controller, 3);
    controller.unfence(3, 1);

    controller.alterPartition(request(1, 1, 1));

    assertThat(controller.partition()).isEqualTo(new PartitionState(1, 1, ReplicaSet.all(3), 3));
  }

  @Test
  void aFencedBrokerIsNotEligibleForTheIsr() {
    fence(controller, 3);

    assertThat(controller.areEligible(request(1, 1, 1))).isFalse();
    assertThat(controller.areEligible(request(1, 1, 0))).isTrue();
  }

  @Test
  void anEarlierIncarnationIsNotEligibleForTheIsr() {
    fence(controller, 3);
    controller.register(3, 1);

    assertThat(controller.areEligible(request(1, 1, 1))).isFalse();
    assertThat(controller.areEligible(request(1, 1, 2))).isTrue();
  }

  @Test
  void ofAMemberThatTheLeaderHasNotHeardOfItMeansAnyIncarnation() {
    fence(controller, 3);
    controller.register(3, 1);
    IsrRequest asked = IsrRequest.empty(3).with(1, 1).with(3, FetchState.UNHEARD.brokerEpoch());

    assertThat(asked.isr()).isEqualTo(ReplicaSet.of(1).with(3));
    assertThat(controller.areEligible(asked)).isTrue();

    controller.fence(3, 1);
    assertThat(controller.areEligible(asked)).as("it is fenced").isFalse();
  }

  // ---- copies

  @Test
  void aCopyGoesItsOwnWay() {
    Controller copy = controller.copy();
    assertThat(copy).isEqualTo(controller).hasSameHashCodeAs(controller);

    copy.fence(3, 1);
    copy.register(3, 1);

    assertThat(controller).isEqualTo(new Controller(CLEAN, 3)).isNotEqualTo(copy);
  }

  @Test
  void whoIsFencedAndUnderWhichEpochEachIsRegisteredMakesADifference() {
    fence(controller, 2, 3);
    Controller unfenced = controller.copy();
    unfenced.unfence(2, 1);
    Controller registered = controller.copy();
    registered.register(2, 1);

    assertThat(unfenced.partition()).isEqualTo(controller.partition());
    assertThat(unfenced).isNotEqualTo(controller);
    assertThat(registered.fenced()).isEqualTo(unfenced.fenced());
    assertThat(registered).isNotEqualTo(unfenced);
  }

  /** Fences followers of broker 1, which stays the leader. */
  private static void fence(Controller controller, int... followers) {
    for (int follower : followers) {
      controller.fence(follower, 1);
    }
  }

  /** An ISR of three by the broker epochs of its members; 0 for who is none. */
  private static IsrRequest request(int... brokerEpochs) {
    IsrRequest request = IsrRequest.empty(brokerEpochs.length);
    for (int broker = 1; broker <= brokerEpochs.length; broker++) {
      if (brokerEpochs[broker - 1] != 0) {
        request = request.with(broker, brokerEpochs[broker - 1]);
      }
    }
    return request;
  }
}
