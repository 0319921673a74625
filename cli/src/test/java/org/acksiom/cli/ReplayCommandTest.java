package org.acksiom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Artifacts that play again, and files that are none. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReplayCommandTest {
  private Path folder;
  private Path schedule;
  private Path counterexample;
  private Path output;
  private Path config;

  @BeforeAll
  void verifyOneScenario(@TempDir Path shared) {
    folder = shared;
    Path report = folder.resolve("report");
    int code =
        Acksiom.run(
                folder,
                "verify",
                "--out",
                report,
                "--preset",
                "at-least-once",
                "--faults",
                "network")
            .code();
    assertThat(code).isZero();
    schedule = report.resolve("artifacts/at-least-once-network-DUPLICATE.json");
    counterexample = report.resolve("artifacts/at-least-once-network-DUPLICATE.tlc.txt");
    output = report.resolve("artifacts/models/at-least-once-network.out");
    config = report.resolve("artifacts/models/at-least-once-network.cfg");
  }

  private Acksiom replay(Object... args) {
    Object[] all = new Object[args.length + 1];
    all[0] = "replay";
    System.arraycopy(args, 0, all, 1, args.length);
    return Acksiom.run(folder, all);
  }

  @Test
  void aScheduleIsDrawnAndItsAnomalyTold() {
    Acksiom run = replay(schedule);
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .contains("producer", "broker 1", "controller", "ProducerSends")
        .contains("\n  1  The producer sends record 1 to broker 1.\n")
        .contains("Final log, settled")
        .contains("\nDUPLICATE: ");
  }

  @Test
  void asAPageItIsTheSameStoryDrawn() throws IOException {
    Path page = folder.resolve("story.html");
    assertThat(replay(schedule, "--html", page)).isEqualTo(replay(schedule));
    assertThat(page)
        .content()
        .contains("<title>Acksiom: at-least-once-network-DUPLICATE.json</title>")
        .contains("<p>The producer sends record 1 to broker 1.</p>")
        .contains("<svg class=\"space-time\"")
        .contains("<strong>DUPLICATE</strong>: ");
    assertThat(replay(schedule, "--html", folder).err())
        .isEqualTo(
            "acksiom replay: --html: expected a file in a folder that exists and can be written,"
                + " found "
                + folder
                + "\n");
    assertThat(replay(schedule, "--html", page, "--mutant", "acks-early").code()).isEqualTo(2);
  }

  @Test
  void tlcsWitnessIsFollowedAndIsTheSameStoryAsTheFirstOfItsOutput() {
    Acksiom witness = replay(counterexample);
    assertThat(witness.code()).isEqualTo(1);
    assertThat(witness.out()).contains("\nDUPLICATE: ");
    Acksiom plain = replay(output, "--config", config);
    assertThat(plain.code()).isEqualTo(1);
    assertThat(plain.out()).contains("Final log, settled");
  }

  @Test
  void theSameArtifactIsTheSameBytes() {
    for (Path artifact : new Path[] {schedule, counterexample}) {
      assertThat(replay(artifact)).isEqualTo(replay(artifact));
    }
  }

  @Test
  void theUsersLanguageChangesNothing() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Duser.language=ar",
                "-Duser.country=EG",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "replay",
                schedule.toString())
            .start();
    String drawn = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(drawn).isEqualTo(replay(schedule).out());
  }

  @Test
  void aScheduleWithoutAnAnomalyHolds() throws IOException {
    Path empty = folder.resolve("empty-schedule.json");
    Files.writeString(
        empty,
        Files.readString(schedule).replaceFirst("(?s)\"events\" *: *\\[.*]", "\"events\": []"));
    Acksiom run = replay(empty);
    assertThat(run.code()).isZero();
    assertThat(run.out()).endsWith("No anomaly." + System.lineSeparator());
  }

  @Test
  void aCounterexampleThatTheImplementationDoesNotHaveIsDrawnAsFarAsItGoes() throws IOException {
    Path edited = folder.resolve("edited.tlc.txt");
    String text = Files.readString(counterexample);
    int last = text.lastIndexOf("/\\ producerEpoch = 0");
    Files.writeString(
        edited, text.substring(0, last) + "/\\ producerEpoch = 1" + text.substring(last + 20));
    Acksiom run = replay(edited);
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out())
        .contains("The implementation can not follow the specification: step ")
        .contains("differ in producerEpoch (specification: 1, implementation: 0)");
  }

  @Test
  void tlcsOutputWithoutItsModelAsksForIt() {
    bad(replay(output), output + ": expected the constants of KafkaDelivery's model");
    assertThat(replay(output).err()).contains("--config names the model's configuration");
    bad(replay(output, "--config", schedule), schedule + ": expected the constants");
    Path missing = folder.resolve("missing.cfg");
    bad(
        replay(output, "--config", missing),
        missing + ": expected a file that can be read, found none");
  }

  @Test
  void aFileThatIsNoArtifactIsToldInOneLine() throws IOException {
    Path garbage = Files.writeString(folder.resolve("garbage"), "what?");
    bad(replay(garbage), garbage + ":1:1: expected JSON");
    Path empty = Files.createFile(folder.resolve("empty"));
    bad(replay(empty), empty + ":1:");
    Path binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xc3, 0x28, 0, 1});
    bad(replay(binary), binary + ": expected UTF-8");
    bad(replay(folder), folder + ": expected a file that can be read, found a folder");
    Path missing = folder.resolve("missing");
    bad(replay(missing), missing + ": expected a file that can be read, found none");
    Path broken = Path.of("/proc/self/mem"); // Linux has it: reading the first byte fails
    if (Files.exists(broken)) {
      bad(replay(broken), broken + ": expected a file that can be read, found one that fails: ");
    }
    Path truncated = folder.resolve("truncated.json");
    Files.writeString(truncated, Files.readString(schedule).substring(0, 300));
    bad(replay(truncated), truncated + ":");
    Path cut = folder.resolve("cut.tlc.txt");
    Files.writeString(cut, Files.readString(counterexample).replaceFirst("(?s)>>\n/\\\\ .*", ""));
    bad(replay(cut), cut + ":");
  }

  @Test
  void aHugeFileIsRefusedWithoutBeingRead() throws IOException {
    Path huge = folder.resolve("huge");
    try (RandomAccessFile sparse = new RandomAccessFile(huge.toFile(), "rw")) {
      sparse.setLength(4L << 30);
    }
    bad(replay(huge), huge + ":1:2: expected JSON");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "ProducerSends"         | "LeaderAppends(99)"
          "ProducerSends"         | "LeaderAppends(0)"
          "ProducerSends"         | "ProducerGivesUp(9)"
          "ProducerSends"         | "LateRequestArrives(1, 0)"
          "ProducerSends"         | "LeaderExpandsIsr(1, 7)"
          "ProducerSends"         | "ControllerFences(2)"
          "ProducerSends"         | "FollowerFetches(2)"
          "ProducerSends"         | "ProducerSends(1)"
          "ProducerSends"         | "Producer"
          "ProducerSends"         | 7
          "replicas" : 2          | "replicas" : 200
          "replicas" : 2          | "replicas" : "many"
          "acks" : "all"          | "acks" : "some"
          "acks" : "all"          | "ack" : "all"
          "faults" : "network"    | "faults" : "flood"
          "consumers" : 0         | "consumers" : 2
          "faults" : "network"    | "fault" : "network"
          "enable.idempotence" : "false" | "enable.idempotence" : "maybe"
          """)
  void aDamagedScheduleIsToldInOneLine(String part, String other) throws IOException {
    String text = Files.readString(schedule);
    String damaged = text.replaceFirst(Pattern.quote(part), other);
    assertThat(damaged).isNotEqualTo(text);
    Path file = Files.writeString(folder.resolve("damaged.json"), damaged);
    Acksiom run = replay(file);
    assertThat(run.err()).hasLineCount(1).contains("expected").doesNotContain("internal error");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
  }

  private static void bad(Acksiom run, String told) {
    assertThat(run.err()).hasLineCount(1).startsWith("acksiom replay: " + told);
    assertThat(run.err()).doesNotContain("internal error");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void realKafkaFollowsTheSchedule() {
    Acksiom run = replay(schedule, "--kafka");
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out())
        .startsWith(replay(schedule).out())
        .containsPattern("\nApache Kafka 4[.0-9]+ followed every event.\nREPORTED|\nDUPLICATE: ")
        .endsWith("The anomalies are those of the simulator." + System.lineSeparator());
  }

  @Test
  void realKafkaIsNotAskedAboutAMutant() {
    assertThat(replay(schedule, "--kafka", "--mutant", "eligible-for-ever").err())
        .isEqualTo(
            "acksiom replay: --kafka: expected no --mutant beside it, found eligible-for-ever\n");
  }

  @Test
  void aStoryIsDrawnByItsName() {
    Acksiom told = replay("--story", "idempotence-refused");
    assertThat(told.code()).isEqualTo(1);
    assertThat(told.out()).contains("DUPLICATE");
    Acksiom recognised = replay("--story", "retry-recognised");
    assertThat(recognised.code()).isEqualTo(0);
    assertThat(recognised.out()).contains("LeaderRecognisesDuplicate(1)");
  }

  @Test
  void besideAStoryNothingOfAFileIsTaken() {
    bad(
        replay("--story", "retry-recognised", "--mutant", "eligible-for-ever"),
        "--mutant: expected none beside --story, found eligible-for-ever");
    bad(
        replay("--story", "retry-recognised", "--config", config),
        "--config: expected none beside --story, found " + config);
  }

  @Test
  void aStoryThatNobodyKnowsIsRefusedWithThoseThatThereAre() {
    Acksiom unknown = replay("--story", "happy-end");
    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.err()).contains("expected zombie-leader, ").contains("found 'happy-end'");
    assertThat(replay(schedule, "--story", "zombie-leader").code()).isEqualTo(2);
    assertThat(replay().code()).isEqualTo(2);
  }
}
