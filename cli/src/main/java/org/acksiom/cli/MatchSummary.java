package org.acksiom.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.acksiom.conformance.Cell;
import org.acksiom.conformance.KafkaObservation;
import org.acksiom.conformance.Ledger;
import org.acksiom.conformance.Match;
import org.acksiom.conformance.Report;
import org.acksiom.conformance.Verdict;
import org.acksiom.specs.Anomaly;
import org.acksiom.specs.FaultModel;
import org.acksiom.specs.Preset;

/**
 * A report on one screen of 80 columns and 24 lines: a row for each preset.
 *
 * <p>Each fault model includes the one before, so an anomaly's mark is the first fault model under
 * which it is possible: that loses nothing of {@link MatchTable}'s rows.
 */
final class MatchSummary {
  private static final int COLUMNS = 79;

  private static final String MISMATCH = "!";

  /** So many mismatches are told here; all are in the report. */
  private static final int TOLD = 3;

  private final Report report;
  private final boolean coloured;

  /**
   * @param coloured whether marks may be set off by the terminal, beside what they say
   */
  MatchSummary(Report report, boolean coloured) {
    this.report = report;
    this.coloured = coloured;
  }

  /** The lines. */
  String text() {
    List<Anomaly> anomalies = report.profile().anomalies();
    AnomalyTable table = new AnomalyTable(anomalies, 1);
    Map<Preset, List<Cell>> rows =
        report.cells().stream()
            .collect(
                Collectors.groupingBy(
                    Cell::preset, () -> new EnumMap<>(Preset.class), Collectors.toList()));
    StringBuilder text = new StringBuilder(table.header(""));
    rows.forEach(
        (preset, cells) -> {
          FaultModel widest = cells.stream().map(Cell::faults).max(Comparator.naturalOrder()).get();
          String row = table.row(preset, widest, anomaly -> mark(cells, anomaly), "");
          text.append(row.contains(MISMATCH) ? alarm(row.strip()) + "\n" : row);
        });
    text.append(letters()).append(table.legend());
    text.append(claims()).append(kafka());
    List<String> wrong = wrong();
    wrong.stream().limit(TOLD).forEach(line -> text.append(alarm(cut(line))).append('\n'));
    if (wrong.size() > TOLD) {
      text.append("… and ").append(wrong.size() - TOLD).append(" more, in the report\n");
    }
    return text.append(total()).toString();
  }

  /** The worst that is to be said of an anomaly, else where it begins to be possible. */
  private String mark(List<Cell> row, Anomaly anomaly) {
    List<Cell> cells = row.stream().filter(cell -> cell.anomaly() == anomaly).toList();
    if (cells.stream().anyMatch(report::isWrong)) {
      return MISMATCH;
    }
    if (cells.isEmpty()) {
      return "";
    }
    return cells.stream()
        .sorted(Comparator.comparing(Cell::faults))
        .filter(cell -> cell.match() == Match.UNDECIDED || isPossible(cell))
        .findFirst()
        .map(cell -> cell.match() == Match.UNDECIDED ? "?" : letter(cell.faults()))
        .orElse("-");
  }

  private static boolean isPossible(Cell cell) {
    return cell.prediction().verdict() == Verdict.POSSIBLE;
  }

  private static String letter(FaultModel faults) {
    return faults == FaultModel.NONE ? "0" : faults.id().substring(0, 1);
  }

  private String letters() {
    String first =
        report.cells().stream()
            .map(Cell::faults)
            .distinct()
            .sorted()
            .map(faults -> letter(faults) + " " + faults.id())
            .collect(Collectors.joining(", "));
    return "%s: possible from these faults on\n".formatted(first)
        + "-: impossible within the bounds  ?: undecided  %s: mismatch\n".formatted(MISMATCH);
  }

  /** In the order of the standings, the claims by their names. */
  private String claims() {
    Map<Ledger.Standing, List<String>> standings = new EnumMap<>(Ledger.Standing.class);
    for (Ledger.Entry entry : report.decidedClaims()) {
      standings
          .computeIfAbsent(entry.standing(), standing -> new ArrayList<>())
          .add(entry.claim().name());
    }
    return standings.isEmpty()
        ? ""
        : Paragraph.of(
            "claims (see 'acksiom claims'): "
                + standings.entrySet().stream()
                    .map(of -> String.join(" ", of.getValue()) + ": " + of.getKey().words())
                    .collect(Collectors.joining("; ")));
  }

  private String kafka() {
    if (!report.kafka().asked()) {
      return "";
    }
    List<KafkaObservation> tried =
        report.cells().stream()
            .filter(MatchSummary::isPossible)
            .flatMap(cell -> report.kafka(cell).stream())
            .filter(seen -> seen.observed() || seen.replays() > 0)
            .toList();
    return Paragraph.of(
        "real Kafka showed %d of %d possible cells; it was given %d of %d witnesses"
            .formatted(
                tried.stream().filter(KafkaObservation::shown).count(),
                tried.size(),
                report.kafka().runs().size(),
                report.kafka().planned()));
  }

  private List<String> wrong() {
    List<String> wrong = new ArrayList<>(report.wrong());
    report
        .missing()
        .forEach((scenario, why) -> wrong.add("missing: " + scenario.id() + ": " + why));
    return wrong;
  }

  private String total() {
    String matches =
        report.summary().entrySet().stream()
            .filter(of -> of.getKey() == Match.MATCH || of.getValue() > 0)
            .map(of -> of.getValue() + " " + of.getKey().name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", "));
    return Paragraph.of(
        String.format(
            Locale.ROOT,
            "%d cells: %s; %d of %d explorations cached; %.1f s",
            report.cells().size(),
            matches,
            report.cachedExplorations(),
            report.explorations(),
            report.elapsedMillis() / 1000.0));
  }

  private static String cut(String line) {
    return Columns.cut(line, COLUMNS);
  }

  /** Bold and red, of the sixteen colours that every theme makes legible. */
  private String alarm(String line) {
    return coloured ? "\u001b[1;31m" + line + "\u001b[0m" : line;
  }
}
