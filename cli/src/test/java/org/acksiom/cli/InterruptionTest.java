package org.acksiom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The user ends the process in the middle of its work. */
class InterruptionTest {
  @TempDir private Path folder;

  private ProcessBuilder acksiom(String... args) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Djava.io.tmpdir=" + Files.createDirectory(folder.resolve("tmp")));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(args));
    return new ProcessBuilder(command);
  }

  @Test
  @Timeout(600)
  void whatIsDecidedIsKeptAndTheRestIsSaidToBeMissing() throws Exception {
    Path out = folder.resolve("report");
    Process process =
        acksiom(
                "verify",
                "--out",
                out.toString(),
                "--preset",
                "at-least-once",
                "--preset",
                "idempotent",
                "--preset",
                "leader-ack")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output").toFile())
            .start();
    // One that is decided after another says that the other is in the report. Those with crashes
    // take much longer than both.
    while (!Files.exists(out.resolve("artifacts/at-least-once-network-DUPLICATE.json"))
        || !Files.exists(out.resolve("artifacts/leader-ack-network-DUPLICATE.json"))) {
      assertThat(process.isAlive()).isTrue();
      Thread.sleep(20);
    }
    process.destroy();
    assertThat(process.waitFor(300, TimeUnit.SECONDS)).isTrue();
    String output = Files.readString(folder.resolve("output"), StandardCharsets.UTF_8);
    JsonNode json = new ObjectMapper().readTree(out.resolve("report.json").toFile());
    assertThat(json.get("cells")).isNotEmpty();
    assertThat(json.get("missing")).isNotEmpty();
    Set<String> told = new TreeSet<>();
    for (String part : List.of("cells", "missing")) {
      json.get(part).forEach(each -> told.add(each.get("preset") + " " + each.get("faults")));
    }
    assertThat(told).hasSize(9);
    for (JsonNode missing : json.get("missing")) {
      assertThat(missing.get("reason").asText()).isEqualTo("interrupted before it was decided");
      String id = missing.get("preset").asText() + "-" + missing.get("faults").asText();
      // Of several explorations of a fault model only some may be missing: "-one-record".
      assertThat(output)
          .containsPattern("missing: " + id + "(-[a-z-]+)?: interrupted before it was decided");
    }
    assertThat(output)
        .contains("Interrupted. Report: " + out.resolve("index.html"))
        .doesNotContain("TLC failed", "internal error", "Exception");
    assertThat(out.resolve("index.html")).isRegularFile();
    assertThat(folder.resolve("tmp")).isDirectoryNotContaining("glob:**acksiom*");
  }

  @Test
  @Timeout(600)
  void whatTheFuzzerFoundSoFarIsWritten() throws Exception {
    Path out = folder.resolve("found");
    Path told = folder.resolve("err");
    Path output = folder.resolve("output");
    Process process =
        acksiom(
                "fuzz",
                "--preset",
                "leader-ack",
                "--preset",
                "idempotent",
                "--for",
                "1h",
                "--out",
                out.toString(),
                "--json")
            .redirectError(told.toFile())
            .redirectOutput(output.toFile())
            .start();
    while (Files.size(told) == 0) { // its first line of progress
      assertThat(process.isAlive()).isTrue();
      Thread.sleep(20);
    }
    process.destroy();
    assertThat(process.waitFor(300, TimeUnit.SECONDS)).isTrue();
    JsonNode json = new ObjectMapper().readTree(output.toFile());
    assertThat(json.findValuesAsText("preset")).containsExactly("leader-ack");
    json.get(0)
        .get("anomalies")
        .properties()
        .forEach(found -> assertThat(Path.of(found.getValue().asText())).isRegularFile());
    assertThat(told).content().doesNotContain("internal error", "Exception");
  }

  @Test
  @Timeout(600)
  void realKafkaIsStoppedAndWhatItShowedIsTold() throws Exception {
    Path out = folder.resolve("histories");
    Process process =
        acksiom("torture", "--preset", "leader-ack", "--runs", "1000", "--out", out.toString())
            .redirectError(folder.resolve("err").toFile())
            .redirectOutput(folder.resolve("output").toFile())
            .start();
    awaitHistory(process, out);
    process.destroy();
    assertThat(process.waitFor(300, TimeUnit.SECONDS)).isTrue();
    assertThat(folder.resolve("output"))
        .content()
        .contains(" undecided\n", " runs of Apache Kafka ", "Interrupted. Histories: " + out);
    assertThat(folder.resolve("err")).content().doesNotContain("acksiom", "Exception");
    assertThat(folder.resolve("tmp")).isDirectoryNotContaining("glob:**acksiom*");
  }

  private static void awaitHistory(Process process, Path out) throws Exception {
    while (!Files.exists(out.resolve("leader-ack-faultless.run1.ndjson"))) {
      assertThat(process.isAlive()).isTrue();
      Thread.sleep(20);
    }
  }

  @Test
  @Timeout(600)
  void onTheUsersOwnClusterNothingIsLeft() throws Exception {
    try (SomebodysCluster kafka = new SomebodysCluster(folder)) {
      String server = kafka.server();
      Path out = folder.resolve("histories");
      Process process =
          acksiom(
                  "torture",
                  "--preset",
                  "leader-ack",
                  "--runs",
                  "10",
                  "--bootstrap-server",
                  server,
                  "--out",
                  out.toString())
              .redirectError(folder.resolve("err").toFile())
              .redirectOutput(folder.resolve("output").toFile())
              .start();
      awaitHistory(process, out);
      try (Admin admin = Admin.create(Map.of("bootstrap.servers", server))) {
        assertThat(admin.listTopics().names().get()).hasSize(1);
        process.destroy();
        assertThat(process.waitFor(300, TimeUnit.SECONDS)).isTrue();
        while (!admin.listTopics().names().get().isEmpty()) {
          Thread.sleep(5); // a broker hears of it a little later
        }
      }
      assertThat(folder.resolve("output")).content().contains("Interrupted. Histories: " + out);
    }
  }
}
