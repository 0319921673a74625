package org.acksiom.impl.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.acksiom.impl.simulator.Fuzzer.Fuzzing;
import org.acksiom.linearizability.delivery.DeliveryChecker;
import org.acksiom.specs.Anomaly;
import org.acksiom.specs.Bounds;
import org.acksiom.specs.FaultModel;
import org.acksiom.specs.Preset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The fuzzer finds nothing that is not there, and the same for the same seed. */
class FuzzerTest {
  private static final Setup DUPLICATES =
      new Setup(Preset.AT_LEAST_ONCE_PIPELINED.settings(), FaultModel.NETWORK, Bounds.SMALL);

  @Test
  void theSameSeedFindsTheSame() {
    assertThat(fuzz(DUPLICATES, 7, 60)).isEqualTo(fuzz(DUPLICATES, 7, 60));
  }

  @Test
  void anotherSeedRunsOtherSchedules() {
    assertThat(fuzz(DUPLICATES, 8, 60).steps()).isNotEqualTo(fuzz(DUPLICATES, 7, 60).steps());
  }

  @ParameterizedTest
  @EnumSource(Preset.class)
  void findsOnlyWhatTheExplorerSaysIsPossible(Preset preset) {
    Setup setup = new Setup(preset.settings(), FaultModel.NETWORK, Bounds.SMALL);

    Fuzzing fuzzed = fuzz(setup, 1, 100);

    assertThat(Explorer.explore(setup, Budget.ofStates(1_000_000)).witnesses().keySet())
        .containsAll(fuzzed.found().keySet());
    assertThat(fuzzed.broken()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Preset.class)
  void findsOnlyWhatTheExplorerSaysIsPossibleWhereDisksFailAndAConsumerReads(Preset preset) {
    Setup setup = new Setup(preset.settings(), FaultModel.DISK, new Bounds(2, 1, 1, 1, 1));

    Fuzzing fuzzed = fuzz(setup, 1, 100);

    assertThat(Explorer.explore(setup, Budget.ofStates(1_000_000)).witnesses().keySet())
        .containsAll(fuzzed.found().keySet());
    assertThat(fuzzed.broken()).isEmpty();
  }

  /** The explorer needs no luck, so what it finds is what there is to find. */
  @ParameterizedTest
  @EnumSource(Preset.class)
  void findsAtLargeBoundsWhatTheExplorerFindsAtSmallOnes(Preset preset) {
    Setup small = new Setup(preset.settings(), FaultModel.CRASH, Bounds.SMALL);
    Setup large = new Setup(preset.settings(), FaultModel.CRASH, Bounds.LARGE);

    assertThat(fuzz(large, 1, 4_000).found().keySet())
        .containsAll(Explorer.explore(small, Budget.ofStates(1_000_000)).witnesses().keySet());
  }

  @Test
  void findsWhatTakesFaultsAtTheRightTime() {
    Setup setup =
        new Setup(Preset.LEADER_ACK.settings(), FaultModel.DISK, new Bounds(3, 4, 2, 3, 1));

    assertThat(fuzz(setup, 1, 1_000).found())
        .containsKeys(
            Anomaly.ACKED_LOSS, Anomaly.ROLLED_BACK_READ, Anomaly.DIVERGENT_OFFSET, Anomaly.UNSEEN);
  }

  @Test
  void everyScheduleFoundIsSettledAndShowsItsAnomaly() {
    Fuzzing fuzzed = fuzz(DUPLICATES, 7, 200);

    assertThat(fuzzed.found()).containsKeys(Anomaly.DUPLICATE, Anomaly.REORDER);
    fuzzed
        .found()
        .forEach(
            (anomaly, schedule) -> {
              assertThat(schedule.run().isSettled()).isTrue();
              assertThat(
                      new DeliveryChecker().check(HistoryRecorder.historyOf(schedule)).anomalies())
                  .containsKey(anomaly);
            });
  }

  @Test
  void theFirstRunThatShowsAnAnomalyIsKept() {
    assertThat(fuzz(DUPLICATES, 7, 400).found())
        .containsAllEntriesOf(fuzz(DUPLICATES, 7, 50).found());
  }

  @Test
  void everyRunGoesOnUntilItIsSettled() {
    Setup oneRecord =
        new Setup(Preset.AT_LEAST_ONCE.settings(), FaultModel.NONE, new Bounds(2, 1, 1, 0));

    Fuzzing fuzzed = fuzz(oneRecord, 7, 30);

    assertThat(fuzzed.steps() / 30.0)
        .as("send, append, fetch thrice, receive twice, acknowledge, receive; first an idle fetch")
        .isBetween(9.0, 10.0);
  }

  @Test
  void aShrunkDuplicateHasNoMoreFaultsThanItNeeds() {
    Schedule duplicate = fuzz(DUPLICATES, 7, 200).found().get(Anomaly.DUPLICATE);

    assertThat(duplicate.events())
        .filteredOn(event -> event.action() == Action.CONNECTION_BREAKS)
        .hasSize(1);
  }

  @Test
  void aShrunkDuplicateTakesNoMoreChoicesThanItNeeds() {
    Schedule duplicate = fuzz(DUPLICATES, 7, 200).found().get(Anomaly.DUPLICATE);
    int fault =
        duplicate.events().stream()
            .map(e -> e.action() == Action.CONNECTION_BREAKS)
            .toList()
            .indexOf(true);

    assertThat(duplicate.events().subList(0, fault))
        .as("after the fault everything goes its way")
        .hasSizeLessThanOrEqualTo(3);
  }

  @Test
  void itSaysInWhichSituationsItTookWhichActions() {
    Setup setup = new Setup(Preset.LEADER_ACK.settings(), FaultModel.DISK, new Bounds(2, 2, 1, 2));

    Coverage coverage = fuzz(setup, 1, 2_000).coverage();

    assertThat(coverage.taken().values().stream().mapToLong(Long::longValue).sum())
        .isEqualTo(fuzz(setup, 1, 2_000).steps());
    assertThat(coverage.situations().get(Action.PRODUCER_SENDS)).isGreaterThan(10);
    assertThat(coverage.pairs()).isGreaterThan(coverage.taken().size());
    assertThat(
            fuzz(new Setup(setup.settings(), FaultModel.NONE, setup.bounds()), 1, 200).coverage())
        .satisfies(
            usual -> assertThat(usual.pairs()).isEqualTo(usual.taken().size()),
            usual -> assertThat(usual.taken()).doesNotContainKey(Action.BROKER_CRASHES));
  }

  @Test
  void judgesAsManyRunsAsItIsTold() {
    assertThat(fuzz(DUPLICATES, 7, 5).runs()).isEqualTo(5);
    assertThat(fuzz(DUPLICATES, 7, 0)).isEqualTo(fuzz(DUPLICATES, 9, 0));
  }

  @Test
  void stopsWhenItIsTold() {
    int[] asked = {0};

    Fuzzing fuzzed = Fuzzer.fuzz(DUPLICATES, 7, 1_000, () -> ++asked[0] > 3);

    assertThat(fuzzed.runs()).isEqualTo(3);
  }

  private static Fuzzing fuzz(Setup setup, long seed, long runs) {
    return Fuzzer.fuzz(setup, seed, runs, () -> false);
  }
}
