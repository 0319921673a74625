package org.acksiom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.acksiom.specs.FileTree;
import org.acksiom.specs.Model;
import org.acksiom.specs.SpecFiles;
import org.acksiom.specs.SpecModule;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLC on the models, and what becomes of the claims without it, as the user sees it. */
class ModelCheckCommandTest {
  @TempDir private Path folder;

  @AfterEach
  void forgetTheOtherTlc() {
    System.clearProperty("acksiom.tla2tools");
  }

  @Test
  void theListNamesEveryModelWithWhatIsExpectedAndWhatItShows() {
    Acksiom run = Acksiom.run(folder, "model-check", "--list");
    assertThat(run.code()).isZero();
    List<Model> models = SpecFiles.models();
    assertThat(run.out().lines().filter(line -> line.startsWith("  "))).hasSameSizeAs(models);
    assertThat(run.out().lines().filter(line -> !line.startsWith("  ")))
        .containsExactlyElementsOf(
            SpecFiles.modules().stream()
                .map(SpecModule::name)
                .filter(module -> models.stream().anyMatch(m -> m.module().equals(module)))
                .toList());
    for (Model model : models) {
      assertThat(run.out()).contains(model.name(), model.expectation(), model.about());
    }
  }

  @Test
  void theListIsAJsonDocumentToo() throws IOException {
    Acksiom run = Acksiom.run(folder, "model-check", "--list", "--json", "Commit-keeps");
    JsonNode document = new ObjectMapper().readTree(run.out());
    assertThat(document.findValuesAsText("model")).containsExactly("Commit-keeps");
    assertThat(document.get(0).get("expected").asText()).isEqualTo("holds");
    assertThat(run.code()).isZero();
  }

  @Test
  void theModelsThatAreNamedAreCheckedInThatOrderAndTheFolderKeepsThem() throws IOException {
    Path out = folder.resolve("models");
    Acksiom run =
        Acksiom.run(
            folder,
            "model-check",
            "Commit-loses-uncommitted",
            "Commit-keeps",
            "--out",
            out,
            "--json");
    assertThat(run.code()).isZero();
    assertThat(run.err()).isEmpty();
    JsonNode json = new ObjectMapper().readTree(run.out());
    assertThat(json).hasSize(2);
    assertThat(json.get(0).get("model").asText()).isEqualTo("Commit-loses-uncommitted");
    assertThat(json.get(0).get("verdict").asText()).isEqualTo("violates PersistedStays");
    assertThat(json.get(1).get("verdict").asText()).isEqualTo("holds");
    for (JsonNode model : json) {
      assertThat(model.get("asExpected").asBoolean()).isTrue();
      assertThat(model.get("distinctStates").asLong()).isPositive();
      assertThat(Path.of(model.get("log").asText())).isRegularFile().startsWith(out);
    }
  }

  @Test
  void withoutAFolderNoLogIsNamedThatIsGoneAfterwards() throws IOException {
    Acksiom table = Acksiom.run(folder, "model-check", "Commit-loses-uncommitted");
    assertThat(table.code()).isZero();
    assertThat(table.out().lines().map(line -> line.strip().replaceAll(" {2,}", " | ")))
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .isEqualTo(
                        "model | expected | verdict | states | depth | seconds | never taken"),
            line -> assertThat(line).isEqualTo("CommitProperties"),
            line ->
                assertThat(line)
                    .matches(
                        "Commit-loses-uncommitted \\| violates PersistedStays \\| as expected"
                            + " \\| \\d+ \\| \\d+ \\| \\d+\\.\\d"),
            line ->
                assertThat(line)
                    .matches(
                        "1 models: 1 as expected, 0 unexpected, 0 undecided, 0 failed;"
                            + " \\d+ states, \\d+\\.\\d s"));
    Acksiom json = Acksiom.run(folder, "model-check", "Commit-loses-uncommitted", "--json");
    assertThat(new ObjectMapper().readTree(json.out()).get(0).get("log").isNull()).isTrue();
  }

  @Test
  void aModelThatFailsIsToldWithItsLogWhichStays() throws IOException {
    Path tools = Files.writeString(folder.resolve("tools.jar"), "not a jar");
    System.setProperty("acksiom.tla2tools", tools.toString());
    Acksiom run = Acksiom.run(folder, "model-check", "Commit-keeps");
    assertThat(run.code()).isEqualTo(4);
    assertThat(run.out()).contains("Commit-keeps  ", "holds  ", "failed: ", "1 failed; 0 states");
    Path log = Path.of(run.out().split("log: ")[1].lines().findFirst().orElseThrow());
    assertThat(log).isRegularFile();
    delete(log.getParent());
  }

  private static void delete(Path kept) throws IOException {
    FileTree.delete(kept);
  }

  @Test
  void whatTheClaimsRestOnIsToldPieceByPieceIfItFails() throws IOException {
    Path tools = Files.writeString(folder.resolve("tools.jar"), "not a jar");
    System.setProperty("acksiom.tla2tools", tools.toString());
    Acksiom run = Acksiom.run(folder, "claims");
    assertThat(run.code()).isEqualTo(4);
    assertThat(run.out()).contains("C1  Once the leader", "    undecided; when: always");
    assertThat(run.err().lines())
        .allMatch(line -> line.matches("acksiom claims: [\\w-]+: (TLC )?failed: .+; log: .+\\.out"))
        .anyMatch(line -> line.contains("Commit-keeps"))
        .anyMatch(line -> line.contains("leader-ack-crash"));
    Path log = Path.of(run.err().lines().findFirst().orElseThrow().split("log: ")[1]);
    assertThat(log).isRegularFile();
    delete(log.getParent());
  }
}
