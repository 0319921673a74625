package org.acksiom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.acksiom.conformance.mutants.ClusterCase;
import org.acksiom.conformance.mutants.Mutants;
import org.acksiom.conformance.mutants.StorageCase;
import org.acksiom.conformance.mutants.Testimony;
import org.acksiom.conformance.mutants.Trial.Hearing;
import org.acksiom.conformance.mutants.WitnessKind;
import org.acksiom.specs.Bounds;
import org.acksiom.specs.FaultModel;
import org.acksiom.specs.Preset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Seeded bugs, as the user sees them. */
class MutantsCommandTest {
  private static final String BUG = "sequence-reused";
  private static final String STORAGE_BUG = "flush-without-fsync";

  @TempDir private Path folder;

  @Test
  void aBugIsToldWithItsStoryAndItsArtifactPlaysOnIt() throws Exception {
    Path out = folder.resolve("found");
    Acksiom run = Acksiom.run(folder, "mutants", BUG, "--out", out);
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .startsWith(BUG + "\n\nThe sequence of a record that was given up")
        .contains("A user sees: ", "Source: KAFKA-5793", "Noticed by lock-step after 4 steps")
        .contains("broker 1    broker 2    controller");

    Path story = out.resolve(BUG + "-history-checks.json");
    Acksiom bug = Acksiom.run(folder, "replay", "--mutant", BUG, story);
    assertThat(bug.code()).isEqualTo(1);
    assertThat(bug.out()).contains("\nACKED_LOSS: ");
    assertThat(run.out()).contains(bug.out().strip());
    Acksiom core = Acksiom.run(folder, "replay", story);
    assertThat(core.out()).doesNotContain("ACKED_LOSS");

    Acksiom before = Acksiom.run(folder, "replay", out.resolve(BUG + "-lock-step.json"));
    assertThat(before.out()).contains("  3  ").doesNotContain("  4  ");
  }

  @Test
  void aDocumentSaysWhatEachWitnessFound() throws Exception {
    Acksiom run =
        Acksiom.run(folder, "mutants", "duplicate-refused", "--json", "--out", folder.resolve("o"));
    assertThat(run.code()).isZero();
    JsonNode document = new ObjectMapper().readTree(run.out());
    assertThat(run.out()).hasLineCount(1);
    assertThat(document.get("name").asText()).isEqualTo("duplicate-refused");
    assertThat(document.get("judge").asText()).isEqualTo("lock-step");
    assertThat(document.get("caught").asBoolean()).isTrue();
    JsonNode lockStep = document.get("witnesses").get("lock-step");
    assertThat(lockStep.get("verdict").asText()).isEqualTo("CAUGHT");
    assertThat(lockStep.get("steps").asInt()).isEqualTo(5);
    assertThat(Path.of(lockStep.get("artifact").asText())).exists();
    JsonNode history = document.get("witnesses").get("history checks");
    assertThat(history.get("verdict").asText()).isEqualTo("SURVIVED");
    assertThat(history.get("steps").isNull()).isTrue();
    assertThat(history.get("artifact").isNull()).isTrue();
  }

  @Test
  void anUnknownBugIsOneLine() {
    Acksiom run = Acksiom.run(folder, "mutants", "nonsense");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).hasLineCount(1).contains("acknowledge-before-isr", "'nonsense'");
    Acksiom replay =
        Acksiom.run(folder, "replay", "--mutant", "nonsense", folder.resolve("none.json"));
    assertThat(replay.code()).isEqualTo(2);
  }

  /** Trace validation notices nothing. */
  private static MutantOutcome outcome(
      Testimony lockStep, Testimony invariants, Testimony histories) throws Exception {
    ClusterCase at = new ClusterCase(Preset.IDEMPOTENT, FaultModel.CRASH, Bounds.SMALL);
    return new MutantOutcome(
        Mutants.of(BUG),
        List.of(
            new Hearing(WitnessKind.LOCK_STEP, at, lockStep, 100),
            new Hearing(WitnessKind.TRACE_VALIDATION, at, Testimony.survived(), 0),
            new Hearing(WitnessKind.INVARIANTS, at, invariants, 20),
            new Hearing(WitnessKind.HISTORY_CHECKS, at, histories, 3)));
  }

  @Test
  void whatItsJudgeDoesNotNoticeSurvivesUnlessTheJudgeCanNotSay() throws Exception {
    Testimony caught = Testimony.caught("it", "{}", 7);
    Testimony survived = Testimony.survived();
    Testimony undecided = Testimony.undecided("why");
    assertThat(outcome(caught, survived, undecided).exitCode()).isEqualTo(ExitCode.HOLDS);
    assertThat(outcome(survived, caught, undecided).exitCode()).isEqualTo(ExitCode.VIOLATED);
    assertThat(outcome(undecided, caught, survived).exitCode()).isEqualTo(ExitCode.UNDECIDED);
    assertThat(outcome(survived, survived, survived).drawn()).isEmpty();
    assertThat(outcome(caught, survived, survived).drawn().orElseThrow().kind())
        .isEqualTo(WitnessKind.LOCK_STEP);
  }

  @Test
  void aBugIsALineOfTheTable() throws Exception {
    MutantOutcome found =
        outcome(Testimony.caught("it", "{}", 7), Testimony.survived(), Testimony.undecided("why"));
    assertThat(MutantTable.line(found))
        .isEqualTo(
            "sequence-reused                                   7          -          -          ?    0.1");
    assertThat(MutantTable.header(found.mutant().witnesses()))
        .hasSameSizeAs(MutantTable.line(found));
    MutantOutcome survivor =
        outcome(Testimony.survived(), Testimony.survived(), Testimony.survived());
    assertThat(MutantTable.line(survivor)).endsWith("  SURVIVES");
    assertThat(MutantTable.summary(List.of(found, survivor)))
        .contains(
            "2 bugs; noticed by lock-step 1 of 2, trace validation 0 of 2, invariants 0 of 2,"
                + " history checks 0 of 2; 1 survive.");
    assertThat(MutantTable.markdown(List.of(found)))
        .contains("| `sequence-reused` | KAFKA-5793, KIP-360: ", " | 7 | - | - | ? |\n")
        .endsWith("| **1** | | **1** | **0** | **0** | **0** |\n");
  }

  @Test
  void aBugOfTheLogOnADiskIsToldWithoutASchedule() throws Exception {
    Path out = folder.resolve("found");
    Acksiom run = Acksiom.run(folder, "mutants", STORAGE_BUG, "--out", out);
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .startsWith(STORAGE_BUG + "\n\nA flush moves the flush point")
        .contains("Noticed by crash tests after 1 step (storage): ")
        .doesNotContain("acksiom replay");
    assertThat(out).doesNotExist();

    Acksiom json = Acksiom.run(folder, "mutants", STORAGE_BUG, "--json", "--out", out);
    JsonNode document = new ObjectMapper().readTree(json.out());
    assertThat(document.get("judge").asText()).isEqualTo("crash tests");
    assertThat(document.get("witnesses").size()).isEqualTo(1);
    JsonNode crashTests = document.get("witnesses").get("crash tests");
    assertThat(crashTests.get("verdict").asText()).isEqualTo("CAUGHT");
    assertThat(crashTests.get("steps").asInt()).isEqualTo(1);
    assertThat(crashTests.get("artifact").isNull()).isTrue();
  }

  @Test
  void bugsWithOtherWitnessesAreAnotherTable() throws Exception {
    MutantOutcome cluster =
        outcome(Testimony.caught("it", "{}", 7), Testimony.survived(), Testimony.survived());
    Testimony damage = Testimony.caught("it", OptionalInt.empty());
    MutantOutcome storage =
        new MutantOutcome(
            Mutants.of(STORAGE_BUG),
            List.of(new Hearing(WitnessKind.CRASH_TESTS, new StorageCase(), damage, 900)));
    assertThat(MutantTable.line(storage))
        .isEqualTo("flush-without-fsync                             yes    0.9")
        .hasSameSizeAs(MutantTable.header(storage.mutant().witnesses()));
    assertThat(MutantTable.summary(List.of(cluster, storage)))
        .contains("2 bugs; noticed by lock-step 1 of 1,", ", crash tests 1 of 1; 0 survive.");
    assertThat(MutantTable.markdown(List.of(cluster, storage)))
        .contains("| **1** | | **1** | **0** | **0** | **0** |\n\n| bug | source | crash tests |\n")
        .contains("| `flush-without-fsync` | ", " | yes |\n")
        .endsWith("| **1** | | **1** |\n");
  }

  @Test
  void theDocumentHasEveryBug() throws Exception {
    List<String> rows =
        Files.readAllLines(Path.of("..", "docs", "verification-power.md")).stream()
            .takeWhile(line -> !line.equals("## Bugs that nobody has thought of"))
            .filter(line -> line.startsWith("| `"))
            .map(line -> line.split("`")[1])
            .toList();
    assertThat(rows).containsExactlyElementsOf(Mutants.names());
  }

  /** An answer outlives its connection, and the producer has nothing in flight there. */
  @Test
  void aCoreThatThrowsIsNoFailureOfTheCommand() throws Exception {
    Path schedule = folder.resolve("throws.json");
    Files.writeString(
        schedule,
        """
        {"settings": {"acks": "all", "retries": "0", "enable.idempotence": "false",
          "max.in.flight.requests.per.connection": "1", "min.insync.replicas": "1",
          "unclean.leader.election.enable": "false"},
         "faults": "network",
         "bounds": {"replicas": 1, "records": 1, "retries": 0, "faults": 1},
         "events": ["ProducerSends", "LeaderAppends(1)", "ConnectionBreaks(1, 0)",
          "LeaderAcknowledges(1)", "ProducerReceives(1)"]}
        """);
    Acksiom run =
        Acksiom.run(folder, "replay", "--mutant", "purgatory-outlives-connection", schedule);
    assertThat(run.out()).contains("The core with this bug fails: ");
    assertThat(run.code()).isEqualTo(1);
  }
}
