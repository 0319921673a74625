package org.acksiom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The simulator alone, as the user sees it. */
class FuzzCommandTest {
  @TempDir private Path folder;

  private Acksiom fuzz(Object... more) {
    return Acksiom.run(
        folder,
        Stream.concat(Stream.of("fuzz", "--out", folder.resolve("found")), Stream.of(more))
            .toArray());
  }

  private Map<String, String> artifacts() throws IOException {
    Map<String, String> artifacts = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder.resolve("found"))) {
      for (Path file : files.toList()) {
        artifacts.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return artifacts;
  }

  private static JsonNode withoutTimes(String json) throws IOException {
    JsonNode documents = new ObjectMapper().readTree(json);
    documents.forEach(
        document -> ((ObjectNode) document).remove(List.of("elapsedMillis", "stepsPerSecond")));
    return documents;
  }

  @Test
  void theSameSeedAndRunsFindTheSame() throws IOException {
    Object[] args = {"--preset", "leader-ack", "--runs", 60, "--seed", 3, "--json"};
    Acksiom first = fuzz(args);
    Map<String, String> found = artifacts();
    Acksiom second = fuzz(args);
    assertThat(first.code()).isEqualTo(1);
    assertThat(withoutTimes(second.out())).isEqualTo(withoutTimes(first.out()));
    assertThat(artifacts()).isEqualTo(found).isNotEmpty();
  }

  @Test
  void whatIsFoundPlaysAgain() throws IOException {
    Acksiom run = fuzz("--preset", "leader-ack", "--runs", 60, "--json");
    JsonNode document = new ObjectMapper().readTree(run.out()).get(0);
    assertThat(document.get("preset").asText()).isEqualTo("leader-ack");
    assertThat(document.get("runs").asInt()).isEqualTo(60);
    assertThat(document.get("anomalies")).isNotEmpty();
    assertThat(document.get("stepsPerSecond").asLong()).isPositive();
    document
        .get("anomalies")
        .properties()
        .forEach(
            found -> {
              Acksiom replay = Acksiom.run(folder, "replay", found.getValue().asText());
              assertThat(replay.code()).isEqualTo(1);
              assertThat(replay.out()).contains("\n" + found.getKey() + ": ");
            });
  }

  @Test
  void withoutFaultsNothingIsFound() {
    Acksiom run = fuzz("--preset", "idempotent-durable", "--faults", "none", "--runs", 20);
    assertThat(run.code()).isZero();
    assertThat(run.out()).startsWith("idempotent-durable, none: 20 runs, ").hasLineCount(2);
  }

  @Test
  void presetsAreFuzzedInTheOrderOfTheTablesAndOnce() throws IOException {
    Acksiom run =
        fuzz(
            "--preset",
            "idempotent",
            "--preset",
            "at-most-once",
            "--preset",
            "idempotent",
            "--faults",
            "none",
            "--runs",
            1,
            "--json");
    assertThat(new ObjectMapper().readTree(run.out()).findValuesAsText("preset"))
        .containsExactly("at-most-once", "idempotent");
  }

  @Test
  void aTimeLimitEndsTheRuns() throws IOException {
    Acksiom run = fuzz("--preset", "at-most-once", "--faults", "none", "--for", "1ms", "--json");
    assertThat(run.code()).isZero();
    assertThat(new ObjectMapper().readTree(run.out())).hasSize(1);
  }
}
