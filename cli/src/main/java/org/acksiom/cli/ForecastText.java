package org.acksiom.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.acksiom.conformance.Verdict;
import org.acksiom.kafka.settings.Setting;
import org.acksiom.specs.Anomaly;
import org.acksiom.specs.FaultModel;

/**
 * A forecast as a person reads it: the answer, a table, why, what to change and what that costs,
 * and at the end the settings that it is about. In two parts: the second takes longer to find.
 */
final class ForecastText {
  private static final String GAP = "  ";
  private static final int STEPS_INDENT = 4;

  private final Forbidding forbidding;
  private final Forecast forecast;
  private final ForecastOutline outline;
  private final PrintWriter out;

  /**
   * @param forbidding what is told, and what of it is forbidden
   * @param all whether every story and every remedy is told
   */
  ForecastText(Forbidding forbidding, boolean all, PrintWriter out) {
    this.forbidding = forbidding;
    this.forecast = forbidding.forecast();
    this.outline = new ForecastOutline(forbidding, all);
    this.out = out;
  }

  // ---- what can happen, and why

  /** The answer, the table and the stories. */
  void writeWhatAndWhy() {
    out.println(Paragraph.of(PlainWords.answer(forecast)));
    writeForbidden();
    writeTable();
    writeStories();
    out.flush();
  }

  private void writeForbidden() {
    if (forbidding.anomalies().isEmpty()) {
      return;
    }
    for (Anomaly anomaly : forbidding.possible()) {
      List<FaultModel> under = forecast.possibleUnder(anomaly);
      out.print(
          Paragraph.of(
              "Forbidden, and possible: "
                  + anomaly
                  + (under.isEmpty() ? " beyond the bounds" : " under " + ids(under))
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
              "What is forbidden is impossible "
                  + PlainWords.bounded(forecast)
                  + ": "
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
        columns.forEach(faults -> row.add(word(faults, anomaly)));
        rows.add(row);
      }
    }
    writeRows(rows);
    out.println();
  }

  private String word(FaultModel faults, Anomaly anomaly) {
    return switch (forecast.verdict(faults, anomaly)) {
      case POSSIBLE -> "YES";
      case IMPOSSIBLE -> forecast.beyond(faults, anomaly).isPresent() ? "beyond" : "no";
      case UNDECIDED -> "?";
    };
  }

  private void writeStories() {
    List<ForecastOutline.Told> stories = outline.stories();
    if (stories.isEmpty()) {
      return;
    }
    out.println("Why");
    out.println();
    for (ForecastOutline.Told told : stories) {
      out.print(Paragraph.of(GAP + told.anomaly() + ": ", told.headline()));
      writeSteps(told.story().sentences());
      out.println();
    }
    Set<Anomaly> untold = outline.untold();
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
  void writeFixAndSettings() {
    writeFix();
    for (Anomaly anomaly : forbidding.possible()) {
      writeResponsible(anomaly);
    }
    writeSettings();
    writeBounds();
    writeUndecided();
    out.flush();
  }

  private void writeFix() {
    if (!outline.searched()) {
      return;
    }
    out.println(outline.fixHeading());
    out.println();
    for (ForecastOutline.Fix fix : outline.fixes()) {
      fix.settings().forEach(setting -> out.print(Paragraph.of(GAP, setting)));
      out.print(Paragraph.of(GAP + GAP + "rules out ", fix.rulesOut()));
      fix.costs().forEach(cost -> out.print(Paragraph.of(GAP + GAP + "costs     ", cost)));
      out.println();
    }
    List<String> hopeless = outline.hopeless();
    if (!hopeless.isEmpty()) {
      hopeless.forEach(line -> out.print(Paragraph.of(GAP, line)));
      out.println();
    }
  }

  private void writeResponsible(Anomaly anomaly) {
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
                                        + ForecastOutline.brief(setting.origin())
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
      rows.add(List.of(setting.name(), setting.value(), ForecastOutline.brief(setting.origin())));
    }
    writeRows(rows);
    out.println();
    for (String note : forecast.settings().notes()) {
      out.print(Paragraph.of(GAP + "Note: ", note));
    }
    out.println();
  }

  private void writeBounds() {
    if (!forecast.decided().isEmpty()) {
      out.print(Paragraph.of(PlainWords.bounds(forecast)));
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
