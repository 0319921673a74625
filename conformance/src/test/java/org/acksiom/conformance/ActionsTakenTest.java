package org.acksiom.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.acksiom.impl.simulator.Action;
import org.acksiom.impl.simulator.Budget;
import org.acksiom.impl.simulator.Explorer;
import org.acksiom.impl.simulator.Setup;
import org.acksiom.modelcheck.ActionCoverage;
import org.acksiom.modelcheck.KafkaDeliveryModel;
import org.acksiom.modelcheck.Tlc;
import org.acksiom.specs.Bounds;
import org.acksiom.specs.FaultModel;
import org.acksiom.specs.Model;
import org.acksiom.specs.Preset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An action that is never taken says nothing: each is taken in some model. */
class ActionsTakenTest {
  @TempDir private Path folder;

  private static Map<Action, Long> taken(Preset preset, FaultModel faults, Bounds bounds) {
    Explorer.Exploration all =
        Explorer.explore(new Setup(preset.settings(), faults, bounds), Budget.ofStates(1_000_000));
    assertThat(all.exhausted()).isTrue();
    return all.taken();
  }

  @Test
  void everyActionIsTakenInSomeScenario() {
    Set<Action> taken = EnumSet.noneOf(Action.class);
    taken.addAll(taken(Preset.IDEMPOTENT, FaultModel.NETWORK, Bounds.SMALL).keySet());
    taken.addAll(
        taken(Preset.FIRE_AND_FORGET, FaultModel.PARTITION, Bounds.SMALL.withConsumer()).keySet());
    assertThat(taken).containsExactlyInAnyOrder(Action.values());
  }

  @ParameterizedTest
  @CsvSource({"AT_MOST_ONCE, CRASH, 2, 1, 2, 0", "IDEMPOTENT_DURABLE, DISK, 1, 0, 1, 1"})
  void tlcTakesEveryActionAsOftenAsTheExplorer(
      Preset preset, FaultModel faults, int records, int retries, int failures, int consumers)
      throws Exception {
    Bounds bounds = new Bounds(2, records, retries, failures, consumers);
    KafkaDeliveryModel model = new KafkaDeliveryModel(preset.settings(), faults, bounds);
    String noAnomalies = model.config().replace("  " + KafkaDeliveryModel.NOTHING_NEW + "\n", "");
    ModelOutcome outcome =
        ModelOutcome.run(
            Tlc.installed(),
            new Model("taken", KafkaDeliveryModel.MODULE, null, "", noAnomalies),
            folder,
            Duration.ofMinutes(3),
            1,
            stats -> {});
    assertThat(outcome.kind()).isEqualTo(ModelOutcome.Kind.AS_EXPECTED);
    Map<String, Long> byTlc =
        outcome.result().stats().actions().stream()
            .filter(action -> !action.initial())
            .collect(
                Collectors.toMap(
                    ActionCoverage::action, ActionCoverage::generated, Long::sum, TreeMap::new));
    Map<Action, Long> byExplorer = taken(preset, faults, bounds);
    assertThat(byTlc)
        .isEqualTo(
            Stream.of(Action.values())
                .collect(Collectors.toMap(Action::specName, a -> byExplorer.getOrDefault(a, 0L))));
  }
}
