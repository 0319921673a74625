package org.acksiom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.acksiom.specs.SpecFiles;
import org.acksiom.specs.SpecModule;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job on small scenarios, as the user sees it. */
class VerifyCommandTest {
  @TempDir private Path folder;

  private Acksiom verify(Path out, Object... more) {
    Object[] args =
        Stream.concat(
                Stream.of("verify", "--out", out, "--preset", "at-least-once"), Stream.of(more))
            .toArray();
    return Acksiom.run(folder, args);
  }

  @AfterEach
  void forgetTheOtherTlc() {
    System.clearProperty("acksiom.tla2tools");
  }

  @Test
  void theTableTheReportThePageAndTheArtifactsAreWritten() throws IOException {
    Path out = folder.resolve("report");
    Acksiom run = verify(out, "--faults", "none", "--faults", "network");
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .contains(
            "preset                  faults    AL SL RL DU PH RE GA UN\n"
                + "at-least-once           none      -  -  -  -  -  -  -  -\n"
                + "at-least-once           network   -  -  Y  Y  Y  Y  -  -\n")
        .contains("16 cells: 16 match, 0 unsound, 0 incomplete, 0 undecided; ")
        .endsWith("Report: " + out.resolve("index.html") + System.lineSeparator());
    JsonNode json = new ObjectMapper().readTree(out.resolve("report.json").toFile());
    assertThat(json.get("summary").get("cells").asInt()).isEqualTo(16);
    for (JsonNode cell : json.get("cells")) {
      assertThat(out.resolve(cell.get("prediction").get("model").asText())).isRegularFile();
      JsonNode witness = cell.get("simulated").get("witness");
      if (!witness.isNull()) {
        Acksiom replay = Acksiom.run(folder, "replay", out.resolve(witness.asText()));
        assertThat(replay.code()).isEqualTo(1);
        assertThat(replay.out()).contains("\n" + cell.get("anomaly").asText() + ": ");
        assertThat(out.resolve("index.html"))
            .content()
            .contains("./acksiom replay " + out.resolve(witness.asText()));
      }
    }
  }

  @Test
  void theSpecificationsAreBesideTheReport() throws IOException {
    Path out = folder.resolve("report");
    Path stale = out.resolve("specs/models/Gone.html");
    assertThat(Acksiom.run(folder, "specs", "--out", out.resolve("specs")).code()).isZero();
    Files.copy(out.resolve("specs/Commit.html"), stale);
    verify(out, "--faults", "none");
    assertThat(stale).doesNotExist();
    assertThat(out.resolve("index.html")).content().contains("<a href=\"specs/index.html\">");
    assertThat(out.resolve("specs/index.html")).content().contains("<a href=\"../index.html\">");
    for (SpecModule module : SpecFiles.modules()) {
      assertThat(out.resolve("specs/" + module.name() + ".html")).isRegularFile();
    }
  }

  @Test
  void claimsThatWereNotDecidedAreNotPrinted() throws IOException {
    Acksiom run = verify(folder.resolve("report"), "--faults", "none");
    assertThat(run.out()).doesNotContain("C1", "claim");
    assertThat(folder.resolve("report/index.html")).content().doesNotContain("What is taught");
    assertThat(folder.resolve("report/report.json")).content().contains("\"id\" : \"C1\"");
  }

  @Test
  void asJsonStandardOutputIsTheReportAndNothingElse() throws IOException {
    Path out = folder.resolve("report");
    Acksiom run = verify(out, "--faults", "none", "--json", "--seed", "7");
    assertThat(run.code()).isZero();
    assertThat(new ObjectMapper().readTree(run.out()).get("seed").asInt()).isEqualTo(7);
    assertThat(out.resolve("report.json"))
        .hasContent(run.out().replace(System.lineSeparator(), "\n"));
  }

  @Test
  void theSameScenarioLeavesTheSameArtifacts() throws IOException {
    Map<Path, String> first = artifacts(verifiedIn("first"));
    assertThat(first).isNotEmpty();
    assertThat(artifacts(verifiedIn("second"))).isEqualTo(first);
  }

  @Test
  void whatWasExploredBeforeIsNotExploredAgainAndTheReportSaysSo() throws IOException {
    Acksiom first = verify(folder.resolve("first"), "--faults", "none", "--faults", "network");
    assertThat(first.out()).contains("; 0 of 2 explorations cached; ");
    Path out = folder.resolve("second");
    Acksiom second = verify(out, "--faults", "none", "--faults", "network");
    assertThat(second.code()).isZero();
    assertThat(second.out()).contains("; 2 of 2 explorations cached; ");
    assertThat(table(second)).isEqualTo(table(first));
    JsonNode json = new ObjectMapper().readTree(out.resolve("report.json").toFile());
    for (JsonNode cell : json.get("cells")) {
      assertThat(cell.get("prediction").get("cached").asBoolean()).isTrue();
    }
    assertThat(out.resolve("index.html"))
        .content()
        .contains("2 of 2 explorations of TLC were made before and not again");
    assertThat(artifacts(out.resolve("artifacts/models")))
        .isEqualTo(artifacts(folder.resolve("first/artifacts/models")));
    assertThat(artifacts(out.resolve("artifacts")))
        .isEqualTo(artifacts(folder.resolve("first/artifacts")));
  }

  private static String table(Acksiom run) {
    return run.out().substring(0, run.out().indexOf("Y: possible"));
  }

  @Test
  void withoutACacheNothingIsReadOrKept() throws IOException {
    verify(folder.resolve("first"), "--faults", "none", "--no-cache");
    assertThat(folder.resolve("cache")).doesNotExist();
    verify(folder.resolve("second"), "--faults", "none");
    assertThat(folder.resolve("cache")).isNotEmptyDirectory();
    Acksiom third = verify(folder.resolve("third"), "--faults", "none", "--no-cache");
    assertThat(third.out()).contains("; 0 of 1 explorations cached; ");
    assertThat(folder.resolve("third/report.json")).content().contains("\"cached\" : false");
  }

  @Test
  void aCacheThatCannotBeWrittenIsOneLineAndChangesNothing() throws IOException {
    Files.writeString(folder.resolve("cache"), "a file where the folder should be");
    Acksiom run = verify(folder.resolve("report"), "--faults", "none", "--faults", "network");
    assertThat(run.code()).isZero();
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err())
        .startsWith("acksiom verify: the cache " + folder.resolve("cache") + " can't be written");
  }

  private Path verifiedIn(String name) {
    Path out = folder.resolve(name);
    assertThat(verify(out, "--faults", "network", "--no-cache").code()).isZero();
    return out.resolve("artifacts");
  }

  private static Map<Path, String> artifacts(Path folder) throws IOException {
    Map<Path, String> artifacts = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        artifacts.put(file.getFileName(), Files.readString(file));
      }
    }
    return artifacts;
  }

  @Test
  void anEarlierReportLeavesNoArtifactsBehind() throws IOException {
    Path out = folder.resolve("report");
    verify(out, "--faults", "network");
    Path stale = out.resolve("artifacts/at-least-once-network-DUPLICATE.json");
    assertThat(stale).isRegularFile();
    Path own = Files.writeString(out.resolve("notes.txt"), "mine");
    verify(out, "--faults", "none");
    assertThat(stale).doesNotExist();
    assertThat(out.resolve("artifacts/models/at-least-once-network.out")).doesNotExist();
    assertThat(out.resolve("artifacts/models/at-least-once-none.out")).isRegularFile();
    assertThat(own).hasContent("mine");
  }

  @Test
  void aPartThatFailsIsNamedWithItsLogAndTheReportSaysWhatIsMissing() throws IOException {
    Path tools = Files.writeString(folder.resolve("tools.jar"), "not a jar");
    System.setProperty("acksiom.tla2tools", tools.toString());
    Path out = folder.resolve("report");
    Acksiom run = verify(out, "--faults", "none", "--faults", "network");
    assertThat(run.code()).isEqualTo(4);
    assertThat(run.err().lines())
        .hasSize(2)
        .allMatch(line -> line.matches("acksiom verify: at-least-once-\\w+: TLC failed: .*"));
    Path log = out.resolve("artifacts/models/at-least-once-none.out").toAbsolutePath();
    assertThat(run.err()).contains("; log: " + log + "\n");
    assertThat(log).isRegularFile();
    assertThat(run.out()).contains("missing: at-least-once-none: TLC failed", "0 cells: ");
    JsonNode json = new ObjectMapper().readTree(out.resolve("report.json").toFile());
    assertThat(json.get("missing")).hasSize(2);
    assertThat(json.get("cells")).isEmpty();
    assertThat(out.resolve("index.html")).content().contains("Not decided: ");
  }

  @Test
  void realKafkaIsAskedIfTheUserSaysSo() throws IOException {
    Path out = folder.resolve("report");
    Acksiom run = verify(out, "--faults", "network", "--kafka");
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .contains(
            "preset                  faults    AL SL RL DU PH RE GA UN  kafka\n"
                + "at-least-once           network   -  -  Y  Y  Y  Y  -  -   4/4\n");
    JsonNode json = new ObjectMapper().readTree(out.resolve("report.json").toFile());
    for (JsonNode cell : json.get("cells")) {
      boolean possible = cell.at("/prediction/verdict").asText().equals("POSSIBLE");
      assertThat(cell.at("/kafka/observed").asBoolean()).isEqualTo(possible);
      assertThat(cell.at("/kafka/runs").asInt()).isEqualTo(4);
      if (possible) {
        Path history = out.resolve(cell.at("/kafka/witness").asText());
        Acksiom check = Acksiom.run(folder, "check", history, "--model", "kafka");
        assertThat(check.code()).isEqualTo(1);
        assertThat(check.out()).contains(cell.get("anomaly").asText());
      }
    }
    verify(out, "--faults", "none");
    assertThat(out.resolve("artifacts")).isDirectoryNotContaining("glob:**.ndjson");
  }
}
