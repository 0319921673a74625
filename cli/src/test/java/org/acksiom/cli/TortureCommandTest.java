package org.acksiom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the user says and sees; that Kafka does as the claims say is the module kafka's test. */
class TortureCommandTest {
  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void faultsThatRealKafkaIsNotPutToAreRefused() {
    assertThat(torture("--faults", "crash")).isEqualTo(2);
    assertThat(err.toString())
        .isEqualTo(
            "acksiom torture: Invalid value for option '--faults' (F): expected none or network,"
                + " found 'crash', which is not available on real Kafka;"
                + " see 'acksiom torture --help'\n");
  }

  @Test
  void anUnknownPresetIsRefused() {
    assertThat(torture("--preset", "exactly-once")).isEqualTo(2);
    assertThat(err.toString())
        .startsWith(
            "acksiom torture: Invalid value for option '--preset' (P): expected a preset (fire-")
        .contains("found 'exactly-once'")
        .hasLineCount(1);
  }

  @Test
  void aClusterThatIsTooSmallForAPresetIsRefused() {
    assertThat(torture("--brokers", "1", "--preset", "at-least-once")).isEqualTo(2);
    assertThat(err.toString())
        .isEqualTo(
            "acksiom torture: --brokers: expected at least 2 for the preset at-least-once"
                + " (min.insync.replicas=2), found 1\n");
    assertThat(torture("--brokers", "10")).isEqualTo(2);
    assertThat(err.toString()).endsWith("acksiom torture: --brokers: expected 1 to 9, found 10\n");
  }

  @Test
  void aFileInTheWayOfTheHistoriesIsRefused() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertThat(torture("--out", file.toString())).isEqualTo(2);
    assertThat(err.toString())
        .isEqualTo(
            "acksiom torture: --out: expected a folder or a name for a new one, found "
                + file
                + "\n");
  }

  @Test
  @Timeout(120)
  void whatRealKafkaShowedIsOneDocumentAndItsHistoriesAreKept() throws IOException {
    int code =
        torture("--preset", "leader-ack", "--brokers", "1", "--json", "--out", folder.toString());
    assertThat(code).isEqualTo(1);
    JsonNode report = new ObjectMapper().readTree(out.toString());
    assertThat(report.at("/cells/0/anomalies")).isEmpty();
    assertThat(report.at("/cells/1/faults").asText()).isEqualTo("network");
    assertThat(report.at("/cells/1/anomalies/DUPLICATE").asInt()).isPositive();
    assertThat(report.at("/cells/1/runs"))
        .hasSize(4)
        .allSatisfy(
            run ->
                assertThat(Path.of(run.get("history").asText()))
                    .hasParent(folder)
                    .content()
                    .contains("\"final\":true"));
  }

  private int torture(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "torture";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return Main.run(
        Main.commandLine(List.of(new TortureCommand())),
        new PrintWriter(out, true),
        new PrintWriter(err, true),
        folder,
        all);
  }
}
