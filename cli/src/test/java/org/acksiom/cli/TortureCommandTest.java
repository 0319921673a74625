package org.acksiom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** What the user says and sees of real Kafka. */
@Timeout(300)
class TortureCommandTest {
  @TempDir private Path folder;

  private Acksiom torture(Object... arguments) {
    return Acksiom.run(
        folder,
        Stream.concat(Stream.of("torture", "--out", folder.resolve("out")), Stream.of(arguments))
            .toArray());
  }

  private void refuses(String line, Object... arguments) {
    Acksiom run = torture(arguments);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).startsWith("acksiom torture: " + line).hasLineCount(1);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void whatRealKafkaIsNotPutToIsRefused() {
    refuses(
        "--faults: expected none, network, crash, partition, found 'disk', to which Kafka in this"
            + " process can't be put",
        "--faults",
        "disk");
    refuses(
        "--faults: expected none, network, found 'crash', to which a client can't put a cluster",
        "--faults",
        "crash",
        "--bootstrap-server",
        "127.0.0.1:1");
    refuses("--preset: expected a preset (fire-", "--preset", "exactly-once");
    refuses(
        "--brokers: expected at least 2 for the preset at-least-once (min.insync.replicas=2), found"
            + " 1",
        "--brokers",
        1,
        "--preset",
        "at-least-once");
    refuses("--brokers: expected 1 to 9, found 10", "--brokers", 10);
    refuses("--runs: expected 1 to 1000, found 0", "--runs", 0);
    refuses(
        "--runs: expected 1 to 10 beside --bootstrap-server, found 11",
        "--runs",
        11,
        "--bootstrap-server",
        "127.0.0.1:1");
    refuses("--for: expected more than 0, found 0", "--for", "0s");
    refuses("--topic: expected none without --bootstrap-server, found t", "--topic", "t");
    refuses(
        "--brokers: expected none beside --bootstrap-server, found 3",
        "--brokers",
        3,
        "--bootstrap-server",
        "127.0.0.1:1");
  }

  @Test
  void aFileInTheWayOfTheHistoriesIsRefused() throws IOException {
    Path file = Files.createFile(folder.resolve("out"));
    refuses("--out: expected a folder that can be written, found " + file);
  }

  @Test
  void whatRealKafkaShowedIsTheTableAndItsHistoriesAndSchedulesAreKept() throws IOException {
    Path out = Files.createDirectory(folder.resolve("out"));
    Files.writeString(out.resolve("leader-ack-crash-GAP.json"), "of an earlier run");
    Files.writeString(out.resolve("mine.json"), "of the user");
    Acksiom run = torture("--preset", "leader-ack", "--faults", "none", "--faults", "network");
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .startsWith(
            """
            preset                  faults    AL SL RL DU PH RE GA RR DO NR SR UN  runs
            leader-ack              none      -  -  -  -  -  -  -  .  -  .  .  -   1
            leader-ack              network   -  -  Y  Y  Y  Y  Y  .  -  .  .  -   9
            """)
        .contains("24 cells: 5 shown, 6 not read, 13 never\n");
    assertThat(out.resolve("leader-ack-crash-GAP.json")).doesNotExist();
    assertThat(out.resolve("mine.json")).exists();
    assertThat(out.resolve("leader-ack-faultless.ndjson")).content().contains("\"final\":true");
    Path schedule = out.resolve("leader-ack-network-DUPLICATE.json");
    assertThat(Acksiom.run(folder, "replay", schedule).out()).contains("\nDUPLICATE: ");
    Path history = out.resolve("leader-ack-network-DUPLICATE.ndjson");
    assertThat(Acksiom.run(folder, "check", history, "--model", "kafka").out())
        .contains("DUPLICATE");
  }

  @Test
  void whenTheTimeIsOverTheRestIsUndecided() throws IOException {
    Acksiom run =
        torture("--preset", "leader-ack", "--faults", "network", "--for", "1ms", "--json");
    assertThat(run.code()).isEqualTo(3);
    JsonNode report = new ObjectMapper().readTree(run.out());
    assertThat(report.get("runs")).isEmpty();
    assertThat(report.at("/summary/SHOWN").asInt()).isZero();
    assertThat(report.get("cells")).hasSize(12);
  }

  /** The figure that real Kafka is held to. */
  @Test
  @Timeout(7200)
  @EnabledIfSystemProperty(named = "acksiom.deep", matches = "true")
  void whateverIsPossibleShowsInNineOfTenReplaysAndNothingElse() throws IOException {
    Acksiom run = torture("--runs", 10, "--json");
    assertThat(run.code()).isZero();
    for (JsonNode cell : new ObjectMapper().readTree(run.out()).get("cells")) {
      assertThat(cell.get("reproduced").asDouble())
          .as(cell.toString())
          .isGreaterThanOrEqualTo(0.9 * cell.get("replays").asDouble());
    }
  }

  @Test
  void theUsersOwnClusterGetsTopicsThatAreGoneAfterwards() throws IOException {
    try (SomebodysCluster kafka = new SomebodysCluster(folder)) {
      String server = kafka.server();
      Path connection = folder.resolve("client.properties");
      Files.writeString(connection, "security.protocol=PLAINTEXT\nacks=0\n");
      Acksiom run =
          torture(
              "--preset",
              "leader-ack",
              "--bootstrap-server",
              server,
              "--command-config",
              connection,
              "--topic",
              "ours");
      assertThat(run.err().lines())
          .hasSize(4)
          .allMatch(line -> line.startsWith("acksiom torture: "))
          .anyMatch(line -> line.contains("acks is ignored"))
          .anyMatch(line -> line.endsWith("deleted, one after the other: ours-leader-ack"));
      assertThat(run.code()).isZero();
      assertThat(run.out())
          .contains("leader-ack              none      -  -  -  -  -  -")
          .containsPattern("leader-ack              network   -  -  n  Y  n  [Yn]  n  [.]")
          .contains("'s producer on cluster ");
      refuses(
          "--bootstrap-server: expected at least 2 for the preset idempotent-durable"
              + " (min.insync.replicas=2), found 1",
          "--bootstrap-server",
          server,
          "--preset",
          "idempotent-durable");
    }
  }

  @Test
  void aClusterThatCanNotBeReachedIsOneLine() throws IOException {
    refuses("--bootstrap-server: Invalid url", "--bootstrap-server", "nowhere");
    Path misspelt = folder.resolve("client.properties");
    Files.writeString(misspelt, "security.protocl=SSL\n");
    refuses(
        misspelt
            + ":1:1: expected a property of Kafka's clients, found 'security.protocl'; did you mean"
            + " 'security.protocol'?",
        "--bootstrap-server",
        "127.0.0.1:1",
        "--command-config",
        misspelt);
    refuses(
        folder.resolve("none") + ": expected a file of settings, found no such file",
        "--bootstrap-server",
        "127.0.0.1:1",
        "--command-config",
        folder.resolve("none"));
    int nobodys;
    try (ServerSocket socket = new ServerSocket(0)) {
      nobodys = socket.getLocalPort();
    }
    Acksiom run = torture("--bootstrap-server", "127.0.0.1:" + nobodys);
    assertThat(run.code()).isEqualTo(4);
    assertThat(run.err())
        .startsWith("acksiom torture: Kafka: no broker answers at 127.0.0.1:" + nobodys + ": ")
        .endsWith("; log: " + folder.resolve("out/kafka-failure.log") + "\n")
        .hasLineCount(1);
    assertThat(folder.resolve("out/kafka-failure.log")).exists();
  }
}
