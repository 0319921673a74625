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

/** An action that is never taken says nothing: each is taken in some model. */
class ActionsTakenTest {
  @TempDir private Path folder;

  private static Map<Action, Long> taken(Preset preset, FaultModel faults) {
    Explorer.Exploration all =
        Explorer.explore(
            new Setup(preset.settings(), faults, Bounds.SMALL), Budget.ofStates(1_000_000));
    assertThat(all.exhausted()).isTrue();
    return all.taken();
  }

  @Test
  void everyActionIsTakenInSomeScenarioOfTheTable() {
    Set<Action> taken = EnumSet.noneOf(Action.class);
    taken.addAll(taken(Preset.IDEMPOTENT, FaultModel.NETWORK).keySet());
    taken.addAll(taken(Preset.FIRE_AND_FORGET, FaultModel.CRASH).keySet());
    assertThat(taken).containsExactlyInAnyOrder(Action.values());
  }

  @Test
  void tlcTakesEveryActionAsOftenAsTheExplorer() throws Exception {
    KafkaDeliveryModel model =
        new KafkaDeliveryModel(Preset.AT_MOST_ONCE.settings(), FaultModel.CRASH, Bounds.SMALL);
    String noAnomalies = model.config().replace("  " + KafkaDeliveryModel.NOTHING_NEW + "\n", "");
    ModelOutcome outcome =
        ModelOutcome.run(
            Tlc.installed(),
            new Model("taken", KafkaDeliveryModel.MODULE, null, "", noAnomalies),
            folder,
            Duration.ofMinutes(1),
            1,
            stats -> {});
    assertThat(outcome.kind()).isEqualTo(ModelOutcome.Kind.AS_EXPECTED);
    Map<String, Long> byTlc =
        outcome.result().stats().actions().stream()
            .filter(action -> !action.initial())
            .collect(
                Collectors.toMap(
                    ActionCoverage::action, ActionCoverage::generated, Long::sum, TreeMap::new));
    Map<Action, Long> byExplorer = taken(Preset.AT_MOST_ONCE, FaultModel.CRASH);
    assertThat(byTlc)
        .isEqualTo(
            Stream.of(Action.values())
                .collect(Collectors.toMap(Action::specName, a -> byExplorer.getOrDefault(a, 0L))));
  }
}
