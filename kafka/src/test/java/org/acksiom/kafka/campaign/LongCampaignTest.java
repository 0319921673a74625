package org.acksiom.kafka.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.acksiom.kafka.cluster.KafkaReleases;
import org.acksiom.specs.Preset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Half an hour of plans over all presets, on brokers that are killed and paused, too. */
@EnabledIfSystemProperty(named = "acksiom.deep", matches = "true")
class LongCampaignTest {
  private static final Duration TIME = Duration.ofMinutes(30);
  private static final long SEED = 1;

  @Test
  void nothingShowsThatTheSimulatorDoesNotShow(@TempDir Path folder) throws Exception {
    try (PlanRunner runner =
        new PlanRunner(
            folder,
            folder.resolve("logs"),
            Optional.of(new KafkaReleases(folder.resolve("releases")).own().archived()))) {
      long end = System.nanoTime() + TIME.toNanos();
      CampaignReport report =
          new Campaign(runner, List.of(Preset.values()), SEED, folder, line -> {})
              .run(
                  new Campaign.Limits(() -> System.nanoTime() - end > 0, () -> false, () -> true),
                  new Predictions(400_000, 20_000, () -> false),
                  new Shrinking.Effort(2, 3, 40),
                  10);
      assertThat(report.runs()).as("seed " + SEED).isPositive();
      assertThat(report.holds()).as(report.text()).isTrue();
    }
  }
}
