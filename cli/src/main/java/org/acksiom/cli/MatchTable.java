package org.acksiom.cli;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.acksiom.conformance.Cell;
import org.acksiom.conformance.Ledger;
import org.acksiom.conformance.Match;
import org.acksiom.conformance.Report;
import org.acksiom.conformance.ReportFiles;
import org.acksiom.conformance.Verdict;
import org.acksiom.specs.Anomaly;

/** A report as text: a row for each preset and fault model, a column for each anomaly. */
final class MatchTable {
  private static final String FIRST = "%-24s%-10s";
  private static final String COLUMN = "%-3s";

  private MatchTable() {}

  static String of(Report report) {
    StringBuilder text = new StringBuilder();
    text.append(FIRST.formatted("preset", "faults"));
    List<Anomaly> anomalies = report.profile().anomalies();
    anomalies.forEach(anomaly -> text.append(COLUMN.formatted(heading(anomaly))));
    endLine(text);
    Map<String, Map<Anomaly, Cell>> rows = new LinkedHashMap<>();
    for (Cell cell : report.cells()) {
      String row = FIRST.formatted(cell.preset().id(), cell.faults().id());
      rows.computeIfAbsent(row, first -> new EnumMap<>(Anomaly.class)).put(cell.anomaly(), cell);
    }
    rows.forEach((first, cells) -> appendRow(text.append(first), anomalies, cells));
    text.append(
        "\nY: possible, with a witness  -: impossible within the bounds  ?: undecided  !: mismatch\n");
    text.append(legend(anomalies));
    appendMismatches(text, report);
    report.differentStates().forEach(line -> text.append("\nDIFFERENT ").append(line).append('\n'));
    appendClaims(text, report);
    report
        .missing()
        .forEach(
            (scenario, reason) ->
                text.append("missing: ")
                    .append(scenario.id())
                    .append(": ")
                    .append(reason)
                    .append('\n'));
    Map<Match, Long> summary = report.summary();
    text.append('\n').append(report.cells().size()).append(" cells");
    summary.forEach(
        (match, n) ->
            text.append(match == Match.values()[0] ? ": " : ", ")
                .append(n)
                .append(' ')
                .append(match.name().toLowerCase(Locale.ROOT)));
    return text.append(
            String.format(
                Locale.ROOT,
                "; %d of %d explorations cached; %.1f s%n",
                report.cachedExplorations(),
                report.explorations(),
                report.elapsedMillis() / 1000.0))
        .toString();
  }

  private static void appendRow(
      StringBuilder text, List<Anomaly> anomalies, Map<Anomaly, Cell> cells) {
    for (Anomaly anomaly : anomalies) {
      Cell cell = cells.get(anomaly);
      text.append(COLUMN.formatted(cell == null ? "" : mark(cell)));
    }
    endLine(text);
  }

  private static void endLine(StringBuilder text) {
    while (text.charAt(text.length() - 1) == ' ') {
      text.setLength(text.length() - 1);
    }
    text.append('\n');
  }

  /** The first letters of the anomaly's name: {@code AL} for {@code ACKED_LOSS}. */
  private static String heading(Anomaly anomaly) {
    String[] words = anomaly.name().split("_", -1);
    return words.length == 1
        ? words[0].substring(0, 2)
        : words[0].substring(0, 1) + words[words.length - 1].charAt(0);
  }

  /** What the headings stand for, on lines that fit a terminal. */
  private static String legend(List<Anomaly> anomalies) {
    StringBuilder legend = new StringBuilder();
    int width = 0;
    for (Anomaly anomaly : anomalies) {
      String entry = heading(anomaly) + " " + anomaly.name();
      if (width > 0 && width + 2 + entry.length() > 80) {
        legend.append('\n');
        width = 0;
      }
      legend.append(width == 0 ? "" : "  ").append(entry);
      width += entry.length() + (width == 0 ? 0 : 2);
    }
    return legend.append('\n').toString();
  }

  private static String mark(Cell cell) {
    return switch (cell.match()) {
      case MATCH -> cell.prediction().verdict() == Verdict.POSSIBLE ? "Y" : "-";
      case UNSOUND, INCOMPLETE -> "!";
      case UNDECIDED -> "?";
    };
  }

  private static void appendMismatches(StringBuilder text, Report report) {
    for (Cell cell : report.cells()) {
      String where =
          "%s, %s, %s".formatted(cell.preset().id(), cell.faults().id(), cell.anomaly().name());
      if (cell.match() == Match.UNSOUND) {
        text.append("\nUNSOUND ").append(where).append(": predicted impossible, and observed: ");
        text.append(ReportFiles.simulatedWitness(cell).orElseThrow()).append('\n');
      } else if (cell.match() == Match.INCOMPLETE) {
        text.append("\nINCOMPLETE ")
            .append(where)
            .append(": predicted possible, and never observed: ");
        text.append(ReportFiles.predictedWitness(cell).orElseThrow()).append('\n');
      }
    }
    report.cells().stream()
        .flatMap(cell -> cell.observation().broken().keySet().stream())
        .distinct()
        .forEach(
            invariant ->
                text.append("\nBROKEN invariant of the implementation: ")
                    .append(invariant)
                    .append('\n'));
  }

  private static void appendClaims(StringBuilder text, Report report) {
    List<Ledger.Entry> decided = report.decidedClaims();
    if (!decided.isEmpty()) {
      text.append('\n');
    }
    for (Ledger.Entry entry : decided) {
      text.append(entry.claim()).append("  ").append(entry.standing().words());
      text.append(
          entry.standing() == Ledger.Standing.FALSE_AS_TAUGHT ? "; true when: " : "; when: ");
      text.append(entry.claim().condition());
      text.append('\n');
    }
  }
}
