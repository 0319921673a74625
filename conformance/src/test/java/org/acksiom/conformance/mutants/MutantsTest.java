package org.acksiom.conformance.mutants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The seeded bugs as they are in the repository. */
class MutantsTest {
  private static final Path FOLDER = Path.of("src", "main", "mutants");

  /** A patch that no longer applies fails the build here, by its name and its hunk. */
  @TestFactory
  Stream<DynamicTest> everyPatchAppliesAndCompiles() {
    return Mutants.names().stream()
        .map(
            name ->
                DynamicTest.dynamicTest(
                    name, () -> assertThat(Compilation.of(Mutants.of(name))).isNotEmpty()));
  }

  @Test
  void theIndexNamesEveryPatchOnce() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      assertThat(Mutants.names())
          .containsExactlyInAnyOrderElementsOf(
              files
                  .map(file -> file.getFileName().toString())
                  .filter(file -> !file.equals("index"))
                  .map(file -> file.replace(".patch", ""))
                  .toList());
    }
  }

  @Test
  void everyPatchIsSmallAndOfTheCoreOrOfTheLogOnADisk() throws Exception {
    for (Mutant mutant : Mutants.all()) {
      String place = mutant.cases().get(0) instanceof StorageCase ? "storage" : "core";
      assertThat(mutant.files())
          .as(mutant.name())
          .allMatch(
              file -> file.matches("impl/src/main/java/org/acksiom/impl/" + place + "/\\w+.java"));
      long changed =
          mutant.patch().files().values().stream()
              .flatMap(List::stream)
              .mapToLong(hunk -> Math.abs(hunk.after().size() - hunk.before().size()))
              .sum();
      assertThat(changed).as(mutant.name()).isLessThanOrEqualTo(6);
    }
  }

  @Test
  void everyHistoricBugIsAmongThem() throws Exception {
    String sources = String.join("\n", Mutants.all().stream().map(Mutant::source).toList());
    assertThat(sources)
        .contains("KIP-101", "KIP-279", "KIP-320", "KIP-903", "KIP-966", "KAFKA-7128")
        .contains("fsyncgate", "FAST 2018", "torn tail");
    assertThat(Mutants.names()).hasSizeGreaterThanOrEqualTo(34).doesNotHaveDuplicates();
  }

  @Test
  void anUnknownNameIsRefused() {
    assertThatThrownBy(() -> Mutants.of("nonsense"))
        .hasMessage("expected the name of a mutant, found 'nonsense'");
  }

  @Test
  void whatDoesNotCompileIsToldByFileAndLine() throws Exception {
    Mutant broken = Bug.of("return view.isr().size() >= effectiveMinIsr;", "return nothing;");
    assertThatThrownBy(() -> Compilation.of(broken))
        .isInstanceOf(PatchException.class)
        .hasMessageContaining("Replica.java:")
        .hasMessageContaining("nothing");
  }
}
