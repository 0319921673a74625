package org.acksiom.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.acksiom.impl.simulator.Invariant;
import org.acksiom.impl.simulator.Schedule;
import org.acksiom.impl.simulator.ScheduleFile;
import org.acksiom.modelcheck.Trace;
import org.acksiom.specs.FaultModel;
import org.acksiom.specs.Preset;

/**
 * A report as files: {@code report.json}, the page, and the artifacts that its witnesses name. The
 * folder is the user's: of what is in it only what an earlier report wrote is replaced.
 */
public final class ReportFiles {
  /** The folder of the typeset specifications, relative to the report. */
  public static final String SPECS = "specs";

  private static final String ARTIFACTS = "artifacts";
  private static final String MODELS = ARTIFACTS + "/models";
  private static final String JSON_FILE = "report.json";
  private static final String PAGE_FILE = "index.html";
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Path folder;

  /**
   * Files in that folder.
   *
   * @param folder made if it is not there
   */
  public ReportFiles(Path folder) {
    this.folder = folder;
  }

  /** Where a cell's artifacts are, without an ending and relative to the report. */
  private static String name(Cell cell) {
    return artifact(cell, cell.anomaly());
  }

  private static String artifact(Cell cell, Enum<?> shows) {
    return ARTIFACTS + "/" + cell.exploration() + "-" + shows;
  }

  /** TLC's witness of a cell, relative to the report: it names its model and can be replayed. */
  public static Optional<String> predictedWitness(Cell cell) {
    return cell.prediction().witness().map(trace -> name(cell) + ".tlc.txt");
  }

  /** The implementation's witness of a cell, relative to the report. */
  public static Optional<String> simulatedWitness(Cell cell) {
    return cell.simulatedWitness().map(schedule -> name(cell) + ".json");
  }

  /**
   * Where the history of real Kafka is that was to follow the implementation's witness of a cell,
   * relative to the report.
   */
  public static String kafkaHistory(Cell cell) {
    return name(cell) + ".kafka.ndjson";
  }

  private static String brokenWitness(Cell cell, Invariant invariant) {
    return artifact(cell, invariant) + ".json";
  }

  /** Where the page is. */
  public Path page() {
    return folder.resolve(PAGE_FILE);
  }

  /** Where models, and TLC's outputs, are to be kept. */
  public Path models() {
    return folder.resolve(MODELS);
  }

  /** Where the typeset specifications are to be written. */
  public Path specs() {
    return folder.resolve(SPECS);
  }

  /** Deletes what an earlier report left, and nothing else. */
  public void clear() throws IOException {
    Files.deleteIfExists(folder.resolve(JSON_FILE));
    Files.deleteIfExists(page());
    List<String> scenarios = new ArrayList<>();
    for (Preset preset : Preset.values()) {
      for (FaultModel faults : FaultModel.values()) {
        scenarios.add(preset.id() + "-" + faults.id() + "-");
      }
    }
    clear(models(), name -> name.matches(".*\\.(tla|cfg|out)"));
    for (Path observed : folders(models().resolve(Predictor.OBSERVED))) {
      clear(observed, name -> name.matches(Observed.MODULE + "\\.(tla|cfg|out)"));
    }
    clear(
        folder.resolve(ARTIFACTS),
        name ->
            name.matches(".*\\.(json|tlc\\.txt|ndjson)")
                && scenarios.stream().anyMatch(name::startsWith));
  }

  private static void clear(Path folder, Predicate<String> ours) throws IOException {
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) {
          if (Files.isRegularFile(file) && ours.test(file.getFileName().toString())) {
            Files.delete(file);
          }
        }
      }
    }
  }

  private static List<Path> folders(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isDirectory).toList();
    }
  }

  /** Writes the witnesses of a cell, as soon as it is decided. */
  public void write(Cell cell) throws IOException {
    Files.createDirectories(folder.resolve(ARTIFACTS));
    if (cell.prediction().witness().isPresent()) {
      Trace trace = cell.prediction().witness().get();
      Files.writeString(
          folder.resolve(predictedWitness(cell).orElseThrow()),
          TraceFile.write(trace, cell.model(), cell.anomaly()));
    }
    if (cell.simulatedWitness().isPresent()) {
      Files.writeString(
          folder.resolve(simulatedWitness(cell).orElseThrow()),
          ScheduleFile.write(cell.simulatedWitness().get()));
    }
    for (Map.Entry<Invariant, Schedule> broken : cell.observation().broken().entrySet()) {
      Files.writeString(
          folder.resolve(brokenWitness(cell, broken.getKey())),
          ScheduleFile.write(broken.getValue()));
    }
  }

  /**
   * Writes {@code report.json}, which is there as a whole or as it was, whenever the process ends.
   */
  public void write(Report report) throws IOException {
    Files.createDirectories(folder);
    replace(folder.resolve(JSON_FILE), json(report) + "\n");
  }

  /** Writes the page in the same way. */
  public void writePage(String html) throws IOException {
    Files.createDirectories(folder);
    replace(page(), html);
  }

  private void replace(Path file, String text) throws IOException {
    Path unfinished = folder.resolve(file.getFileName() + ".unfinished");
    Files.writeString(unfinished, text);
    Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
  }

  /** The text of {@code report.json}. */
  public static String json(Report report) throws IOException {
    ObjectNode json = JSON.objectNode();
    ObjectNode tool = json.putObject("tool");
    report.versions().forEach(tool::put);
    json.put("profile", report.profile().name());
    json.put("seed", report.seed());
    json.put("elapsedMillis", report.elapsedMillis());
    ArrayNode cells = json.putArray("cells");
    report.cells().forEach(cell -> cells.add(json(cell, report)));
    ArrayNode claims = json.putArray("claims");
    report.ledger().forEach(entry -> claims.add(json(entry)));
    ObjectNode summary = json.putObject("summary");
    summary.put("cells", report.cells().size());
    report.summary().forEach((match, n) -> summary.put(match.name().toLowerCase(Locale.ROOT), n));
    ArrayNode missing = json.putArray("missing");
    report
        .missing()
        .forEach(
            (scenario, reason) ->
                missing
                    .addObject()
                    .put("preset", scenario.preset().id())
                    .put("faults", scenario.faults().id())
                    .put("reason", reason));
    return MAPPER.writeValueAsString(json);
  }

  private static ObjectNode json(Cell cell, Report report) {
    ObjectNode json = JSON.objectNode();
    json.put("preset", cell.preset().id());
    json.set("settings", MAPPER.valueToTree(cell.preset().settings().byName()));
    json.put("faults", cell.faults().id());
    json.put("anomaly", cell.anomaly().name());
    ObjectNode prediction = json.putObject("prediction");
    prediction.put("verdict", cell.prediction().verdict().name());
    prediction.put("model", MODELS + "/" + cell.exploration() + ".cfg");
    prediction.put("distinctStates", cell.prediction().distinctStates());
    prediction.put("depth", cell.prediction().depth());
    prediction.set("bounds", MAPPER.valueToTree(cell.model().bounds().byName()));
    prediction.put("witness", predictedWitness(cell).orElse(null));
    prediction.put("cached", cell.prediction().cached());
    ObjectNode simulated = json.putObject("simulated");
    simulated.put("observed", cell.observed());
    simulated.put("exhaustive", cell.observation().exhaustive());
    simulated.put("runs", cell.observation().runs());
    simulated.put("distinctStates", cell.observation().distinctStates());
    simulated.put("depth", cell.observation().depth());
    simulated.put("witness", simulatedWitness(cell).orElse(null));
    if (!cell.observation().broken().isEmpty()) {
      ObjectNode broken = simulated.putObject("brokenInvariants");
      cell.observation()
          .broken()
          .keySet()
          .forEach(invariant -> broken.put(invariant.name(), brokenWitness(cell, invariant)));
    }
    json.set(
        "kafka",
        report
            .kafka(cell)
            .<JsonNode>map(seen -> json(seen, report.kafka().version()))
            .orElse(JSON.nullNode()));
    json.put("match", cell.match().name());
    return json;
  }

  private static ObjectNode json(KafkaObservation seen, String version) {
    ObjectNode json = JSON.objectNode();
    json.put("observed", seen.observed());
    json.put("version", version);
    json.put("runs", seen.runs());
    json.put("witness", seen.witness().orElse(null));
    json.put("replays", seen.replays());
    json.put("reproduced", seen.reproduced());
    ArrayNode parted = json.putArray("parted");
    seen.parted().forEach(parted::add);
    return json;
  }

  private static ObjectNode json(Ledger.Entry entry) {
    ObjectNode json = JSON.objectNode();
    json.put("id", entry.claim().name());
    json.put("claim", entry.claim().sentence());
    json.put("verdict", entry.standing().name());
    json.put("property", entry.claim().property());
    json.put("condition", entry.claim().condition());
    json.put("witness", witness(entry).orElse(null));
    return json;
  }

  /** What a claim's verdict can be seen in, relative to the report. */
  public static Optional<String> witness(Ledger.Entry entry) {
    return entry
        .evidence()
        .flatMap(ReportFiles::predictedWitness)
        .or(() -> entry.model().map(model -> MODELS + "/" + model + ".out"));
  }
}
