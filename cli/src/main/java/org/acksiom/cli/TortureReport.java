package org.acksiom.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.stream.Collectors;
import org.acksiom.kafka.workload.Scenario;
import org.acksiom.specs.Anomaly;
import org.acksiom.specs.FaultModel;
import org.acksiom.specs.Preset;

/** What was observed on real Kafka so far, for every preset and fault model. Thread-safe. */
final class TortureReport {
  /** One run and where its history is. */
  record Run(
      Preset preset, Scenario scenario, int faults, Map<Anomaly, Long> anomalies, Path history) {}

  private static final ObjectMapper JSON = new ObjectMapper();

  private final String kafkaVersion;
  private final int brokers;
  private final long seed;
  private final SortedSet<FaultModel> models;
  private final List<Run> runs = new ArrayList<>();

  /**
   * @param models the fault models that are asked for; a run counts for each that includes its
   *     fault
   */
  TortureReport(String kafkaVersion, int brokers, long seed, SortedSet<FaultModel> models) {
    this.kafkaVersion = kafkaVersion;
    this.brokers = brokers;
    this.seed = seed;
    this.models = models;
  }

  synchronized void add(Run run) {
    runs.add(run);
  }

  /** Whether every run was free of anomalies. */
  synchronized boolean holds() {
    return runs.stream().allMatch(run -> run.anomalies().isEmpty());
  }

  /** A line for each preset and fault model: how often each anomaly was found in how many runs. */
  synchronized String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            "Apache Kafka %s, brokers: %d, seed: %d%n%n%-24s %-8s %4s  %s%n",
            kafkaVersion, brokers, seed, "preset", "faults", "runs", "anomalies observed"));
    for (Preset preset : presets()) {
      for (FaultModel model : models) {
        List<Run> cell = cell(preset, model);
        String anomalies =
            total(cell).entrySet().stream()
                .map(count -> count.getKey() + " " + count.getValue())
                .collect(Collectors.joining(", "));
        text.append(
            String.format(
                "%-24s %-8s %4d  %s%n",
                preset.id(), model.id(), cell.size(), anomalies.isEmpty() ? "none" : anomalies));
      }
    }
    return text.toString();
  }

  /** The same with every run and its history, as one JSON document. */
  synchronized String json() {
    ObjectNode report = JSON.createObjectNode();
    report.put("kafka", kafkaVersion).put("brokers", brokers).put("seed", seed);
    ArrayNode cells = report.putArray("cells");
    for (Preset preset : presets()) {
      for (FaultModel model : models) {
        List<Run> runsOfCell = cell(preset, model);
        ObjectNode cell = cells.addObject().put("preset", preset.id()).put("faults", model.id());
        put(cell, total(runsOfCell));
        ArrayNode list = cell.putArray("runs");
        for (Run run : runsOfCell) {
          put(
              list.addObject()
                  .put("scenario", run.scenario().id())
                  .put("faultsInjected", run.faults())
                  .put("history", run.history().toString()),
              run.anomalies());
        }
      }
    }
    return report.toString();
  }

  private List<Preset> presets() {
    return runs.stream().map(Run::preset).distinct().sorted().toList();
  }

  private List<Run> cell(Preset preset, FaultModel model) {
    return runs.stream()
        .filter(run -> run.preset() == preset && model.includes(run.scenario().faults()))
        .toList();
  }

  private static Map<Anomaly, Long> total(List<Run> runs) {
    Map<Anomaly, Long> total = new EnumMap<>(Anomaly.class);
    runs.forEach(
        run -> run.anomalies().forEach((name, count) -> total.merge(name, count, Long::sum)));
    return total;
  }

  private static void put(ObjectNode object, Map<Anomaly, Long> anomalies) {
    ObjectNode counts = object.putObject("anomalies");
    anomalies.forEach((name, count) -> counts.put(name.name(), count));
  }
}
