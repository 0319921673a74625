package org.acksiom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.acksiom.specs.Model;
import org.acksiom.specs.SpecFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The specifications as pages, as the user asks for them. */
class SpecsCommandTest {
  @TempDir private Path folder;

  @Test
  void theIndexIsNamedAndEveryModelHasItsPage() {
    Path out = folder.resolve("new/pages");
    Acksiom run = Acksiom.run(folder, "specs", "--out", out);
    assertThat(run.code()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .isEqualTo("Specifications: " + out.resolve("index.html") + System.lineSeparator());
    for (Model model : SpecFiles.models()) {
      assertThat(out.resolve("models/" + model.name() + ".html")).isRegularFile();
    }
    assertThat(out.resolve("index.html")).content().doesNotContain("../index.html");
  }

  @Test
  void aFolderThatCannotBeMadeIsBadInput() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    Acksiom run = Acksiom.run(folder, "specs", "--out", file);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .isEqualTo(
            "acksiom specs: --out: expected a folder that can be written, found " + file + "\n");
  }
}
