package org.acksiom.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.acksiom.impl.simulator.Action;
import org.acksiom.impl.simulator.Coverage;
import org.acksiom.impl.simulator.Invariant;
import org.acksiom.specs.Anomaly;
import org.acksiom.specs.FaultModel;
import org.acksiom.specs.Preset;

/**
 * What {@code acksiom fuzz} found under one preset.
 *
 * @param runs how many there were
 * @param steps those of all runs together
 * @param nanos how long it took
 * @param anomalies the anomalies found, each with its schedule's file
 * @param broken the invariants that did not hold, each with its schedule's file
 * @param coverage in which situations which actions were taken
 * @param traces the file with the traces of all runs, if they were asked for
 */
record FuzzResult(
    Preset preset,
    FaultModel faults,
    long seed,
    long runs,
    long steps,
    long nanos,
    Map<Anomaly, Path> anomalies,
    Map<Invariant, Path> broken,
    Coverage coverage,
    Optional<Path> traces) {

  /** Whether there is anything to look at. */
  boolean foundAny() {
    return !anomalies.isEmpty() || !broken.isEmpty();
  }

  /** The result as an entry of the JSON document. */
  ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("preset", preset.id());
    json.put("faults", faults.id());
    json.put("seed", seed);
    json.put("runs", runs);
    json.put("steps", steps);
    json.put("elapsedMillis", elapsedMillis());
    json.put("stepsPerSecond", stepsPerSecond());
    ObjectNode found = json.putObject("anomalies");
    anomalies.forEach((anomaly, file) -> found.put(anomaly.name(), file.toString()));
    ObjectNode wrong = json.putObject("brokenInvariants");
    broken.forEach((invariant, file) -> wrong.put(invariant.name(), file.toString()));
    ObjectNode covered = json.putObject("coverage");
    covered.put("pairs", coverage.pairs());
    ObjectNode actions = covered.putObject("actions");
    for (Action action : Action.values()) {
      actions
          .putObject(action.specName())
          .put("taken", coverage.taken().getOrDefault(action, 0L))
          .put("situations", coverage.situations().getOrDefault(action, 0));
    }
    traces.ifPresent(file -> json.put("traces", file.toString()));
    return json;
  }

  /** The result in words: one line, and one more for each schedule. */
  void print(PrintWriter out) {
    out.println(
        String.format(
            Locale.ROOT,
            "%s, %s: %,d runs, %,d steps, %.1f s, %,d steps/s",
            preset.id(),
            faults.id(),
            runs,
            steps,
            elapsedMillis() / 1000.0,
            stepsPerSecond()));
    String never =
        Stream.of(Action.values())
            .filter(action -> !coverage.taken().containsKey(action))
            .map(Action::specName)
            .collect(Collectors.joining(", "));
    out.println(
        String.format(
            Locale.ROOT,
            "  covered: %d pairs of action and situation%s",
            coverage.pairs(),
            never.isEmpty() ? "" : "; never taken: " + never));
    anomalies.forEach((anomaly, file) -> out.println("  " + anomaly.name() + ": " + file));
    broken.forEach((invariant, file) -> out.println("  BROKEN " + invariant.name() + ": " + file));
    traces.ifPresent(file -> out.println("  traces: " + file));
  }

  /** What was found in all, one row for each preset. */
  static String table(List<FuzzResult> results, Path artifacts) {
    AnomalyTable table = new AnomalyTable(List.of(Anomaly.values()), 1);
    StringBuilder text = new StringBuilder("\n").append(table.header("runs"));
    for (FuzzResult result : results) {
      String remark =
          String.format(
              Locale.ROOT, "%,d%s", result.runs, result.broken.isEmpty() ? "" : " BROKEN");
      text.append(
          table.row(
              result.preset,
              result.faults,
              anomaly -> result.anomalies.containsKey(anomaly) ? "Y" : ".",
              remark));
    }
    return text.append("Y: found, with a schedule in ")
        .append(artifacts)
        .append("  .: not found, which proves nothing\n")
        .append(table.legend())
        .toString();
  }

  private long elapsedMillis() {
    return nanos / 1_000_000;
  }

  private long stepsPerSecond() {
    return Math.round(steps * 1e9 / Math.max(1, nanos));
  }
}
