package org.acksiom.impl.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import org.acksiom.specs.FaultModel;

/** What holds of every state that a random walk reaches, whatever the settings. */
class ClusterLawsTest {
  private static final int STEPS_TO_SETTLE_MAX = 1_000;

  @Provide
  Arbitrary<Walk> walks() {
    return Walk.any();
  }

  @Property(tries = 300)
  @Tag("C1")
  @Tag("C3")
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
  void everyStateSettlesOnceNothingFailsAnyMore(@ForAll("walks") Walk walk) {
    Cluster cluster = walk.end();

    Settling settling = new Settling(new EventScheduler(walk.setup()));
    Optional<Event> next = settling.next(cluster);
    for (int step = 0; next.isPresent(); step++) {
      assertThat(step).as("steps without settling").isLessThan(STEPS_TO_SETTLE_MAX);
      cluster.apply(next.get());
      next = settling.next(cluster);
    }

    assertThat(cluster.isSettled()).isTrue();
  }

  @Property(tries = 100)
  void aReplayedScheduleEndsInTheSameStateAndHistory(@ForAll("walks") Walk walk) {
    assertThat(walk.end()).isEqualTo(walk.end());
    assertThat(HistoryRecorder.historyOf(walk.schedule()))
        .isEqualTo(HistoryRecorder.historyOf(walk.schedule()));
  }

  @Property(tries = 200)
  void faultsNeverExceedTheBoundAndTheFaultModel(@ForAll("walks") Walk walk) {
    Map<Action, Integer> faults = new EnumMap<>(Action.class);
    Cluster cluster = new Cluster(walk.setup());
    int atFirst = cluster.faultsLeft();
    for (Event event : walk.schedule().events()) {
      if (cluster.isFault(event)) {
        faults.merge(event.action(), 1, Integer::sum);
      }
      cluster.apply(event);
    }

    assertThat(faults.values().stream().mapToInt(Integer::intValue).sum() + cluster.faultsLeft())
        .isEqualTo(atFirst)
        .isLessThanOrEqualTo(walk.setup().bounds().faults());
    switch (walk.setup().faults()) {
      case NONE -> assertThat(faults).isEmpty();
      case NETWORK -> assertThat(faults.keySet()).isSubsetOf(Action.CONNECTION_BREAKS);
      case CRASH ->
          assertThat(faults.keySet()).isSubsetOf(Action.CONNECTION_BREAKS, Action.BROKER_CRASHES);
      case PARTITION, DISK ->
          assertThat(faults.keySet())
              .isSubsetOf(
                  Action.CONNECTION_BREAKS,
                  Action.BROKER_CRASHES,
                  Action.LEADER_SHRINKS_ISR,
                  Action.CONTROLLER_FENCES);
    }
  }

  @Property(tries = 200)
  void onlyDiskFaultsLoseEntriesInACrash(@ForAll("walks") Walk walk) {
    assertThat(walk.schedule().events())
        .filteredOn(event -> event.action() == Action.BROKER_CRASHES && event.second() > 0)
        .allMatch(event -> walk.setup().faults() == FaultModel.DISK);
  }

  @Property(tries = 200)
  void nobodyReadsWhereThereIsNoConsumer(@ForAll("walks") Walk walk) {
    assertThat(walk.schedule().events())
        .filteredOn(event -> event.action() == Action.CONSUMER_READS)
        .allMatch(event -> walk.setup().bounds().consumers() == 1);
  }
}
