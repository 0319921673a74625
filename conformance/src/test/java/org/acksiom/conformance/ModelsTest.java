package org.acksiom.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.acksiom.modelcheck.ActionCoverage;
import org.acksiom.modelcheck.Tlc;
import org.acksiom.specs.Model;
import org.acksiom.specs.SpecFiles;
import org.acksiom.specs.SpecModule;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The models of the specifications come out as they say. Those that say "violates" really fail, so
 * that no property is vacuous. Those that take minutes are run with {@code -Dacksiom.deep=true}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ModelsTest {
  private static final boolean DEEP = Boolean.getBoolean("acksiom.deep");

  private final List<ModelOutcome> outcomes = new ArrayList<>();

  @BeforeAll
  void runThem(@TempDir Path folder) throws Exception {
    SpecFiles.copyModulesTo(folder);
    List<SideBySide.Exploration<ModelOutcome>> explorations = new ArrayList<>();
    for (Model model : SpecFiles.models()) {
      if (!model.isDeep() || DEEP) {
        Duration timeout = Duration.ofMinutes(model.isDeep() ? 60 : 5);
        explorations.add(
            () -> ModelOutcome.run(Tlc.installed(), model, folder, timeout, 1, stats -> {}));
      }
    }
    int workers = Runtime.getRuntime().availableProcessors();
    SideBySide.run(explorations, workers, (index, outcome) -> outcomes.add(outcome));
  }

  @TestFactory
  Stream<DynamicTest> everyModelComesOutAsExpected() {
    return outcomes.stream()
        .map(
            outcome ->
                DynamicTest.dynamicTest(
                    outcome.model().name() + " " + outcome.model().expectation(),
                    () ->
                        assertThat(outcome.kind())
                            .as(outcome.verdict())
                            .isEqualTo(ModelOutcome.Kind.AS_EXPECTED)));
  }

  @Test
  void everyActionOfEveryModuleIsTakenInSomeModel() {
    Map<String, Set<String>> actions = new TreeMap<>();
    Map<String, Set<String>> taken = new TreeMap<>();
    for (ModelOutcome outcome : outcomes) {
      for (ActionCoverage action : outcome.result().stats().actions()) {
        String module = action.location().module();
        actions.computeIfAbsent(module, m -> new TreeSet<>()).add(action.action());
        if (action.generated() > 0) {
          taken.computeIfAbsent(module, m -> new TreeSet<>()).add(action.action());
        }
      }
    }
    assertThat(taken).isEqualTo(actions);
    assertThat(actions.keySet())
        .containsAll(
            SpecFiles.modules().stream()
                .filter(module -> module.text().definition("Next").isPresent())
                .map(SpecModule::name)
                .toList());
  }

  @Test
  void everyModelThatAClaimRestsOnIsThere() {
    List<String> names = outcomes.stream().map(outcome -> outcome.model().name()).toList();
    for (Claim claim : Claim.values()) {
      assertThat(names).containsAll(claim.models());
    }
  }
}
