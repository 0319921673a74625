package org.acksiom.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.acksiom.impl.simulator.Budget;
import org.acksiom.impl.simulator.EventScheduler;
import org.acksiom.impl.simulator.Explorer;
import org.acksiom.impl.simulator.Setup;
import org.acksiom.modelcheck.KafkaDeliveryModel;
import org.acksiom.modelcheck.Specification;
import org.acksiom.modelcheck.TlaValue;
import org.acksiom.specs.Bounds;
import org.acksiom.specs.FaultModel;
import org.acksiom.specs.Preset;
import org.acksiom.specs.SpecFiles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Specification and implementation walk together, and part where one of them is changed. */
class LockstepTest {
  private static final Budget ALL = Budget.ofStates(Long.MAX_VALUE);
  private static final Bounds ONE_FAULT = new Bounds(2, 2, 1, 1);
  private static final Setup NETWORK =
      new Setup(Preset.AT_LEAST_ONCE.settings(), FaultModel.NETWORK, Bounds.SMALL);

  @TempDir private Path folder;
  private Path module;

  @BeforeEach
  void copyModules() {
    SpecFiles.copyModulesTo(folder);
    module = folder.resolve(KafkaDeliveryModel.MODULE + ".tla");
  }

  private Lockstep.Walk walk(Setup setup) throws IOException {
    return Lockstep.walk(setup, module, ALL, pairs -> {});
  }

  @TestFactory
  Stream<DynamicTest> allPresetsUnderAllFaultModelsAreBisimilar() {
    return Stream.of(Preset.values())
        .flatMap(
            preset ->
                Stream.of(FaultModel.values())
                    .map(
                        faults ->
                            DynamicTest.dynamicTest(
                                preset.id() + "-" + faults.id(),
                                () -> isBisimilar(preset, faults, bounds(faults)))));
  }

  /** Each has a fault of its kind; the wide ones are walked by the command. */
  private static Bounds bounds(FaultModel faults) {
    return faults.compareTo(FaultModel.CRASH) < 0 ? Bounds.SMALL : new Bounds(2, 1, 1, 1, 1);
  }

  @Test
  void twoRecordsAndACrash() throws Exception {
    isBisimilar(Preset.IDEMPOTENT_UNCLEAN, FaultModel.DISK, ONE_FAULT);
  }

  @Test
  void threeReplicas() throws Exception {
    isBisimilar(Preset.LEADER_ACK_UNCLEAN, FaultModel.CRASH, new Bounds(3, 1, 0, 1));
  }

  private void isBisimilar(Preset preset, FaultModel faults, Bounds bounds) throws IOException {
    Setup setup = new Setup(preset.settings(), faults, bounds);
    Lockstep.Walk walk = walk(setup);
    assertThat(walk.difference()).isEmpty();
    assertThat(walk.exhausted()).isTrue();
    Explorer.Exploration explored = Explorer.explore(setup, ALL);
    assertThat(walk.pairs()).isEqualTo(explored.distinctStates());
    assertThat(walk.transitions()).isEqualTo(explored.transitions());
  }

  @Test
  void aBudgetThatRunsOutIsNoBisimulation() throws Exception {
    Lockstep.Walk walk = Lockstep.walk(NETWORK, module, Budget.ofStates(100), pairs -> {});
    assertThat(walk.exhausted()).isFalse();
    assertThat(walk.difference()).isEmpty();
  }

  private Lockstep.Difference difference(Setup setup, String passage, String other)
      throws IOException {
    Path changed = folder.resolve("KafkaDelivery.tla");
    String text = Files.readString(changed);
    assertThat(text.split(Pattern.quote(passage), -1)).hasSize(2);
    Files.writeString(changed, text.replace(passage, other));
    Lockstep.Walk walk = walk(setup);
    assertThat(walk.exhausted()).isFalse();
    return walk.difference().orElseThrow();
  }

  @Test
  void aStepThatLeadsElsewhereIsNamedWithBothStates() throws Exception {
    Lockstep.Difference difference =
        difference(
            NETWORK,
            "Append(@, i)]\n                /\\ UNCHANGED result",
            "<<i, i>>]\n                /\\ UNCHANGED result");
    assertThat(difference.step().orElseThrow()).hasToString("ProducerSends");
    assertThat(difference.fields()).containsOnlyKeys("inFlight");
    Lockstep.Sides sides = difference.fields().get("inFlight");
    assertThat(sides.specification()).isEqualTo(TlaValue.parse("<<<<1, 1>>, <<>>>>"));
    assertThat(sides.implementation()).isEqualTo(TlaValue.parse("<<<<1>>, <<>>>>"));
    assertThat(difference.before().events()).isEmpty();
  }

  @Test
  void aStepThatOnlyTheSpecificationTakesIsFoundAtTheNearestState() throws Exception {
    Lockstep.Difference difference =
        difference(
            NETWORK, "highWatermark[b] > waiting.offset", "highWatermark[b] >= waiting.offset");
    assertThat(difference.step().orElseThrow()).hasToString("LeaderAcknowledges(1)");
    assertThat(difference.reason()).isEqualTo("the specification can take the step");
    assertThat(difference.before().events().stream().map(Object::toString))
        .containsExactly("ProducerSends", "LeaderAppends(1)");
  }

  @Test
  void aStepThatOnlyTheImplementationTakesIsFound() throws Exception {
    Lockstep.Difference difference =
        difference(NETWORK, "  \\/ \\E b \\in Brokers : LeaderAcknowledges(b)\n", "");
    assertThat(difference.step().orElseThrow().toString()).startsWith("LeaderAcknowledges(");
    assertThat(difference.reason()).isEqualTo("the implementation can take the step");
    assertThat(new EventScheduler(NETWORK).enabled(difference.before().run()))
        .contains(difference.step().orElseThrow());
  }

  @Test
  void anActionThatTheImplementationDoesNotKnowIsNamed() throws Exception {
    Lockstep.Difference difference =
        difference(
            NETWORK,
            "Next ==\n",
            "ProducerRests == queue = <<>> /\\ UNCHANGED vars\n\nNext ==\n  \\/ ProducerRests\n");
    assertThat(difference.reason()).isEqualTo("the implementation has no action ProducerRests");
    assertThat(difference.step()).isEmpty();
    assertThat(difference.before().events()).isEmpty();
  }

  @Test
  void aStateThatIsNoStateOfTheSpecificationIsFound() throws Exception {
    Lockstep.Difference difference =
        difference(NETWORK, "/\\ metadata \\in Brokers", "/\\ metadata \\in {2}");
    assertThat(difference.reason()).contains("TypeOK");
    assertThat(difference.before().events()).isEmpty();
  }

  /** What is remembered for many states is what each of them would have been told. */
  @Test
  void theOracleRemembersWhatTheSpecificationSays() throws Exception {
    Path config = folder.resolve("oracle.cfg");
    Files.writeString(
        config,
        new KafkaDeliveryModel(
                Preset.IDEMPOTENT_UNCLEAN.settings(), FaultModel.DISK, new Bounds(2, 1, 1, 1))
            .config());
    try (Specification specification = Specification.read(module, config)) {
      Oracle oracle = new Oracle(specification);
      Set<List<Integer>> seen = new HashSet<>();
      ArrayDeque<int[]> frontier = new ArrayDeque<>(oracle.initial());
      while (!frontier.isEmpty()) {
        int[] state = frontier.poll();
        TlaValue[] values = Arrays.stream(state).mapToObj(oracle::value).toArray(TlaValue[]::new);
        for (int step = 0; step < specification.steps().size(); step++) {
          List<int[]> next = oracle.next(step, new Oracle.State(state));
          assertThat(
                  next.stream().map(each -> Arrays.stream(each).mapToObj(oracle::value).toList()))
              .containsExactlyInAnyOrderElementsOf(
                  new HashSet<>(specification.next(step, values).stream().map(List::of).toList()));
          for (int[] each : next) {
            if (seen.add(Arrays.stream(each).boxed().toList())) {
              frontier.add(each);
            }
          }
        }
      }
      assertThat(seen).hasSizeGreaterThan(1_000);
    }
  }
}
