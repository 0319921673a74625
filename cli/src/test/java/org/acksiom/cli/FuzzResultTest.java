package org.acksiom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.acksiom.impl.simulator.Invariant;
import org.acksiom.specs.Anomaly;
import org.acksiom.specs.FaultModel;
import org.acksiom.specs.Preset;
import org.junit.jupiter.api.Test;

class FuzzResultTest {
  private static final Invariant INVARIANT = Invariant.values()[0];

  private static final FuzzResult NOTHING =
      new FuzzResult(
          Preset.IDEMPOTENT,
          FaultModel.NONE,
          3,
          20,
          400,
          1_000_000,
          Map.of(),
          Map.of(),
          Optional.empty());

  private static final FuzzResult BOTH =
      new FuzzResult(
          Preset.LEADER_ACK,
          FaultModel.CRASH,
          3,
          1_000,
          6_000,
          1_499_999_999,
          Map.of(Anomaly.DUPLICATE, Path.of("out", "a.json")),
          Map.of(INVARIANT, Path.of("out", "b.json")),
          Optional.of(Path.of("traces", "c.ndjson")));

  @Test
  void wordsHaveALineForTheRunsAndOneForEachSchedule() {
    StringWriter out = new StringWriter();
    BOTH.print(new PrintWriter(out, true));
    assertThat(out.toString().lines())
        .containsExactly(
            "leader-ack, crash: 1,000 runs, 6,000 steps, 1.5 s, 4,000 steps/s",
            "  DUPLICATE: out/a.json",
            "  BROKEN " + INVARIANT + ": out/b.json",
            "  traces: traces/c.ndjson");
  }

  @Test
  void theDocumentHasTheSame() {
    assertThat(BOTH.json().toString())
        .isEqualTo(
            """
            {"preset":"leader-ack","faults":"crash","seed":3,"runs":1000,"steps":6000,\
            "elapsedMillis":1499,"stepsPerSecond":4000,\
            "anomalies":{"DUPLICATE":"out/a.json"},"brokenInvariants":{"%s":"out/b.json"},\
            "traces":"traces/c.ndjson"}"""
                .formatted(INVARIANT));
  }

  @Test
  void aBrokenInvariantIsSomethingFound() {
    assertThat(NOTHING.foundAny()).isFalse();
    assertThat(BOTH.foundAny()).isTrue();
    assertThat(
            new FuzzResult(
                    Preset.IDEMPOTENT,
                    FaultModel.NONE,
                    3,
                    1,
                    1,
                    1,
                    Map.of(),
                    BOTH.broken(),
                    Optional.empty())
                .foundAny())
        .isTrue();
  }
}
