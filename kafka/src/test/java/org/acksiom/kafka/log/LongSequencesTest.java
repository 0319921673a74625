package org.acksiom.kafka.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

/** Sequences of more steps than all can be taken of, until Kafka has overlooked an epoch. */
class LongSequencesTest {
  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void areTheSameToKafkasLogAndOurs(
      @ForAll BackgroundWork work, @ForAll @Size(min = 5, max = 40) List<Step> steps)
      throws IOException {
    try (Bench bench = new Bench();
        SideBySide logs = bench.both(work).begin()) {
      for (Step step : steps) {
        assertThat(logs.compareAfter(step)).isEmpty();
        if (logs.kafkaOverlookedAnEpoch()) {
          return;
        }
      }
      assertThat(logs.compareRefusals()).isEmpty();
    }
  }
}
