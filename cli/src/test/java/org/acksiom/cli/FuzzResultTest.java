package org.acksiom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.acksiom.impl.simulator.Action;
import org.acksiom.impl.simulator.Coverage;
import org.acksiom.impl.simulator.Invariant;
import org.acksiom.specs.Anomaly;
import org.acksiom.specs.FaultModel;
import org.acksiom.specs.Preset;
import org.junit.jupiter.api.Test;

class FuzzResultTest {
  private static final Invariant INVARIANT = Invariant.values()[0];

  private static final Coverage COVERAGE =
      new Coverage(
          Arrays.stream(Action.values())
              .filter(action -> action != Action.CONTROLLER_REFUSES)
              .collect(Collectors.toMap(action -> action, action -> 10L)),
          Arrays.stream(Action.values())
              .filter(action -> action != Action.CONTROLLER_REFUSES)
              .collect(Collectors.toMap(action -> action, action -> 2)));

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
          COVERAGE,
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
          COVERAGE,
          Optional.of(Path.of("traces", "c.ndjson")));

  @Test
  void wordsHaveALineForTheRunsAndOneForEachSchedule() {
    StringWriter out = new StringWriter();
    BOTH.print(new PrintWriter(out, true));
    assertThat(out.toString().lines())
        .containsExactly(
            "leader-ack, crash: 1,000 runs, 6,000 steps, 1.5 s, 4,000 steps/s",
            "  covered: 42 pairs of action and situation; never taken: ControllerRefuses",
            "  DUPLICATE: out/a.json",
            "  BROKEN " + INVARIANT + ": out/b.json",
            "  traces: traces/c.ndjson");
  }

  @Test
  void theDocumentHasTheSame() {
    ObjectNode json = BOTH.json();
    JsonNode coverage = json.remove("coverage");
    assertThat(json.toString())
        .isEqualTo(
            """
            {"preset":"leader-ack","faults":"crash","seed":3,"runs":1000,"steps":6000,\
            "elapsedMillis":1499,"stepsPerSecond":4000,\
            "anomalies":{"DUPLICATE":"out/a.json"},"brokenInvariants":{"%s":"out/b.json"},\
            "traces":"traces/c.ndjson"}"""
                .formatted(INVARIANT));
    assertThat(coverage.get("pairs").asInt()).isEqualTo(42);
    assertThat(coverage.get("actions").get("ProducerSends").toString())
        .isEqualTo("{\"taken\":10,\"situations\":2}");
    assertThat(coverage.get("actions").get("ControllerRefuses").toString())
        .isEqualTo("{\"taken\":0,\"situations\":0}");
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
                    COVERAGE,
                    Optional.empty())
                .foundAny())
        .isTrue();
  }
}
