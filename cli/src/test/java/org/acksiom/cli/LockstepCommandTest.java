package org.acksiom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both state graphs side by side, as the user sees it. */
class LockstepCommandTest {
  @TempDir private Path folder;

  private Acksiom lockstep(Object... more) {
    return Acksiom.run(
        folder,
        Stream.concat(Stream.of("lockstep", "--out", folder.resolve("parted")), Stream.of(more))
            .toArray());
  }

  private static List<JsonNode> documents(Acksiom run) throws IOException {
    List<JsonNode> documents = new ArrayList<>();
    for (String line : run.out().lines().toList()) {
      documents.add(new ObjectMapper().readTree(line));
    }
    return documents;
  }

  @Test
  void withoutBoundsAConsumerReadsTooAndTwoPresetsAreWalkedAtThreeReplicas() throws IOException {
    Acksiom run =
        lockstep(
            "--preset", "idempotent", "--preset", "at-most-once-all", "--faults", "none", "--json");
    assertThat(run.code()).isZero();
    assertThat(
            documents(run).stream()
                .map(
                    each ->
                        each.path("preset").asText()
                            + " "
                            + each.path("bounds").path("replicas").asInt()))
        .containsExactly(
            "at-most-once-all 2",
            "idempotent 2",
            "at-most-once-all 2",
            "idempotent 2",
            "at-most-once-all 3");
    assertThat(documents(run))
        .allSatisfy(
            each -> {
              assertThat(each.path("bisimilar").asBoolean()).isTrue();
              assertThat(each.path("pairs").asLong()).isPositive();
              assertThat(each.path("transitions").asLong()).isPositive();
              assertThat(each.get("divergence").isNull()).isTrue();
            });
  }

  @Test
  void boundsThatAreGivenAreThoseOfAllWalks() throws IOException {
    Acksiom run =
        lockstep(
            "--preset",
            "at-most-once-all",
            "--faults",
            "network",
            "--records",
            1,
            "--consumers",
            1,
            "--json");
    assertThat(run.code()).isZero();
    assertThat(documents(run)).hasSize(1);
    assertThat(documents(run).get(0).path("bounds").toString())
        .isEqualTo("{\"replicas\":2,\"records\":1,\"retries\":1,\"faults\":2,\"consumers\":1}");
  }

  @Test
  void aWalkWithoutTimeIsUndecided() {
    Acksiom run = lockstep("--preset", "idempotent", "--faults", "network", "--time-limit", "0ms");
    assertThat(run.code()).isEqualTo(3);
    assertThat(run.out()).contains("UNDECIDED");
  }

  @Test
  void aBoundOutsideItsRangeIsNamed() {
    Acksiom run = lockstep("--replicas", 6);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("--replicas: expected 1 to 5, found 6");
    assertThat(lockstep("--faults-max", 1000).err()).contains("--faults-max: expected");
  }
}
