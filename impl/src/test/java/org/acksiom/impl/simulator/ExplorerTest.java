package org.acksiom.impl.simulator;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.acksiom.impl.simulator.Explorer.Exploration;
import org.acksiom.linearizability.delivery.DeliveryChecker;
import org.acksiom.specs.Anomaly;
import org.acksiom.specs.Bounds;
import org.acksiom.specs.FaultModel;
import org.acksiom.specs.Preset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The explorer visits everything once, shortest schedules first, within its budget. */
class ExplorerTest {
  private static final Budget AMPLE = Budget.ofStates(1_000_000);

  private static final Setup DUPLICATES =
      new Setup(Preset.AT_LEAST_ONCE.settings(), FaultModel.NETWORK, Bounds.SMALL);

  /** Every preset, with two records under network faults and with one record under a crash. */
  static Stream<Setup> setups() {
    List<Setup> setups = new ArrayList<>();
    for (Preset preset : Preset.values()) {
      setups.add(new Setup(preset.settings(), FaultModel.NETWORK, new Bounds(2, 2, 1, 1)));
      setups.add(new Setup(preset.settings(), FaultModel.CRASH, new Bounds(2, 1, 1, 1)));
    }
    setups.add(DUPLICATES);
    setups.add(
        new Setup(Preset.LEADER_ACK_UNCLEAN.settings(), FaultModel.CRASH, new Bounds(2, 1, 0, 2)));
    setups.add(
        new Setup(Preset.LEADER_ACK.settings(), FaultModel.PARTITION, new Bounds(2, 1, 0, 2, 1)));
    setups.add(
        new Setup(Preset.AT_MOST_ONCE_ALL.settings(), FaultModel.DISK, new Bounds(2, 1, 0, 2, 1)));
    setups.add(
        new Setup(Preset.IDEMPOTENT_UNCLEAN.settings(), FaultModel.CRASH, new Bounds(3, 1, 0, 1)));
    setups.add(
        new Setup(Preset.AT_LEAST_ONCE.settings(), FaultModel.NETWORK, new Bounds(3, 1, 1, 1)));
    setups.add(
        new Setup(Preset.FIRE_AND_FORGET.settings(), FaultModel.DISK, new Bounds(3, 1, 0, 1)));
    return setups.stream();
  }

  @ParameterizedTest
  @MethodSource("setups")
  void findsWhatANaiveSearchFinds(Setup setup) {
    NaiveSearch naive = new NaiveSearch(setup);

    Exploration explored = Explorer.explore(setup, AMPLE);

    assertThat(explored.exhausted()).isTrue();
    assertThat(explored.distinctStates()).isEqualTo(naive.states().size());
    assertThat(explored.transitions()).isEqualTo(naive.transitions());
    assertThat(explored.depth()).isEqualTo(naive.depth());
    assertThat(explored.endings()).isEqualTo(naive.endings());
    assertThat(explored.broken()).isEmpty();
    assertThat(explored.taken().values().stream().mapToLong(Long::longValue).sum())
        .isEqualTo(explored.transitions());
    assertThat(lengths(explored.witnesses())).isEqualTo(naive.shortest());
    assertThat(naive.states().stream().map(Cluster::fingerprint).collect(Collectors.toSet()))
        .as("no two states share a fingerprint")
        .hasSize(naive.states().size());
  }

  private static Map<Anomaly, Integer> lengths(Map<Anomaly, Schedule> witnesses) {
    return witnesses.entrySet().stream()
        .collect(toMap(Map.Entry::getKey, witness -> witness.getValue().events().size()));
  }

  @Test
  void everyWitnessReplaysToItsAnomaly() {
    Exploration explored = Explorer.explore(DUPLICATES, AMPLE);

    assertThat(explored.witnesses()).containsKey(Anomaly.DUPLICATE);
    explored
        .witnesses()
        .forEach(
            (anomaly, schedule) ->
                assertThat(
                        new DeliveryChecker()
                            .check(HistoryRecorder.historyOf(schedule))
                            .anomalies())
                    .containsKey(anomaly));
  }

  @Test
  void exploringTwiceFindsTheSame() {
    assertThat(Explorer.explore(DUPLICATES, AMPLE)).isEqualTo(Explorer.explore(DUPLICATES, AMPLE));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void anyNumberOfWorkersFindsTheSame(int threads) {
    Setup setup =
        new Setup(Preset.AT_MOST_ONCE.settings(), FaultModel.DISK, new Bounds(2, 2, 1, 2, 1));
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      Workers workers = Workers.of(executor);
      assertThat(Explorer.explore(setup, AMPLE, workers))
          .isEqualTo(Explorer.explore(setup, AMPLE))
          .returns(true, Exploration::exhausted);
      Budget small = Budget.ofStates(20_000);
      assertThat(Explorer.explore(setup, small, workers))
          .isEqualTo(Explorer.explore(setup, small))
          .returns(false, Exploration::exhausted);
      assertThat(Explorer.exploreUpToSymmetry(setup, AMPLE, workers))
          .isEqualTo(Explorer.exploreUpToSymmetry(setup, AMPLE, Workers.NONE));
    } finally {
      executor.shutdownNow();
    }
  }

  @ParameterizedTest
  @MethodSource("setups")
  void upToSymmetryTheSameIsFoundAmongFewerStates(Setup setup) {
    Exploration all = Explorer.explore(setup, AMPLE);
    Exploration some = Explorer.exploreUpToSymmetry(setup, AMPLE, Workers.NONE);

    assertThat(some.distinctStates()).isEqualTo(classes(setup));
    if (setup.bounds().replicas() > 2) {
      assertThat(some.distinctStates())
          .isBetween(all.distinctStates() / 2, all.distinctStates() * 2 / 3);
    }
    assertThat(some.depth()).isEqualTo(all.depth());
    assertThat(some.endings()).isEqualTo(all.endings());
    assertThat(some.taken().keySet()).isEqualTo(all.taken().keySet());
    assertThat(lengths(some.witnesses())).isEqualTo(lengths(all.witnesses()));
  }

  /** How many states there are if those that differ in the brokers' numbers alone are one. */
  private static long classes(Setup setup) {
    List<Renaming> renamings = Renaming.ofFollowers(setup.bounds().replicas());
    return new NaiveSearch(setup)
        .states().stream()
            .map(state -> renamings.stream().map(state::fingerprint).collect(Collectors.toSet()))
            .distinct()
            .count();
  }

  @Test
  void aBudgetOfStatesThatIsSpentLeavesTheSearchUnfinished() {
    Exploration explored = Explorer.explore(DUPLICATES, Budget.ofStates(100));

    assertThat(explored.exhausted()).isFalse();
    assertThat(explored.distinctStates()).isBetween(100L, 120L);
  }

  @Test
  void aBudgetOfTimeThatIsSpentLeavesTheSearchUnfinished() {
    AtomicLong clock = new AtomicLong();

    Exploration explored =
        Explorer.explore(DUPLICATES, new Budget(Long.MAX_VALUE, 10, () -> clock.addAndGet(1)));

    assertThat(explored.exhausted()).isFalse();
    assertThat(explored.distinctStates()).isLessThan(500);
  }

  @Test
  void aBudgetThatIsJustLargeEnoughIsNotSpent() {
    long states = Explorer.explore(DUPLICATES, AMPLE).distinctStates();

    assertThat(Explorer.explore(DUPLICATES, Budget.ofStates(states + 1)).exhausted()).isTrue();
  }
}
