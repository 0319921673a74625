package org.acksiom.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.acksiom.impl.simulator.Invariant;
import org.acksiom.impl.simulator.Schedule;
import org.acksiom.impl.simulator.ScheduleFile;
import org.acksiom.modelcheck.Trace;
import org.acksiom.modelcheck.TraceReader;
import org.acksiom.specs.Anomaly;
import org.acksiom.specs.Bounds;
import org.acksiom.specs.FaultModel;
import org.acksiom.specs.Preset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a report leaves in its folder, and what it leaves alone. */
class ReportFilesTest {
  @TempDir private Path folder;

  private static Report report(List<Cell> cells) {
    return new Report(
        Map.of("acksiom", "1"),
        Profile.QUICK,
        42,
        5,
        cells,
        List.of(),
        Stream.of(Claim.values()).map(c -> Ledger.judge(c, Map.of(), cells)).toList(),
        Map.of(Scenario.of(Preset.IDEMPOTENT, FaultModel.CRASH, Bounds.SMALL), "TLC failed"),
        KafkaRuns.NONE);
  }

  private JsonNode written(Report report) throws IOException {
    ReportFiles files = new ReportFiles(folder);
    for (Cell cell : report.cells()) {
      files.write(cell);
    }
    files.write(report);
    files.writePage("<html>");
    return new ObjectMapper().readTree(Files.readString(folder.resolve("report.json")));
  }

  private static List<String> keys(JsonNode node) {
    List<String> keys = new ArrayList<>();
    node.fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  @Test
  void theDocumentHasTheKeysOfTheContractInItsOrder() throws IOException {
    JsonNode json = written(report(SmallRun.all().cells()));
    assertThat(keys(json))
        .containsExactly(
            "tool", "profile", "seed", "elapsedMillis", "cells", "claims", "summary", "missing");
    JsonNode cell = json.get("cells").get(0);
    assertThat(keys(cell))
        .containsExactly(
            "preset", "settings", "faults", "anomaly", "prediction", "simulated", "kafka", "match");
    assertThat(keys(cell.get("settings")))
        .containsExactly(
            "acks",
            "retries",
            "enable.idempotence",
            "max.in.flight.requests.per.connection",
            "min.insync.replicas",
            "unclean.leader.election.enable");
    assertThat(keys(cell.get("prediction")))
        .containsExactly(
            "verdict", "model", "distinctStates", "depth", "bounds", "witness", "cached");
    assertThat(keys(cell.get("prediction").get("bounds")))
        .containsExactly("replicas", "records", "retries", "faults", "consumers");
    assertThat(keys(cell.get("simulated")))
        .containsExactly("observed", "exhaustive", "runs", "distinctStates", "depth", "witness");
    assertThat(cell.get("kafka").isNull()).isTrue();
    assertThat(keys(json.get("claims").get(0)))
        .containsExactly("id", "claim", "verdict", "property", "condition", "witness");
    assertThat(keys(json.get("summary")))
        .containsExactly("cells", "match", "unsound", "incomplete", "undecided");
    assertThat(keys(json.get("missing").get(0))).containsExactly("preset", "faults", "reason");
  }

  @Test
  void whatKafkaShowedIsInTheCellsOfItsRuns() throws IOException {
    Cell cell = SmallRun.all().cells().get(0);
    KafkaRun run =
        new KafkaRun(
            cell.preset(),
            cell.faults(),
            Optional.of(cell.anomaly()),
            Set.of(),
            KafkaRun.Scope.UNFINISHED,
            Optional.of("event 1: expected a fetch, found none"),
            "artifacts/x.kafka.ndjson");
    Report asked =
        new Report(
            Map.of(),
            Profile.QUICK,
            1,
            5,
            List.of(cell),
            List.of(),
            List.of(),
            Map.of(),
            new KafkaRuns("4.4.0", List.of(run)));
    assertThat(written(asked).at("/cells/0/kafka"))
        .hasToString(
            """
            {"observed":false,"version":"4.4.0","runs":0,"witness":null,"replays":1,\
            "reproduced":0,"parted":["event 1: expected a fetch, found none"]}""");
  }

  @Test
  void theDocumentSaysWhatTheCellsSay() throws IOException {
    List<Cell> cells = SmallRun.all().cells();
    JsonNode json = written(report(cells));
    assertThat(json.get("seed").asLong()).isEqualTo(42);
    assertThat(json.get("summary").get("cells").asInt()).isEqualTo(cells.size());
    assertThat(json.get("summary").get("match").asInt()).isEqualTo(cells.size());
    for (JsonNode node : json.get("cells")) {
      Cell cell =
          cells.stream()
              .filter(
                  c ->
                      c.preset().id().equals(node.get("preset").asText())
                          && c.faults().id().equals(node.get("faults").asText())
                          && c.anomaly().name().equals(node.get("anomaly").asText()))
              .findFirst()
              .orElseThrow();
      JsonNode prediction = node.get("prediction");
      assertThat(prediction.get("verdict").asText()).isEqualTo(cell.prediction().verdict().name());
      assertThat(prediction.get("distinctStates").asLong())
          .isEqualTo(cell.prediction().distinctStates());
      assertThat(prediction.get("depth").asInt()).isEqualTo(cell.prediction().depth());
      assertThat(node.get("simulated").get("observed").asBoolean()).isEqualTo(cell.observed());
      assertThat(node.get("simulated").get("runs").asLong()).isEqualTo(cell.observation().runs());
      assertThat(node.get("match").asText()).isEqualTo(cell.match().name());
    }
  }

  @Test
  void aWitnessThatIsNamedIsThereAndIsThatWitness() throws Exception {
    List<Cell> cells = SmallRun.all().cells();
    JsonNode json = written(report(cells));
    int named = 0;
    for (JsonNode cell : json.get("cells")) {
      for (String side : List.of("prediction", "simulated")) {
        JsonNode witness = cell.get(side).get("witness");
        boolean shown = cell.get("prediction").get("verdict").asText().equals("POSSIBLE");
        assertThat(witness.isNull()).isEqualTo(!shown);
        if (shown) {
          named++;
          assertThat(folder.resolve(witness.asText())).isRegularFile();
        }
      }
    }
    assertThat(named).isPositive();
    for (Cell cell : cells) {
      if (cell.observed()) {
        Path file = folder.resolve(ReportFiles.simulatedWitness(cell).orElseThrow());
        Schedule schedule = ScheduleFile.read(file);
        assertThat(schedule).isEqualTo(cell.simulatedWitness().orElseThrow());
        Path trace = folder.resolve(ReportFiles.predictedWitness(cell).orElseThrow());
        assertThat(TraceFile.looksLike(trace)).isTrue();
        assertThat(TraceFile.looksLike(file)).isFalse();
        assertThat(TraceFile.model(trace).config()).isEqualTo(cell.model().config());
        List<Trace> traces = TraceReader.read(trace);
        assertThat(traces).hasSize(1);
        assertThat(Following.follow(traces.get(0), schedule.setup()))
            .isEqualTo(
                Following.follow(cell.prediction().witness().orElseThrow(), schedule.setup()));
      }
    }
  }

  @Test
  void theSameReportIsTheSameBytes() throws IOException {
    List<Cell> cells = SmallRun.all().cells();
    List<Cell> reversed = new ArrayList<>(cells);
    Collections.reverse(reversed);
    assertThat(ReportFiles.json(report(reversed))).isEqualTo(ReportFiles.json(report(cells)));
  }

  @Test
  void aBrokenInvariantIsNamedWithItsSchedule() throws IOException {
    Cell cell =
        Fabricated.broken(
            Fabricated.cell(
                Preset.IDEMPOTENT, FaultModel.NONE, Anomaly.PHANTOM, Verdict.IMPOSSIBLE),
            Invariant.LOGS_MATCH);
    JsonNode broken =
        written(report(List.of(cell))).get("cells").get(0).get("simulated").get("brokenInvariants");
    assertThat(keys(broken)).containsExactly("LOGS_MATCH");
    assertThat(folder.resolve(broken.get("LOGS_MATCH").asText())).isRegularFile();
  }

  @Test
  void anEarlierReportIsClearedAndNothingOfTheUsers() throws IOException {
    written(report(SmallRun.all().cells()));
    ReportFiles files = new ReportFiles(folder);
    Files.createDirectories(files.models());
    Files.writeString(files.models().resolve("at-least-once-none.out"), "TLC");
    Files.writeString(files.models().resolve("Commit.tla"), "MODULE");
    Map<Path, String> own = new TreeMap<>();
    own.put(folder.resolve("notes.txt"), "mine");
    own.put(folder.resolve("artifacts/my-schedule.json"), "mine");
    own.put(folder.resolve("artifacts/idempotent-notes.md"), "mine");
    own.put(folder.resolve("artifacts/models/notes.txt"), "mine");
    own.put(folder.resolve("elsewhere/idempotent-none-PHANTOM.json"), "mine");
    for (Map.Entry<Path, String> file : own.entrySet()) {
      Files.createDirectories(file.getKey().getParent());
      Files.writeString(file.getKey(), file.getValue());
    }
    files.clear();
    try (Stream<Path> left = Files.walk(folder)) {
      assertThat(left.filter(Files::isRegularFile))
          .containsExactlyInAnyOrderElementsOf(own.keySet());
    }
  }

  @Test
  void clearingAFolderWithoutAReportIsNothing() throws IOException {
    new ReportFiles(folder.resolve("new")).clear();
    new ReportFiles(folder).clear();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aLinkIsNotFollowedOutOfTheFolder() throws IOException {
    Path outside = Files.writeString(folder.resolve("outside.json"), "mine");
    Path artifacts = Files.createDirectories(folder.resolve("report/artifacts"));
    Files.createSymbolicLink(artifacts.resolve("idempotent-none-PHANTOM.json"), outside);
    new ReportFiles(folder.resolve("report")).clear();
    assertThat(artifacts).isEmptyDirectory();
    assertThat(outside).hasContent("mine");
  }

  @Test
  void aReportReplacesAnEarlierOneAndLeavesNothingUnfinished() throws IOException {
    List<Cell> cells = SmallRun.all().cells();
    ReportFiles files = new ReportFiles(folder);
    files.write(report(cells));
    files.writePage("first");
    files.write(report(List.of()));
    files.writePage("second");
    assertThat(folder.resolve("index.html")).hasContent("second");
    assertThat(folder.resolve("report.json")).content().contains("\"cells\" : [ ]");
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left)
          .containsExactlyInAnyOrder(folder.resolve("index.html"), folder.resolve("report.json"));
    }
  }
}
