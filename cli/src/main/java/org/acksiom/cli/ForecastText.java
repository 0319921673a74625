package org.acksiom.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.acksiom.cli.Remedy.Change;
import org.acksiom.conformance.Prediction;
import org.acksiom.conformance.Verdict;
import org.acksiom.kafka.settings.Setting;
import org.acksiom.specs.Anomaly;
import org.acksiom.specs.Bounds;
import org.acksiom.specs.FaultModel;

/**
 * A forecast as a person reads it: the settings, a table, and for each possible anomaly its story
 * and its remedy.
 */
final class ForecastText {
  private static final String GAP = "  ";
  private static final String UNDECIDED = "undecided";

  private final Forecast forecast;
  private final PrintWriter out;

  private ForecastText(Forecast forecast, PrintWriter out) {
    this.forecast = forecast;
    this.out = out;
  }

  /** Writes it all. */
  static void write(Forecast forecast, PrintWriter out) {
    ForecastText text = new ForecastText(forecast, out);
    text.writeSettings();
    text.writeTable();
    for (Anomaly anomaly : Anomaly.values()) {
      if (!text.possibleUnder(anomaly).isEmpty()) {
        text.writeAnomaly(anomaly);
      }
    }
    text.writeMostAtOnce();
    text.writeUndecided();
  }

  private void writeSettings() {
    out.println("Settings, with the defaults of Kafka " + forecast.settings().version());
    out.println();
    List<List<String>> rows = new ArrayList<>();
    for (Setting setting : forecast.settings().settings()) {
      rows.add(List.of(setting.name(), setting.value(), setting.origin().toString()));
    }
    writeRows(rows);
    out.println();
    for (String note : forecast.settings().notes()) {
      out.println(GAP + "Note: " + note);
    }
    Bounds bounds = forecast.bounds();
    out.printf(
        "%sModelled with replicas %d of %d, min.insync.replicas %d, records %d, retries %d, faults %d%n%n",
        GAP,
        bounds.replicas(),
        forecast.settings().replicationFactor(),
        ModelSize.of(forecast.settings().replicationFactor())
            .modelled(forecast.settings().delivery())
            .minInsyncReplicas(),
        bounds.records(),
        bounds.retries(),
        bounds.faults());
  }

  private void writeTable() {
    List<List<String>> rows = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of("What can happen"));
    for (FaultModel faults : FaultModel.values()) {
      head.add(faults.id());
    }
    rows.add(head);
    for (Anomaly anomaly : Anomaly.values()) {
      List<String> row = new ArrayList<>(List.of(anomaly.name()));
      for (FaultModel faults : FaultModel.values()) {
        Verdict verdict = forecast.verdict(faults, anomaly);
        row.add(
            verdict == Verdict.POSSIBLE ? verdict.name() : verdict.name().toLowerCase(Locale.ROOT));
      }
      if (!Set.copyOf(row.subList(1, row.size())).equals(Set.of(UNDECIDED))) {
        rows.add(row);
      }
    }
    List<String> states = new ArrayList<>(List.of("(distinct states)"));
    for (FaultModel faults : FaultModel.values()) {
      states.add(states(faults));
    }
    rows.add(states);
    writeRows(rows);
    out.println();
  }

  private String states(FaultModel faults) {
    return forecast.predictions().getOrDefault(faults, Map.of()).values().stream()
        .max(Comparator.comparingLong(Prediction::distinctStates))
        .map(prediction -> String.format(Locale.ROOT, "%,d", prediction.distinctStates()))
        .orElse("-");
  }

  private void writeAnomaly(Anomaly anomaly) {
    List<FaultModel> under = possibleUnder(anomaly);
    out.println(anomaly + ": " + anomaly.meaning());
    out.println(
        GAP
            + "under "
            + ids(under)
            + "; the shortest story"
            + (under.size() > 1 ? ", under " + under.get(0).id() : "")
            + ":");
    int number = 0;
    for (String step : forecast.stories().get(under.get(0)).get(anomaly)) {
      number++;
      out.println(GAP + GAP + number + ". " + step);
    }
    Map<List<String>, List<FaultModel>> remedies = new LinkedHashMap<>();
    for (FaultModel faults : under) {
      remedies
          .computeIfAbsent(
              remedy(forecast.remedies().get(faults).get(anomaly)), same -> new ArrayList<>())
          .add(faults);
    }
    remedies.forEach(
        (lines, faults) -> {
          out.println(
              GAP + (remedies.size() > 1 ? "under " + ids(faults) + " " : "") + lines.get(0));
          lines.subList(1, lines.size()).forEach(line -> out.println(GAP + GAP + line));
        });
    out.println();
  }

  private List<String> remedy(Remedy remedy) {
    if (remedy.search() == Remedy.Search.NONE) {
      return List.of("no change of settings rules it out");
    }
    if (remedy.search() == Remedy.Search.UNDECIDED) {
      return List.of(
          "undecided what rules it out: not all of the nearest settings were decided (see --search-limit)");
    }
    List<String> lines =
        new ArrayList<>(
            List.of(
                remedy.changes().stream().allMatch(change -> change.makesPossible().isEmpty())
                    ? "the smallest change that rules it out:"
                    : "nothing rules it out for nothing; the smallest change trades it for another:"));
    remedy.changes().forEach(change -> lines.add("- " + change(change)));
    return lines;
  }

  private String change(Change change) {
    Map<String, String> present = SettingsLattice.named(forecast.settings().delivery());
    String settings =
        change.settings().entrySet().stream()
            .map(
                set ->
                    set.getKey()
                        + "="
                        + set.getValue()
                        + " (now "
                        + present.get(set.getKey())
                        + ")")
            .collect(Collectors.joining(", "));
    String cost =
        change.makesPossible().isEmpty()
            ? ""
            : "; but makes " + names(change.makesPossible()) + " possible";
    return settings + cost;
  }

  /** Only under the strongest fault model: what helps there helps under those that it includes. */
  private void writeMostAtOnce() {
    FaultModel strongest = null;
    for (FaultModel faults : forecast.mostAtOnce().keySet()) {
      strongest = faults;
    }
    if (strongest != null) {
      Change change = forecast.mostAtOnce().get(strongest);
      out.println("The most at once, under " + strongest.id() + ":");
      out.println(GAP + change(change) + " rules out " + names(change.rulesOut()));
      out.println();
    }
  }

  private void writeUndecided() {
    Map<String, Set<Anomaly>> alike = new LinkedHashMap<>();
    for (Anomaly anomaly : Anomaly.values()) {
      Map<String, List<FaultModel>> byReason = new LinkedHashMap<>();
      for (FaultModel faults : FaultModel.values()) {
        if (forecast.verdict(faults, anomaly) == Verdict.UNDECIDED) {
          byReason
              .computeIfAbsent(forecast.doubt(faults, anomaly), reason -> new ArrayList<>())
              .add(faults);
        }
      }
      byReason.forEach(
          (reason, models) ->
              alike
                  .computeIfAbsent(
                      "under " + ids(models) + ", since " + reason,
                      same -> EnumSet.noneOf(Anomaly.class))
                  .add(anomaly));
    }
    alike.forEach((why, anomalies) -> out.println("Undecided " + why + ": " + names(anomalies)));
  }

  private List<FaultModel> possibleUnder(Anomaly anomaly) {
    List<FaultModel> under = new ArrayList<>();
    for (FaultModel faults : FaultModel.values()) {
      if (forecast.verdict(faults, anomaly) == Verdict.POSSIBLE) {
        under.add(faults);
      }
    }
    return under;
  }

  private void writeRows(List<List<String>> rows) {
    int[] widths = new int[rows.get(0).size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        line.append(GAP).append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length()));
      }
      out.println(line.toString().stripTrailing());
    }
  }

  private static String ids(List<FaultModel> models) {
    return models.stream().map(FaultModel::id).collect(Collectors.joining(", "));
  }

  private static String names(Set<Anomaly> anomalies) {
    return anomalies.stream().map(Anomaly::name).collect(Collectors.joining(", "));
  }
}
