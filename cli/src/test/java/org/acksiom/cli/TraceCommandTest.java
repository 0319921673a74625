package org.acksiom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recording and validating traces, as the user sees it. */
class TraceCommandTest {
  @TempDir private Path folder;

  private Acksiom fuzz(String preset, Object... more) {
    return Acksiom.run(
        folder,
        Stream.concat(
                Stream.<Object>of(
                    "fuzz",
                    "--preset",
                    preset,
                    "--out",
                    folder.resolve("found"),
                    "--traces",
                    folder.resolve("traces")),
                Stream.of(more))
            .toArray());
  }

  private Path traces(String name) {
    return folder.resolve("traces").resolve(name + ".ndjson");
  }

  @Test
  void runsOfTheFuzzerAreRecordedAndAccepted() throws IOException {
    Acksiom run =
        fuzz(
            "idempotent-durable",
            "--faults",
            "none",
            "--replicas",
            4,
            "--records",
            20,
            "--runs",
            2);
    assertThat(run.code()).isZero();
    assertThat(run.out()).endsWith("\n  traces: " + traces("idempotent-durable-none") + "\n");
    Acksiom trace = Acksiom.run(folder, "trace", traces("idempotent-durable-none"));
    assertThat(trace.err()).isEmpty();
    assertThat(trace.out())
        .matches(
            traces("idempotent-durable-none")
                + ": accepted, 2 traces, [\\d,]+ events, [\\d,]+ events/s\n");
    assertThat(trace.code()).isZero();
    assertThat(Files.readAllLines(traces("idempotent-durable-none")).get(0))
        .contains("\"replicas\":4,\"records\":20,", "\"seed\":1,\"run\":1,");
  }

  @Test
  void theSameSeedWritesTheSameBytes() throws IOException {
    fuzz("leader-ack", "--runs", 20);
    byte[] first = Files.readAllBytes(traces("leader-ack-crash"));
    fuzz("leader-ack", "--runs", 20);
    assertThat(Files.readAllBytes(traces("leader-ack-crash"))).isEqualTo(first);
    fuzz("leader-ack", "--runs", 20, "--seed", 2);
    assertThat(Files.readAllBytes(traces("leader-ack-crash"))).isNotEqualTo(first);
  }

  @Test
  void ofSeveralFilesEachIsToldAndTheWorstCounts() throws IOException {
    fuzz("leader-ack", "--faults", "none", "--runs", 1, "--records", 1);
    Path whole = traces("leader-ack-none");
    List<String> lines = Files.readAllLines(whole);
    Path edited =
        Files.writeString(
            folder.resolve("edited.ndjson"),
            String.join("\n", lines)
                    .replaceFirst(
                        "\"error\":\"NONE\",\"offset\":0", "\"error\":\"NONE\",\"offset\":1")
                + "\n");
    Path cut = Files.writeString(folder.resolve("cut.ndjson"), lines.get(0) + "\n");
    Path schedule =
        Files.writeString(
            folder.resolve("schedule.json"),
            """
            {"settings":{"acks":"1","retries":"0","enable.idempotence":"false",
             "max.in.flight.requests.per.connection":"1","min.insync.replicas":"1",
             "unclean.leader.election.enable":"false"},
             "faults":"none","bounds":{"replicas":2,"records":1,"retries":0,"faults":0},
             "events":["ProducerSends","LeaderAppends(1)"]}
            """);

    Acksiom run = Acksiom.run(folder, "trace", whole, edited, schedule);
    assertThat(run.out().lines())
        .satisfiesExactly(
            line -> assertThat(line).startsWith(whole + ": accepted, 1 traces, "),
            line ->
                assertThat(line)
                    .matches(
                        edited
                            + ": rejected at line \\d+: LeaderAppends\\(1\\) leads elsewhere: "
                            + "responses\\[1]\\[1]\\.offset: expected 0, found 1"),
            line -> assertThat(line).startsWith(schedule + ": accepted, 1 traces, 2 events, "));
    assertThat(run.code()).isEqualTo(1);

    Acksiom worse = Acksiom.run(folder, "trace", cut, edited, "--json");
    assertThat(worse.err())
        .isEqualTo(
            "acksiom trace: %s:2:1: expected the initial state, found the end of the file\n"
                .formatted(cut));
    assertThat(worse.code()).isEqualTo(2);
    JsonNode document = new ObjectMapper().readTree(worse.out());
    assertThat(document.get("file").asText()).isEqualTo(edited.toString());
    assertThat(document.get("accepted").asBoolean()).isFalse();
    assertThat(document.get("rejections")).hasSize(1);
    JsonNode rejection = document.get("rejections").get(0);
    assertThat(rejection.get("event").asText()).isEqualTo("LeaderAppends(1)");
    assertThat(rejection.get("fields").get("responses[1][1].offset").toString())
        .isEqualTo("{\"expected\":\"0\",\"found\":\"1\"}");
  }

  @Test
  void filesThatAreNoneAreToldInOneLineEach() throws IOException {
    Path missing = folder.resolve("missing.ndjson");
    Path impossible =
        Files.writeString(
            folder.resolve("impossible.json"),
            """
            {"settings":{"acks":"1","retries":"0","enable.idempotence":"false",
             "max.in.flight.requests.per.connection":"1","min.insync.replicas":"1",
             "unclean.leader.election.enable":"false"},
             "faults":"none","bounds":{"replicas":2,"records":1,"retries":0,"faults":0},
             "events":["LeaderAppends(1)"]}
            """);
    Acksiom run = Acksiom.run(folder, "trace", missing, impossible, folder);
    assertThat(run.err().lines())
        .containsExactly(
            "acksiom trace: %s: expected a file that can be read, found none".formatted(missing),
            "acksiom trace: %s: expected a schedule that can be run, found event 1: LeaderAppends(1) can not happen here"
                .formatted(impossible),
            "acksiom trace: %s: expected a file that can be read, found a folder"
                .formatted(folder));
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
  }
}
