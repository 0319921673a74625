package org.acksiom.cli;

import java.util.ArrayList;
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
import org.acksiom.conformance.Verification;
import org.acksiom.conformance.Verification.Scenario;
import org.acksiom.specs.Anomaly;

/** A report as text: a row for each preset and fault model, a column for each anomaly. */
final class MatchTable {
  private static final String FIRST = "%-25s%-9s";
  private static final String COLUMN = "%-8s";

  private MatchTable() {}

  static String of(Report report) {
    StringBuilder text = new StringBuilder();
    text.append(FIRST.formatted("preset", "faults"));
    for (Anomaly anomaly : Verification.anomalies()) {
      text.append(COLUMN.formatted(heading(anomaly)));
    }
    endLine(text);
    Map<Scenario, List<Cell>> rows = new LinkedHashMap<>();
    for (Cell cell : report.cells()) {
      rows.computeIfAbsent(new Scenario(cell.preset(), cell.faults()), s -> new ArrayList<>())
          .add(cell);
    }
    rows.forEach((scenario, cells) -> appendRow(text, scenario, cells));
    text.append("\nyes: possible, with a witness  -: impossible within the bounds  ?: undecided\n");
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

  private static void appendRow(StringBuilder text, Scenario scenario, List<Cell> cells) {
    text.append(FIRST.formatted(scenario.preset().id(), scenario.faults().id()));
    cells.forEach(cell -> text.append(COLUMN.formatted(mark(cell))));
    endLine(text);
  }

  private static void endLine(StringBuilder text) {
    while (text.charAt(text.length() - 1) == ' ') {
      text.setLength(text.length() - 1);
    }
    text.append('\n');
  }

  /** The anomaly's name, short enough for a column. */
  private static String heading(Anomaly anomaly) {
    return switch (anomaly) {
      case ACKED_LOSS -> "ACKED-";
      case SILENT_LOSS -> "SILENT-";
      case REPORTED_LOSS -> "REPORT-";
      case DUPLICATE -> "DUPLIC.";
      default -> anomaly.name();
    };
  }

  private static String mark(Cell cell) {
    return switch (cell.match()) {
      case MATCH -> cell.prediction().verdict() == Verdict.POSSIBLE ? "yes" : "-";
      case UNSOUND -> "UNSOUND";
      case INCOMPLETE -> "INCOMPL";
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
