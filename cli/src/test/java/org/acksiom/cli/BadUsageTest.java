package org.acksiom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A wrong value is one line that says what was expected and found, and exit code 2. */
class BadUsageTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          verify --preset exactly-once  | --preset: expected a preset (fire-and-forget,
          verify --preset IDEMPOTENT    | found 'IDEMPOTENT'
          verify --faults everything    | --faults: expected a fault model (none, network, crash,
          claims --out claims.md        | --out: expected --markdown beside it, found none
          verify --profile endless      | --profile: expected quick, standard, deep, found 'endless'
          verify --seed one             | '--seed'
          verify --preset               | '--preset'
          verify quick                  | 'quick'
          fuzz --preset p               | --preset: expected a preset (
          fuzz --faults flood           | partition, disk), found 'flood'
          fuzz --runs 0                 | --runs: expected at least 1, found 0
          fuzz --runs -5                | --runs: expected at least 1, found -5
          fuzz --runs many              | 'many'
          fuzz --replicas 6             | --replicas: expected 1 to 5, found 6
          fuzz --records 100            | --records: expected 1 to 99, found 100
          fuzz --retries 10             | --retries: expected 0 to 9, found 10
          fuzz --faults-max 100         | --faults-max: expected 0 to 99, found 100
          trace                         | FILE
          trace --workers 0 f           | --workers: expected at least 1, found 0
          fuzz --for soon               | '--for'
          fuzz --for 0s                 | '--for'
          fuzz --for 99999999999999999h | '--for'
          model-check No-such-model     | expected a model (Commit-keeps,
          model-check --workers 0       | --workers: expected at least 1, found 0
          model-check --workers x       | 'x'
          claims C1                     | 'C1'
          replay                        | ARTIFACT
          """)
  void aWrongValueIsToldInOneLine(String line, String told) throws IOException {
    Acksiom run = Acksiom.run(folder, (Object[]) line.split(" "));
    assertThat(run.err()).hasLineCount(1).contains(told).contains("--help");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aFileInTheWayOfTheOutputIsToldInOneLine() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "mine");
    for (String command : new String[] {"verify", "fuzz", "model-check"}) {
      for (Path out : new Path[] {file, file.resolve("below")}) {
        Acksiom run = Acksiom.run(folder, command, "--out", out);
        assertThat(run.err())
            .isEqualTo(
                "acksiom %s: --out: expected a folder that can be written, found %s\n"
                    .formatted(command, out));
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
      }
    }
    assertThat(file).hasContent("mine");
  }
}
