package org.acksiom.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.acksiom.cli.Remedy.Change;
import org.acksiom.conformance.Prediction;
import org.acksiom.conformance.Verdict;
import org.acksiom.kafka.settings.Origin;
import org.acksiom.kafka.settings.Setting;
import org.acksiom.kafka.settings.SettingCost;
import org.acksiom.specs.Anomaly;
import org.acksiom.specs.Bounds;
import org.acksiom.specs.FaultModel;

/**
 * A forecast as a person reads it: the answer, a table, why, what to change and what that costs,
 * and at the end the settings that it is about. In two parts: the second takes longer to find.
 */
final class ForecastText {
  private static final String GAP = "  ";
  private static final int STEPS_INDENT = 4;

  private final Forecast forecast;
  private final boolean all;
  private final PrintWriter out;

  /**
   * @param all whether every story and every remedy is told, and not only those of the gravest
   */
  ForecastText(Forecast forecast, boolean all, PrintWriter out) {
    this.forecast = forecast;
    this.all = all;
    this.out = out;
  }

  // ---- what can happen, and why

  /** The answer, the table and the stories. */
  void writeWhatAndWhy(Forbidding forbidding) {
    out.println(Paragraph.of(PlainWords.answer(forecast)));
    writeForbidden(forbidding);
    writeTable();
    writeStories();
    out.flush();
  }

  private void writeForbidden(Forbidding forbidding) {
    if (forbidding.anomalies().isEmpty()) {
      return;
    }
    for (Anomaly anomaly : forbidding.possible()) {
      out.print(
          Paragraph.of(
              "Forbidden, and possible: "
                  + anomaly
                  + " under "
                  + ids(forecast.possibleUnder(anomaly))
                  + "."));
    }
    for (Anomaly anomaly : forbidding.undecided()) {
      List<FaultModel> under = forbidding.undecidedUnder(anomaly);
      out.print(
          Paragraph.of(
              "Forbidden, and undecided: "
                  + anomaly
                  + " under "
                  + ids(under)
                  + ", since "
                  + forecast.doubt(under.get(0), anomaly)
                  + "."));
    }
    if (forbidding.exitCode() == ExitCode.HOLDS) {
      out.print(
          Paragraph.of(
              "What is forbidden is impossible: "
                  + names(forbidding.anomalies())
                  + " under "
                  + ids(forecast.decided())
                  + "."));
    }
    out.println();
  }

  private void writeTable() {
    List<FaultModel> columns = forecast.decided();
    if (columns.isEmpty()) {
      return;
    }
    List<List<String>> rows = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of("What can happen", ""));
    columns.forEach(faults -> head.add(faults.id()));
    rows.add(head);
    for (Anomaly anomaly : PlainWords.BY_GRAVITY) {
      if (columns.stream().anyMatch(faults -> forecast.prediction(faults, anomaly).isPresent())) {
        List<String> row = new ArrayList<>(List.of(anomaly.name(), PlainWords.sentence(anomaly)));
        columns.forEach(faults -> row.add(word(forecast.verdict(faults, anomaly))));
        rows.add(row);
      }
    }
    writeRows(rows);
    out.println();
  }

  private static String word(Verdict verdict) {
    return switch (verdict) {
      case POSSIBLE -> "YES";
      case IMPOSSIBLE -> "no";
      case UNDECIDED -> "?";
    };
  }

  /**
   * The story of each grave anomaly, under the weakest faults, unless a story before it shows it,
   * too.
   */
  private void writeStories() {
    List<Anomaly> told =
        PlainWords.BY_GRAVITY.stream()
            .filter(anomaly -> !forecast.possibleUnder(anomaly).isEmpty())
            .toList();
    if (told.isEmpty()) {
      return;
    }
    List<Anomaly> grave = PlainWords.grave(forecast.settings().delivery().acks());
    Set<Anomaly> shown = EnumSet.noneOf(Anomaly.class);
    Set<Anomaly> untold = new LinkedHashSet<>();
    out.println("Why");
    out.println();
    for (Anomaly anomaly : told) {
      if (!all && shown.contains(anomaly)) {
        continue;
      }
      if (!all && !grave.contains(anomaly)) {
        untold.add(anomaly);
        continue;
      }
      FaultModel weakest = forecast.possibleUnder(anomaly).get(0);
      ShortestStory story = forecast.stories().get(weakest).get(anomaly);
      Set<Anomaly> others = new LinkedHashSet<>(told);
      others.retainAll(story.shows());
      others.remove(anomaly);
      out.print(
          Paragraph.of(
              GAP + anomaly + ": ",
              PlainWords.sentence(anomaly)
                  + ", "
                  + PlainWords.condition(weakest)
                  + (others.isEmpty() ? "" : "; shows " + names(others) + ", too")));
      writeSteps(story.sentences());
      out.println();
      shown.add(anomaly);
      shown.addAll(story.shows());
    }
    if (!untold.isEmpty()) {
      out.println(Paragraph.of(GAP, "--all tells how " + names(untold) + " can happen, too."));
    }
  }

  private void writeSteps(List<String> sentences) {
    int number = 0;
    for (String step : sentences) {
      number++;
      String label = number + ". ";
      out.print(Paragraph.of(" ".repeat(STEPS_INDENT + 4 - label.length()) + label, step));
    }
  }

  // ---- what to change

  /** What rules it out and what that costs, then the settings. */
  void writeFixAndSettings(Forbidding forbidding) {
    writeFix();
    for (Anomaly anomaly : forbidding.possible()) {
      writeResponsible(forbidding, anomaly);
    }
    writeSettings();
    writeBounds();
    writeUndecided();
    out.flush();
  }

  private void writeFix() {
    List<String> hopeless = new ArrayList<>();
    Map<Map<String, String>, Change> changes = new LinkedHashMap<>();
    Map<Map<String, String>, Set<FaultModel>> holds = new LinkedHashMap<>();
    FaultModel strongest = null;
    for (FaultModel faults : forecast.decided()) {
      if (!forecast.remedies().getOrDefault(faults, Map.of()).isEmpty()) {
        strongest = faults;
      }
    }
    if (strongest == null) {
      return;
    }
    Optional<Change> most = Optional.ofNullable(forecast.mostAtOnce().get(strongest));
    for (FaultModel faults : forecast.decided()) {
      for (Anomaly anomaly : PlainWords.BY_GRAVITY) {
        Optional<Remedy> remedy = forecast.remedy(faults, anomaly);
        if (remedy.isEmpty()) {
          continue;
        }
        switch (remedy.get().search()) {
          case NONE ->
              hopeless.add(
                  "No change of settings rules out " + anomaly + " under " + faults.id() + ".");
          case UNDECIDED ->
              hopeless.add(
                  "What rules out "
                      + anomaly
                      + " under "
                      + faults.id()
                      + " is undecided: not all of the nearest settings were decided (see --search-limit).");
          case FOUND ->
              remedy.get().changes().stream()
                  .limit(all ? Remedy.MOST : 1)
                  .forEach(
                      change -> {
                        changes.put(change.settings(), change);
                        holds
                            .computeIfAbsent(
                                change.settings(), same -> EnumSet.noneOf(FaultModel.class))
                            .add(faults);
                      });
        }
      }
    }
    out.println("Fix");
    out.println();
    if (most.isPresent() && !changes.containsKey(most.get().settings())) {
      out.println(GAP + "Most at once, without a new anomaly:");
      writeChange(most.get(), Set.of(strongest));
      if (!changes.isEmpty()) {
        out.println(GAP + "The smallest:");
      }
    }
    changes.values().stream()
        .sorted(
            Comparator.<Change>comparingInt(change -> change.makesPossible().size())
                .thenComparingInt(change -> -change.rulesOut().size()))
        .forEach(change -> writeChange(change, holds.get(change.settings())));
    if (!hopeless.isEmpty()) {
      hopeless.forEach(line -> out.print(Paragraph.of(GAP, line)));
      out.println();
    }
  }

  private void writeChange(Change change, Set<FaultModel> under) {
    Map<String, Setting> present = present();
    change
        .settings()
        .forEach(
            (name, value) ->
                out.print(
                    Paragraph.of(
                        GAP + GAP,
                        name
                            + "="
                            + value
                            + " (now "
                            + Optional.ofNullable(present.get(name))
                                .map(setting -> setting.value() + ", " + brief(setting.origin()))
                                .orElse("another")
                            + ")")));
    out.print(
        Paragraph.of(
            GAP + GAP + GAP + "rules out ", names(change.rulesOut()) + " under " + ids(under)));
    change
        .settings()
        .forEach(
            (name, value) ->
                SettingCost.of(name, value, forecast.settings().replicationFactor())
                    .ifPresent(
                        cost -> out.print(Paragraph.of(GAP + GAP + GAP + "costs     ", cost))));
    if (!change.makesPossible().isEmpty()) {
      out.print(
          Paragraph.of(
              GAP + GAP + GAP + "costs     ", names(change.makesPossible()) + " becomes possible"));
    }
    out.println();
  }

  private Map<String, Setting> present() {
    return forecast.settings().settings().stream()
        .collect(Collectors.toMap(Setting::name, setting -> setting));
  }

  private void writeResponsible(Forbidding forbidding, Anomaly anomaly) {
    List<Setting> responsible = forbidding.responsible(anomaly);
    out.println(
        Paragraph.of(
            "Forbidden: ",
            anomaly
                + (responsible.isEmpty()
                    ? ""
                    : " by "
                        + responsible.stream()
                            .map(
                                setting ->
                                    setting.name()
                                        + "="
                                        + setting.value()
                                        + " ("
                                        + brief(setting.origin())
                                        + ")")
                            .collect(Collectors.joining(", ")))
                + "; "
                + forbidding.ruledOutBy(anomaly)
                + "."));
  }

  // ---- what it is about

  private void writeSettings() {
    out.println("Settings, with the defaults of Kafka " + forecast.settings().version());
    out.println();
    List<List<String>> rows = new ArrayList<>();
    for (Setting setting : forecast.settings().settings()) {
      rows.add(List.of(setting.name(), setting.value(), brief(setting.origin())));
    }
    writeRows(rows);
    out.println();
    for (String note : forecast.settings().notes()) {
      out.print(Paragraph.of(GAP + "Note: ", note));
    }
    out.println();
  }

  /** Without the history of a default and the place of a cause, which has a line of its own. */
  private static String brief(Origin origin) {
    if (origin instanceof Origin.Default byDefault) {
      return "default of Kafka " + byDefault.version();
    }
    return origin instanceof Origin.Consequence
        ? origin.toString().replaceAll(" \\([^)]*\\)", "")
        : origin.toString();
  }

  private void writeBounds() {
    Bounds bounds = forecast.bounds();
    Optional<Prediction> largest =
        forecast.predictions().values().stream()
            .flatMap(decided -> decided.values().stream())
            .max(Comparator.comparingLong(Prediction::distinctStates));
    if (largest.isPresent()) {
      out.print(
          Paragraph.of(
              String.format(
                  Locale.ROOT,
                  "Decided by TLC, which visited every state (%,d under %s) of a model with %d of %d replicas,"
                      + " min.insync.replicas %d, %d records, %d retry and %d faults.",
                  largest.get().distinctStates(),
                  forecast.decided().get(forecast.decided().size() - 1).id(),
                  bounds.replicas(),
                  forecast.settings().replicationFactor(),
                  ModelSize.of(forecast.settings().replicationFactor())
                      .modelled(forecast.settings().delivery())
                      .minInsyncReplicas(),
                  bounds.records(),
                  bounds.retries(),
                  bounds.faults())));
    }
  }

  private void writeUndecided() {
    Map<String, Set<Anomaly>> alike = new LinkedHashMap<>();
    List<FaultModel> decided = forecast.decided();
    for (Anomaly anomaly : Anomaly.values()) {
      Map<String, List<FaultModel>> byReason = new LinkedHashMap<>();
      for (FaultModel faults : decided) {
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
    List<FaultModel> not =
        forecast.faults().stream().filter(faults -> !decided.contains(faults)).toList();
    if (!not.isEmpty()) {
      out.print(
          Paragraph.of(
              "Undecided under "
                  + ids(not)
                  + ", since "
                  + forecast.doubt(not.get(0), Anomaly.ACKED_LOSS)
                  + ": everything."));
    }
    alike.forEach(
        (why, anomalies) ->
            out.print(Paragraph.of("Undecided " + why + ": " + names(anomalies) + ".")));
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

  private static String ids(Collection<FaultModel> models) {
    return models.stream().map(FaultModel::id).collect(Collectors.joining(", "));
  }

  private static String names(Collection<Anomaly> anomalies) {
    return anomalies.stream().map(Anomaly::name).collect(Collectors.joining(", "));
  }
}
