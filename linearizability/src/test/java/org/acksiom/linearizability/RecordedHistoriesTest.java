package org.acksiom.linearizability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.acksiom.linearizability.history.HistoryReader;
import org.acksiom.linearizability.history.ReadLimits;
import org.acksiom.linearizability.history.Recording;
import org.acksiom.linearizability.model.Dialect;
import org.acksiom.linearizability.model.Models;
import org.acksiom.linearizability.model.SequentialModel;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every recorded history of other projects gets the verdict that its own project states. */
class RecordedHistoriesTest {

  private static final Path HISTORIES = Path.of("..", "..", "shared", "histories");

  private final LinearizabilityChecker checker =
      new LinearizabilityChecker(new Budget(Duration.ofSeconds(60), 1L << 30), System::nanoTime);

  @TestFactory
  Stream<DynamicTest> porcupinesHistoriesGetPorcupinesVerdicts() throws IOException {
    Path folder = HISTORIES.resolve("porcupine");
    assumeRecorded(folder);
    return Files.readAllLines(folder.resolve("expected.tsv")).stream()
        .skip(1)
        .map(line -> line.split("\t"))
        .map(
            row ->
                DynamicTest.dynamicTest(
                    row[0] + " as " + row[1],
                    () -> {
                      boolean etcd = row[1].startsWith("etcd");
                      Path file = folder.resolve(etcd ? "etcd" : "kv").resolve(row[0]);
                      boolean whole = row[1].equals("kv-nopartition");
                      Verdict expected = row[2].equals("Ok") ? Verdict.VALID : Verdict.INVALID;
                      assertVerdict(file, etcd ? "cas-register" : "kv", whole, expected);
                    }));
  }

  @TestFactory
  Stream<DynamicTest> knossosHistoriesGetTheVerdictsOfTheirFolders() throws IOException {
    Path folder = HISTORIES.resolve("knossos");
    assumeRecorded(folder);
    List<Path> files;
    try (Stream<Path> found = Files.walk(folder)) {
      files = found.filter(Files::isRegularFile).sorted().toList();
    }
    return files.stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    folder.relativize(file).toString(),
                    () -> {
                      Path verdict = file.getParent();
                      String model = verdict.getParent().getFileName().toString();
                      boolean good = verdict.endsWith("good");
                      assertVerdict(file, model, false, good ? Verdict.VALID : Verdict.INVALID);
                    }));
  }

  @Test
  void everyRecordedHistoryIsRead() throws IOException {
    assumeRecorded(HISTORIES);
    try (Stream<Path> found = Files.walk(HISTORIES)) {
      List<Path> files =
          found
              .filter(Files::isRegularFile)
              .filter(file -> file.toString().toLowerCase(Locale.ROOT).matches(".*(log|txt|edn)"))
              .toList();
      assertThat(files).hasSizeGreaterThan(100);
      for (Path file : files) {
        assertThat(read(file).history().operations()).as(file.toString()).isNotEmpty();
      }
    }
  }

  private void assertVerdict(Path file, String name, boolean whole, Verdict expected)
      throws IOException {
    Recording recording = read(file);
    SequentialModel<?, ?> model = Models.named(name, Dialect.of(recording.format()));
    Judgement judgement =
        whole
            ? checker.checkWhole(model, recording.history())
            : checker.check(model, recording.history());
    assertThat(judgement.verdict()).isEqualTo(expected);
    assertThat(judgement.counterexample().isPresent()).isEqualTo(expected == Verdict.INVALID);
  }

  private static Recording read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new HistoryReader(ReadLimits.ofMemory(1 << 28)).read(file.toString(), in);
    }
  }

  private static void assumeRecorded(Path folder) {
    assumeTrue(Files.isDirectory(folder), () -> "no recorded histories in " + folder);
  }
}
