package org.acksiom.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.acksiom.conformance.KafkaObservation;
import org.acksiom.conformance.KafkaRun;
import org.acksiom.conformance.KafkaRuns;
import org.acksiom.conformance.Verdict;
import org.acksiom.specs.Anomaly;
import org.acksiom.specs.Bounds;
import org.acksiom.specs.FaultModel;
import org.acksiom.specs.Preset;

/**
 * What is possible of each preset under each fault model, and what real Kafka showed so far.
 * Thread-safe.
 */
final class TortureReport {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String version;
  private final List<Preset> presets;
  private final List<FaultModel> models;
  private final Optional<String> cluster;
  private final int times;
  private final AnomalyTable table;
  private final List<KafkaRun> runs = new ArrayList<>();
  private final Map<Preset, Map<FaultModel, Map<Anomaly, Verdict>>> verdicts =
      new EnumMap<>(Preset.class);

  /** How a cell came out. */
  enum Standing {
    /** Possible, and real Kafka showed it. */
    SHOWN,
    /** Possible, and the runs that were to show it did not, or not often enough. */
    NOT_SHOWN,
    /** There was no run that was to show it, or could have shown it. */
    NOT_TRIED,
    /** There were runs, but none with a consumer, which alone sees it. */
    NOT_READ,
    /** Impossible, and no run showed it. */
    NEVER,
    /** Impossible, and a run showed it. */
    CONTRADICTED,
    /** Nobody knows whether it is possible. */
    UNDECIDED
  }

  /**
   * Nothing has run yet.
   *
   * @param version of Kafka's clients, and of the brokers in this process
   * @param cluster the id of the user's own, on which nothing is replayed
   * @param presets the rows
   * @param models the fault models that each has a row for
   * @param times how often each is run
   */
  TortureReport(
      String version,
      Optional<String> cluster,
      List<Preset> presets,
      List<FaultModel> models,
      int times) {
    this.version = version;
    this.cluster = cluster;
    this.presets = List.copyOf(presets);
    this.models = List.copyOf(models);
    this.times = times;
    this.table =
        new AnomalyTable(
            List.of(Anomaly.values()), times == 1 ? 1 : 2 * String.valueOf(times).length() + 1);
  }

  /** What the explorer says; what is possible with fewer faults is possible. */
  synchronized void decided(Preset preset, FaultModel faults, Map<Anomaly, Verdict> found) {
    verdicts.computeIfAbsent(preset, any -> new EnumMap<>(FaultModel.class)).put(faults, found);
  }

  /** What is possible by what was found, and was not with fewer faults. */
  synchronized List<Anomaly> newlyPossible(
      Preset preset, FaultModel faults, Map<Anomaly, Verdict> found) {
    return found.keySet().stream()
        .filter(anomaly -> found.get(anomaly) == Verdict.POSSIBLE)
        .filter(anomaly -> verdict(preset, faults, anomaly) != Verdict.POSSIBLE)
        .toList();
  }

  synchronized void add(KafkaRun run) {
    runs.add(run);
  }

  /** Whether anything has run that counts for that row. */
  synchronized boolean hasRuns(Preset preset, FaultModel faults) {
    return runs.stream().anyMatch(run -> run.isOf(preset, faults));
  }

  private Verdict verdict(Preset preset, FaultModel faults, Anomaly anomaly) {
    Map<FaultModel, Map<Anomaly, Verdict>> known = verdicts.getOrDefault(preset, Map.of());
    for (FaultModel smaller : FaultModel.values()) {
      if (faults.includes(smaller)
          && known.getOrDefault(smaller, Map.of()).get(anomaly) == Verdict.POSSIBLE) {
        return Verdict.POSSIBLE;
      }
    }
    return known.getOrDefault(faults, Map.of()).getOrDefault(anomaly, Verdict.UNDECIDED);
  }

  private KafkaObservation seen(Preset preset, FaultModel faults, Anomaly anomaly) {
    return kafka()
        .observation(preset, faults, anomaly)
        .orElseGet(() -> new KafkaObservation(0, 0, 0, Optional.empty(), List.of()));
  }

  private KafkaRuns kafka() {
    return new KafkaRuns(version, runs);
  }

  private Standing standing(
      Preset preset, FaultModel faults, Verdict verdict, KafkaObservation seen) {
    return switch (verdict) {
      case POSSIBLE -> {
        if (isShown(seen)) {
          yield Standing.SHOWN;
        }
        if (cluster.isEmpty()) {
          yield seen.replays() > 0 ? Standing.NOT_SHOWN : Standing.NOT_TRIED;
        }
        yield seen.runs() > 0 ? Standing.NOT_SHOWN : withoutRuns(preset, faults);
      }
      case IMPOSSIBLE -> {
        if (seen.observed()) {
          yield Standing.CONTRADICTED;
        }
        yield seen.runs() > 0 ? Standing.NEVER : withoutRuns(preset, faults);
      }
      case UNDECIDED -> Standing.UNDECIDED;
    };
  }

  /** Of many replays nine in ten are to reproduce it. */
  private boolean isShown(KafkaObservation seen) {
    boolean often = times == 1 || 10 * seen.reproduced() >= 9 * seen.replays();
    return seen.shown() && often;
  }

  private Standing withoutRuns(Preset preset, FaultModel faults) {
    boolean finished =
        kafka().of(preset, faults).stream()
            .anyMatch(run -> run.scope() != KafkaRun.Scope.UNFINISHED);
    return finished ? Standing.NOT_READ : Standing.NOT_TRIED;
  }

  /** Runs that nobody led, and that Kafka did not come through. */
  private List<KafkaRun> failed() {
    return runs.stream()
        .filter(run -> run.replayed().isEmpty() && run.parted().isPresent())
        .toList();
  }

  // ---- as a whole

  @FunctionalInterface
  private interface CellAction {
    void with(
        Preset preset,
        FaultModel faults,
        Anomaly anomaly,
        Verdict verdict,
        KafkaObservation seen,
        Standing standing);
  }

  private void eachCell(CellAction action) {
    for (Preset preset : presets) {
      for (FaultModel faults : models) {
        for (Anomaly anomaly : Anomaly.values()) {
          Verdict verdict = verdict(preset, faults, anomaly);
          KafkaObservation seen = seen(preset, faults, anomaly);
          Standing standing = standing(preset, faults, verdict, seen);
          action.with(preset, faults, anomaly, verdict, seen, standing);
        }
      }
    }
  }

  /** How many cells came out how. */
  synchronized Map<Standing, Integer> summary() {
    Map<Standing, Integer> summary = new EnumMap<>(Standing.class);
    for (Standing each : Standing.values()) {
      summary.put(each, 0);
    }
    eachCell(
        (preset, faults, anomaly, verdict, seen, standing) ->
            summary.merge(standing, 1, Integer::sum));
    return summary;
  }

  /**
   * Violated if something impossible showed; undecided if something possible did not, or nobody
   * knows, or a run failed. On the user's own cluster nothing is led to what is possible, and what
   * does not show there leaves nothing open.
   */
  synchronized ExitCode exitCode() {
    Map<Standing, Integer> summary = summary();
    if (summary.get(Standing.CONTRADICTED) > 0) {
      return ExitCode.VIOLATED;
    }
    boolean open =
        summary.get(Standing.UNDECIDED) > 0
            || summary.get(Standing.NOT_TRIED) > 0
            || (cluster.isEmpty() && summary.get(Standing.NOT_SHOWN) > 0)
            || !failed().isEmpty();
    return open ? ExitCode.UNDECIDED : ExitCode.HOLDS;
  }

  // ---- as text

  /** The line above all rows. */
  String header() {
    return table.header("runs");
  }

  /** One row, as far as it is known. */
  synchronized String row(Preset preset, FaultModel faults) {
    return table.row(
        preset,
        faults,
        anomaly -> mark(preset, faults, anomaly),
        String.valueOf(kafka().of(preset, faults).size()));
  }

  private String mark(Preset preset, FaultModel faults, Anomaly anomaly) {
    KafkaObservation seen = seen(preset, faults, anomaly);
    return switch (standing(preset, faults, verdict(preset, faults, anomaly), seen)) {
      case SHOWN ->
          times > 1 && seen.replays() > 0 ? seen.reproduced() + "/" + seen.replays() : "Y";
      case NOT_SHOWN -> "n";
      case NOT_READ -> ".";
      case NEVER -> "-";
      case CONTRADICTED -> "!";
      case NOT_TRIED, UNDECIDED -> "?";
    };
  }

  /** What is below the rows. */
  synchronized String text() {
    StringBuilder text = new StringBuilder();
    text.append("\nY: possible, and real Kafka showed it")
        .append(times == 1 ? "" : " (in so many of so many replays)")
        .append("  n: possible, and it did not")
        .append(times == 1 || cluster.isPresent() ? "" : "\n   in nine of ten")
        .append('\n')
        .append("-: impossible, and no run showed it  !: impossible, and a run showed it\n")
        .append("?: not known, or not tried\n")
        .append(".: only a consumer that reads meanwhile sees it, and no run had one\n")
        .append(table.legend())
        .append(
            Paragraph.of(
                "Possible is what a schedule of the Java broker and producer shows; impossible is"
                    + " what none shows within the bounds ("
                    + boundsInWords()
                    + ")."));
    Set<String> reasons = new LinkedHashSet<>();
    eachCell(
        (preset, faults, anomaly, verdict, seen, standing) -> {
          String where = "%s, %s, %s".formatted(preset.id(), faults.id(), anomaly);
          if (standing == Standing.CONTRADICTED) {
            text.append("\nCONTRADICTED ")
                .append(where)
                .append(": impossible, and observed: ")
                .append(seen.witness().orElseThrow())
                .append('\n');
          }
          for (String reason : seen.parted()) {
            reasons.add(
                "%s, %s, %d of %d: %s"
                    .formatted(preset.id(), anomaly, seen.reproduced(), seen.replays(), reason));
          }
        });
    for (KafkaRun run : failed()) {
      text.append(
          "\nFAILED run of %s, %s: %s\n"
              .formatted(run.preset().id(), run.faults().id(), run.parted().orElseThrow()));
    }
    if (!reasons.isEmpty()) {
      text.append("\nNot shown, or not every time:\n");
      reasons.forEach(reason -> text.append("  ").append(reason).append('\n'));
    }
    Map<Standing, Integer> summary = summary();
    String cells =
        summary.entrySet().stream()
            .filter(of -> of.getValue() > 0)
            .map(of -> of.getValue() + " " + of.getKey().name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", "))
            .replace('_', ' ');
    return text.append('\n')
        .append(
            Paragraph.of(
                presets.size() * models.size() * Anomaly.values().length + " cells: " + cells))
        .append(
            Paragraph.of(
                "%d runs of Apache Kafka %s%s"
                    .formatted(
                        runs.size(),
                        version,
                        cluster.map(id -> "'s producer on cluster " + id).orElse(""))))
        .toString();
  }

  private static String boundsInWords() {
    return "replicas: %d, records: %d, retries: %d, faults: %d, consumers: %d"
        .formatted(
            most(Bounds::replicas),
            most(Bounds::records),
            most(Bounds::retries),
            most(Bounds::faults),
            most(Bounds::consumers));
  }

  private static int most(ToIntFunction<Bounds> bound) {
    return Explorations.BOUNDS.stream().mapToInt(bound).max().orElseThrow();
  }

  // ---- as JSON

  /** The same with every run and its history, as one JSON document. */
  synchronized String json() {
    ObjectNode report = JSON.createObjectNode();
    report.put("kafka", version).put("cluster", cluster.orElse(null));
    ArrayNode cells = report.putArray("cells");
    eachCell(
        (preset, faults, anomaly, verdict, seen, standing) -> {
          ObjectNode cell =
              cells
                  .addObject()
                  .put("preset", preset.id())
                  .put("faults", faults.id())
                  .put("anomaly", anomaly.name())
                  .put("explorer", verdict.name())
                  .put("standing", standing.name())
                  .put("runs", seen.runs())
                  .put("replays", seen.replays())
                  .put("reproduced", seen.reproduced())
                  .put("witness", seen.witness().orElse(null));
          ArrayNode parted = cell.putArray("parted");
          seen.parted().forEach(parted::add);
        });
    ArrayNode list = report.putArray("runs");
    for (KafkaRun run : runs) {
      ObjectNode object =
          list.addObject()
              .put("preset", run.preset().id())
              .put("faults", run.faults().id())
              .put("replayed", run.replayed().map(Anomaly::name).orElse(null))
              .put("history", run.history())
              .put("parted", run.parted().orElse(null));
      ArrayNode shown = object.putArray("shown");
      run.shown().forEach(anomaly -> shown.add(anomaly.name()));
    }
    ObjectNode summary = report.putObject("summary");
    summary().forEach((standing, n) -> summary.put(standing.name(), n));
    return report.toString();
  }
}
