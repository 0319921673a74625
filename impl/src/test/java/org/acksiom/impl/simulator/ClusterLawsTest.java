package org.acksiom.impl.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.acksiom.impl.core.Broker;
import org.acksiom.impl.core.FetchRequest;

/** What holds of every state that a random walk reaches, whatever the settings. */
class ClusterLawsTest {
  private static final int STEPS_TO_SETTLE_MAX = 1_000;

  @Provide
  Arbitrary<Walk> walks() {
    return Walk.any();
  }

  @Property(tries = 300)
  void invariantsHoldInEveryState(@ForAll("walks") Walk walk) {
    walk.schedule()
        .run(
            new Schedule.Observer() {
              @Override
              public void happened(Event event, Cluster after) {
                for (Invariant invariant : Invariant.values()) {
                  assertThat(invariant.holds(after)).as("%s after %s", invariant, event).isTrue();
                }
              }
            });
  }

  @Property(tries = 200)
  void aCopyIsEqualAndWhatHappensToItLeavesTheOriginalAlone(@ForAll("walks") Walk walk) {
    Cluster original = walk.end();
    Cluster untouched = walk.end();

    for (Event event : walk.enabled(original)) {
      Cluster copy = original.copy();
      assertThat(copy).isEqualTo(original).hasSameHashCodeAs(original);
      assertThat(copy.fingerprint()).isEqualTo(original.fingerprint());

      copy.apply(event);

      assertThat(original).as("after %s of its copy", event).isEqualTo(untouched);
      assertThat(original.fingerprint()).isEqualTo(untouched.fingerprint());
    }
  }

  @Property(tries = 200)
  void whatHappensToTheOriginalLeavesACopyAlone(@ForAll("walks") Walk walk) {
    Cluster untouched = walk.end();

    for (Event event : walk.enabled(untouched)) {
      Cluster original = walk.end();
      Cluster copy = original.copy();

      original.apply(event);

      assertThat(copy).as("after %s of its original", event).isEqualTo(untouched);
    }
  }

  @Property(tries = 200)
  void everyEventThatCanHappenChangesTheStateAndItsFingerprint(@ForAll("walks") Walk walk) {
    Cluster before = walk.end();

    for (Event event : walk.enabled(before)) {
      Cluster after = before.copy();
      after.apply(event);

      assertThat(after).as("after %s", event).isNotEqualTo(before);
      assertThat(after.fingerprint()).isNotEqualTo(before.fingerprint());
    }
  }

  @Property(tries = 100)
  void whateverCanNotHappenIsRefusedAndChangesNothing(@ForAll("walks") Walk walk) {
    Cluster cluster = walk.end();
    List<Event> enabled = walk.enabled(cluster);

    for (Event event : conceivable()) {
      if (!enabled.contains(event)) {
        assertThatThrownBy(() -> cluster.apply(event))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessage(event + " can not happen here");
      }
    }

    assertThat(cluster).isEqualTo(walk.end());
    assertThat(walk.enabled(cluster)).isEqualTo(enabled);
  }

  /** Every action with parameters in range and out of it. */
  private static List<Event> conceivable() {
    int[] parameters = {-1, 0, 1, 2, 3, 4, 5, 999};
    List<Event> all = new ArrayList<>();
    for (Action action : Action.values()) {
      for (int first : parameters) {
        for (int second : parameters) {
          all.add(new Event(action, first, second));
        }
      }
    }
    return all;
  }

  @Property(tries = 200)
  void aFetchThatCanNotHappenWouldChangeNothing(@ForAll("walks") Walk walk) {
    Cluster cluster = walk.end();
    List<Event> enabled = walk.enabled(cluster);

    for (Broker follower : cluster.brokers()) {
      Optional<FetchRequest> request = follower.fetchRequest();
      if (request.isPresent()
          && !enabled.contains(Event.of(Action.FOLLOWER_FETCHES, follower.id()))) {
        Broker leader = cluster.broker(follower.view().leader());
        Broker leaderAfter = leader.copy();
        Broker followerAfter = follower.copy();

        leaderAfter.onFetchRequest(request.get()).ifPresent(followerAfter::onFetchResponse);

        assertThat(leaderAfter).isEqualTo(leader);
        assertThat(followerAfter).isEqualTo(follower);
      }
    }
  }

  @Property(tries = 200)
  void everyStateSettlesOnceNothingFailsAnyMore(@ForAll("walks") Walk walk) {
    Cluster cluster = walk.end();

    for (int step = 0; !cluster.isSettled(); step++) {
      assertThat(step).as("steps without settling").isLessThan(STEPS_TO_SETTLE_MAX);
      cluster.apply(
          walk.enabled(cluster).stream()
              .filter(e -> !e.action().isFault() && e.action() != Action.PRODUCER_GIVES_UP)
              .findFirst()
              .orElseThrow());
    }
  }

  @Property(tries = 100)
  void aReplayedScheduleEndsInTheSameStateAndHistory(@ForAll("walks") Walk walk) {
    assertThat(walk.end()).isEqualTo(walk.end());
    assertThat(HistoryRecorder.historyOf(walk.schedule()))
        .isEqualTo(HistoryRecorder.historyOf(walk.schedule()));
  }

  @Property(tries = 200)
  void faultsNeverExceedTheBoundAndTheFaultModel(@ForAll("walks") Walk walk) {
    List<Action> faults =
        walk.schedule().events().stream().map(Event::action).filter(Action::isFault).toList();

    assertThat(faults.size() + walk.end().faultsLeft())
        .isEqualTo(new Cluster(walk.setup()).faultsLeft())
        .isLessThanOrEqualTo(walk.setup().bounds().faults());
    switch (walk.setup().faults()) {
      case NONE -> assertThat(faults).isEmpty();
      case NETWORK -> assertThat(faults).doesNotContain(Action.BROKER_CRASHES);
      default -> assertThat(faults).allMatch(Action::isFault);
    }
  }
}
