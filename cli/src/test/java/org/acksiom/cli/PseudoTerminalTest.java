package org.acksiom.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A command that believes that a user looks at it. */
class PseudoTerminalTest {
  private static final String ERASE = "\r\u001b[K";

  @TempDir private Path folder;

  private String terminal(String... variables) throws IOException, InterruptedException {
    assumeThat(Path.of("/usr/bin/script")).exists();
    String command =
        "exec '%s' -cp \"$CLASSES\" %s model-check Commit-keeps"
            .formatted(
                Path.of(System.getProperty("java.home"), "bin", "java"), Main.class.getName());
    ProcessBuilder builder =
        new ProcessBuilder(List.of("/usr/bin/script", "-qec", command, "/dev/null"))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    builder.environment().put("CLASSES", System.getProperty("java.class.path"));
    builder.environment().put("TERM", "xterm");
    for (String variable : variables) {
      builder.environment().put(variable, "1");
    }
    Process process = builder.start();
    String shown = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(shown).isZero();
    return shown.replace("\r\n", "\n");
  }

  @Test
  void rowsStandOnLinesOfTheirOwnWhateverWasDrawnBefore() throws Exception {
    String shown = terminal("NO_COLOR");
    List<String> lines = Arrays.stream(shown.split("\n")).map(PseudoTerminalTest::asSeen).toList();
    assertThat(lines).allMatch(line -> line.length() < 80);
    assertThat(lines.get(0)).startsWith("  model ").endsWith(" depth       s");
    assertThat(lines.get(1)).isEqualTo("CommitProperties");
    assertThat(lines.get(2)).startsWith("  Commit-keeps ").contains("as expected");
    assertThat(lines.get(3)).startsWith("1 models: 1 as expected");
    assertThat(shown.replace(ERASE, "")).doesNotContain("\u001b");
  }

  /** What is left of a line when all is erased that was drawn over. */
  private static String asSeen(String line) {
    return line.substring(line.lastIndexOf(ERASE) < 0 ? 0 : line.lastIndexOf(ERASE) + 4);
  }
}
