package org.acksiom.cli.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.acksiom.impl.simulator.Budget;
import org.acksiom.impl.simulator.Explorer;
import org.acksiom.impl.simulator.Schedule;
import org.acksiom.impl.simulator.Setup;
import org.acksiom.specs.Bounds;
import org.acksiom.specs.FaultModel;
import org.acksiom.specs.Preset;

/** Whatever happens can be drawn and told. */
class SpaceTimeDiagramTest {
  private static final int TERMINAL = 80;

  @Property(tries = 400)
  void everyScheduleIsDrawnWithALineAndASentenceForEachStep(
      @ForAll Preset preset,
      @ForAll @IntRange(min = 1, max = 5) int replicas,
      @ForAll @IntRange(min = 1, max = 9) int records,
      @ForAll @IntRange(min = 0, max = 120) int steps,
      @ForAll long seed) {
    Schedule schedule = Walks.walk(preset, replicas, records, steps, seed);
    String diagram = SpaceTimeDiagram.of(schedule);
    assertThat(diagram).isEqualTo(SpaceTimeDiagram.of(schedule));
    List<String> lines = diagram.lines().toList();
    for (int i = 0; i < schedule.events().size(); i++) {
      assertThat(lines.get(i + 2))
          .startsWith("%3d".formatted(i + 1))
          .endsWith(schedule.events().get(i).toString());
    }
    assertThat(lines)
        .filteredOn(line -> Pattern.matches(" *\\d+  \\S.*", line))
        .hasSize(schedule.events().size());
    assertThat(diagram).contains("Told: record 1 ");
  }

  @Property(generation = GenerationMode.EXHAUSTIVE)
  void everyWitnessOfASmallScenarioFitsATerminal(@ForAll Preset preset) {
    fitsATerminal(new Setup(preset.settings(), FaultModel.NETWORK, Bounds.SMALL));
    fitsATerminal(new Setup(preset.settings(), FaultModel.DISK, new Bounds(2, 1, 1, 1, 1)));
  }

  private static void fitsATerminal(Setup setup) {
    Explorer.explore(setup, Budget.ofStates(20_000))
        .witnesses()
        .values()
        .forEach(
            witness ->
                assertThat(SpaceTimeDiagram.of(witness).lines())
                    .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(TERMINAL)));
  }
}
