package org.acksiom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * The one jar, copied to where nothing else is. It is built before these tests and after others.
 */
class RunnableJarTest {
  private static final Path BUILT = Path.of("target", "acksiom.jar");

  @TempDir private Path folder;

  private record Run(int code, String out, String err) {}

  @BeforeEach
  void copyTheJar() throws IOException {
    assertThat(BUILT).as("built by 'mvn package'").exists();
    Files.copy(BUILT, folder.resolve("acksiom.jar"));
  }

  private Run acksiom(String... args) throws IOException, InterruptedException {
    return acksiom(Map.of("ACKSIOM_CACHE", folder.resolve("cache").toString()), args);
  }

  private Run acksiom(Map<String, String> environment, String... args)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-jar", "acksiom.jar"));
    command.addAll(List.of(args));
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().putAll(environment);
    int code = builder.start().waitFor();
    return new Run(code, Files.readString(out), Files.readString(err));
  }

  private Path history(String text) throws IOException {
    return Files.writeString(folder.resolve("history.edn"), text, StandardCharsets.UTF_8);
  }

  @Test
  void itKnowsItsVersionAndJudgesAHistory() throws Exception {
    Run version = acksiom("--version");
    assertThat(version.out()).startsWith("acksiom 0.").doesNotContain("not packaged");
    history(
        """
        {:process 0, :type :invoke, :f :write, :value 1}
        {:process 0, :type :ok, :f :write, :value 1}
        {:process 1, :type :invoke, :f :read, :value nil}
        {:process 1, :type :ok, :f :read, :value 2}
        """);
    Run check = acksiom("check", "history.edn", "--model", "register");
    assertThat(check.err()).isEmpty();
    assertThat(check.out()).contains("history.edn: not linearizable");
    assertThat(check.code()).isEqualTo(1);
  }

  @Test
  void everyLibraryIsUnpackedOnceAndAsItWasPublished() throws Exception {
    assertThat(acksiom("--version").code()).isZero();
    Map<String, byte[]> unpacked = new TreeMap<>();
    Set<FileTime> times = new TreeSet<>();
    for (Path file : files()) {
      unpacked.put(file.getFileName().toString(), Files.readAllBytes(file));
      times.add(Files.getLastModifiedTime(file));
    }
    try (Stream<Path> libraries = Files.list(Path.of("target", "lib"))) {
      for (Path library : libraries.toList()) {
        assertThat(unpacked.get(library.getFileName().toString()))
            .as("%s", library)
            .isEqualTo(Files.readAllBytes(library));
      }
    }
    assertThat(acksiom("--version").code()).isZero();
    for (Path file : files()) {
      assertThat(times).contains(Files.getLastModifiedTime(file));
    }
    assertThat(files()).hasSameSizeAs(unpacked.keySet());
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("cache"))) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  @Test
  void aLibraryThatWasCutShortIsUnpackedAgain() throws Exception {
    acksiom("--version");
    Path picocli =
        files().stream().filter(file -> file.toString().contains("picocli")).findFirst().get();
    Files.write(picocli, new byte[] {'P', 'K'});
    assertThat(acksiom("--version").code()).isZero();
    try (JarFile whole = new JarFile(picocli.toFile())) {
      assertThat(whole.getEntry("picocli/CommandLine.class")).isNotNull();
    }
  }

  @Test
  void aCacheThatCantBeWrittenIsOneLineThatSaysWhatToDo() throws Exception {
    history("");
    Run run = acksiom(Map.of("ACKSIOM_CACHE", folder.resolve("history.edn").toString()));
    assertThat(run.code()).isEqualTo(4);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).hasLineCount(1).contains("ACKSIOM_CACHE", "history.edn");
  }

  @Test
  void tlcRunsFromIt() throws Exception {
    Run run = acksiom("model-check", "Commit-keeps");
    assertThat(run.out()).contains("Commit-keeps", "as expected");
    assertThat(run.code()).isZero();
  }

  @Test
  @EnabledIfSystemProperty(named = "acksiom.deep", matches = "true")
  void theMainJobRunsFromIt() throws Exception {
    Run verify = acksiom("verify", "--preset", "at-least-once", "--faults", "network");
    assertThat(verify.out()).contains("8 cells: 8 match");
    assertThat(verify.code()).isZero();
    String witness = "acksiom-report/artifacts/at-least-once-network-DUPLICATE.tlc.txt";
    assertThat(acksiom("replay", witness).out()).contains("DUPLICATE: ");
    assertThat(acksiom("replay", "--kafka", witness).code()).isEqualTo(1); // it shows there, too
  }

  @Test
  @EnabledIfSystemProperty(named = "acksiom.deep", matches = "true")
  void bugsAreCompiledAndKafkasNodesAreForkedFromIt() throws Exception {
    Run mutants = acksiom("mutants", "acknowledge-before-isr");
    assertThat(mutants.code()).as(mutants.err()).isZero();
    Run campaign = acksiom("campaign", "--preset", "leader-ack", "--for", "20s");
    assertThat(campaign.code()).as(campaign.err()).isIn(0, 1, 3);
    assertThat(campaign.out()).contains("runs judged");
  }
}
