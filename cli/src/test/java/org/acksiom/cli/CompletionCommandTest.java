package org.acksiom.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.acksiom.conformance.mutants.Mutants;
import org.acksiom.specs.FaultModel;
import org.acksiom.specs.Preset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The script is read by a bash, which is asked what it would complete. */
@TestInstance(Lifecycle.PER_CLASS)
class CompletionCommandTest {
  /** Calls the function as bash does, and prints the candidates, one a line. */
  private static final String ASK =
      """
      compopt() { :; } # bash lets it be called by a real completion only
      source completion
      COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMP_LINE="$*" COMP_POINT=${#COMP_LINE}
      _complete_acksiom 2>/dev/null
      printf '%s\\n' "${COMPREPLY[@]}"
      """;

  private Path folder;

  @BeforeAll
  void writeTheScript(@TempDir Path temporary) throws IOException {
    folder = temporary;
    assumeThat(Path.of("/bin/bash")).exists();
    Acksiom run = Acksiom.run(folder, "completion");
    assertThat(run.code()).isZero();
    Files.writeString(folder.resolve("completion"), run.out());
  }

  private List<String> bash(String script, String... words)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("/bin/bash", "-c", script, "bash"));
    command.addAll(Arrays.asList(words));
    Process bash =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(bash.waitFor()).isZero();
    return said.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
  }

  private List<String> completionsOf(String... words) throws IOException, InterruptedException {
    return bash(ASK, words);
  }

  @Test
  void bashCompletesTheCommandWithIt() throws Exception {
    assertThat(bash("source completion; complete -p acksiom"))
        .containsExactly("complete -o default -F _complete_acksiom acksiom");
  }

  @Test
  void everyCommandIsOffered() throws Exception {
    CommandLine root = Main.commandLine(Main.commands(Path.of("no-cache")));
    assertThat(completionsOf("acksiom", "")).containsAll(root.getSubcommands().keySet());
    assertThat(completionsOf("acksiom", "lock")).containsExactly("lockstep");
  }

  @Test
  void anOptionIsOfferedByItsFirstLetters() throws Exception {
    assertThat(completionsOf("acksiom", "verify", "--pr"))
        .containsExactlyInAnyOrder("--profile", "--preset");
  }

  @Test
  void whereANameIsAskedForTheNamesAreOffered() throws Exception {
    List<String> presets = Arrays.stream(Preset.values()).map(Preset::id).toList();
    List<String> faults = Arrays.stream(FaultModel.values()).map(FaultModel::id).toList();
    for (String command : List.of("verify", "fuzz", "lockstep", "torture")) {
      assertThat(completionsOf("acksiom", command, "--preset", "")).isEqualTo(presets);
      assertThat(completionsOf("acksiom", command, "--faults", "")).isEqualTo(faults);
    }
    assertThat(completionsOf("acksiom", "verify", "--faults", "n"))
        .containsExactly("none", "network");
    assertThat(completionsOf("acksiom", "verify", "--profile", ""))
        .containsExactly("quick", "standard", "deep");
    assertThat(completionsOf("acksiom", "check", "--model", "ka")).containsExactly("kafka");
  }

  @Test
  void bugsAndModelsAreOfferedByTheirNames() throws Exception {
    assertThat(completionsOf("acksiom", "mutants", "")).containsAll(Mutants.names());
    assertThat(completionsOf("acksiom", "replay", "--mutant", "")).isEqualTo(Mutants.names());
    assertThat(completionsOf("acksiom", "model-check", "Commit-k")).containsExactly("Commit-keeps");
  }

  @Test
  void whereAFileIsAskedForTheFilesAreOffered() throws Exception {
    assertThat(completionsOf("acksiom", "check", "compl")).containsExactly("completion");
    assertThat(completionsOf("acksiom", "predict", "compl")).containsExactly("completion");
    assertThat(completionsOf("acksiom", "replay", "compl")).containsExactly("completion");
  }
}
