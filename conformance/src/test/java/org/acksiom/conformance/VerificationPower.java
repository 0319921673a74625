package org.acksiom.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.acksiom.impl.simulator.Budget;
import org.acksiom.impl.simulator.Cluster;
import org.acksiom.impl.simulator.Event;
import org.acksiom.impl.simulator.EventScheduler;
import org.acksiom.impl.simulator.Setup;
import org.acksiom.modelcheck.KafkaDeliveryModel;
import org.acksiom.specs.Bounds;
import org.acksiom.specs.FaultModel;
import org.acksiom.specs.Preset;
import org.acksiom.specs.SpecFiles;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The only tests that PIT's mutants of the core meet ({@code -Ppit}): walks of lock-step, and that
 * states are told apart, on which walks rely. The walks share their oracles, so that of thousands
 * of walks only the first of each case asks TLC.
 */
class VerificationPower {
  /** More than any of the walks has, so that a mutant without an end is killed soon. */
  private static final long PAIRS_MAX = 200_000;

  private static final int STATES_COMPARED = 5_000;
  private static final Map<Setup, Oracle> ORACLES = new HashMap<>();
  private static final Path MODULES = modules();

  private static Path modules() {
    try {
      Path folder = Files.createTempDirectory("verification-power");
      SpecFiles.copyModulesTo(folder);
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** From the least to the most that has to be walked. */
  static Stream<Setup> setups() {
    Stream<Setup> small =
        Stream.of(Preset.values())
            .flatMap(
                preset ->
                    Stream.of(FaultModel.values())
                        .map(faults -> setup(preset, faults, bounds(faults))));
    Stream<Setup> telling =
        Stream.of(
            setup(Preset.LEADER_ACK, FaultModel.NONE, new Bounds(1, 6, 0, 0)),
            setup(Preset.LEADER_ACK, FaultModel.PARTITION, new Bounds(1, 1, 0, 1)),
            setup(Preset.IDEMPOTENT, FaultModel.NETWORK, new Bounds(1, 6, 1, 1)),
            setup(Preset.AT_MOST_ONCE_ALL, FaultModel.PARTITION, new Bounds(2, 1, 0, 2)),
            setup(Preset.IDEMPOTENT, FaultModel.NETWORK, new Bounds(2, 3, 1, 1)),
            setup(Preset.LEADER_ACK_UNCLEAN, FaultModel.CRASH, new Bounds(3, 1, 0, 1)),
            setup(Preset.AT_MOST_ONCE_ALL, FaultModel.CRASH, new Bounds(3, 1, 0, 1)),
            setup(Preset.IDEMPOTENT_UNCLEAN, FaultModel.DISK, new Bounds(2, 2, 1, 1)),
            setup(Preset.IDEMPOTENT, FaultModel.CRASH, Bounds.SMALL));
    return Stream.concat(small, telling);
  }

  private static Setup setup(Preset preset, FaultModel faults, Bounds bounds) {
    return new Setup(preset.settings(), faults, bounds);
  }

  /** Each has a fault of its kind. */
  private static Bounds bounds(FaultModel faults) {
    return faults.compareTo(FaultModel.CRASH) < 0 ? Bounds.SMALL : new Bounds(2, 1, 1, 1, 1);
  }

  @ParameterizedTest
  @MethodSource("setups")
  void isBisimilar(Setup setup) throws IOException {
    Oracle oracle = ORACLES.get(setup);
    if (oracle == null) {
      oracle = Oracle.open(setup, MODULES.resolve(KafkaDeliveryModel.MODULE + ".tla"));
      ORACLES.put(setup, oracle);
    }
    Lockstep.Walk walk = Lockstep.walk(setup, oracle, Budget.ofStates(PAIRS_MAX), pairs -> {});
    assertThat(walk.difference()).isEmpty();
    assertThat(walk.exhausted()).isTrue();
  }

  /** A walk takes states for one that have the same fingerprint: they must be equal, too. */
  @ParameterizedTest
  @MethodSource("setups")
  void statesAreEqualIfTheirFingerprintsAre(Setup setup) {
    EventScheduler scheduler = new EventScheduler(setup);
    Set<Cluster> states = new HashSet<>();
    Set<Long> fingerprints = new HashSet<>();
    ArrayDeque<Cluster> frontier = new ArrayDeque<>(List.of(new Cluster(setup)));
    while (!frontier.isEmpty() && states.size() < STATES_COMPARED) {
      Cluster cluster = frontier.poll();
      List<Cluster> near = new ArrayList<>(List.of(cluster));
      for (Event event : scheduler.enabled(cluster)) {
        Cluster next = cluster.copy();
        next.step(event);
        for (Cluster other : near) {
          assertThat(next.equals(other)).isEqualTo(next.fingerprint() == other.fingerprint());
        }
        near.add(next);
        if (states.add(next)) {
          frontier.add(next);
        }
        fingerprints.add(next.fingerprint());
      }
    }
    assertThat(states).hasSameSizeAs(fingerprints);
  }
}
