package org.acksiom.kafka.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.acksiom.impl.simulator.ArtifactFormatException;
import org.acksiom.specs.Acks;
import org.acksiom.specs.FaultModel;
import org.acksiom.specs.Preset;

/** What holds of every plan that is drawn. */
class PlanLawsTest {
  @Property(tries = 300)
  void theSameSeedDrawsTheSamePlan(
      @ForAll Preset preset, @ForAll long seed, @ForAll boolean forked) {
    assertThat(draw(preset, seed, forked)).isEqualTo(draw(preset, seed, forked));
  }

  @Property(tries = 300)
  void aPlanIsReadAsItWasWritten(@ForAll Preset preset, @ForAll long seed) throws Exception {
    Plan plan = draw(preset, seed, true);
    assertThat(read(PlanFile.write(plan))).isEqualTo(plan);
  }

  @Property(tries = 300)
  void aPlanFitsTheClusterAndTheSettings(
      @ForAll Preset preset, @ForAll long seed, @ForAll boolean forked) {
    Plan plan = draw(preset, seed, forked);
    assertThat(plan.settings()).isEqualTo(preset.settings());
    assertThat(plan.load().replicas())
        .isBetween(preset.settings().minInsyncReplicas(), PlanRunner.BROKERS);
    assertThat(plan.steps())
        .isNotEmpty()
        .allMatch(step -> step.broker() <= PlanRunner.BROKERS)
        .allMatch(step -> forked || !step.nemesis().needsProcess())
        .allMatch(step -> plan.settings().acks() != Acks.NONE || step.countable() != Countable.ACK)
        .allMatch(step -> plan.load().consumers() > 0 || step.countable() != Countable.FETCH)
        .allMatch(step -> plan.faults().includes(step.nemesis().faults()));
    assertThat(plan.faults()).isNotEqualTo(FaultModel.NONE);
  }

  private static Plan draw(Preset preset, long seed, boolean forked) {
    return new PlanGenerator(PlanRunner.BROKERS, forked).draw(preset.settings(), new Random(seed));
  }

  private static Plan read(String text) throws IOException, ArtifactFormatException {
    Path file = Files.createTempFile("plan-", ".json");
    try {
      Files.writeString(file, text);
      return PlanFile.read(file);
    } finally {
      Files.delete(file);
    }
  }
}
