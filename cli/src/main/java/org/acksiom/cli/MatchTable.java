package org.acksiom.cli;

import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.acksiom.conformance.Cell;
import org.acksiom.conformance.KafkaObservation;
import org.acksiom.conformance.Ledger;
import org.acksiom.conformance.Match;
import org.acksiom.conformance.Report;
import org.acksiom.conformance.ReportFiles;
import org.acksiom.conformance.Verdict;
import org.acksiom.specs.Anomaly;
import org.acksiom.specs.FaultModel;
import org.acksiom.specs.Preset;

/** A report as text: a row for each preset and fault model, a column for each anomaly. */
final class MatchTable {
  private MatchTable() {}

  static String of(Report report) {
    StringBuilder text = new StringBuilder();
    AnomalyTable table = new AnomalyTable(report.profile().anomalies(), 1);
    boolean withKafka = report.kafka().asked();
    text.append(table.header(withKafka ? "kafka" : ""));
    Map<Preset, Map<FaultModel, Map<Anomaly, Cell>>> rows = new EnumMap<>(Preset.class);
    for (Cell cell : report.cells()) {
      rows.computeIfAbsent(cell.preset(), preset -> new EnumMap<>(FaultModel.class))
          .computeIfAbsent(cell.faults(), faults -> new EnumMap<>(Anomaly.class))
          .put(cell.anomaly(), cell);
    }
    rows.forEach(
        (preset, ofPreset) ->
            ofPreset.forEach(
                (faults, cells) ->
                    text.append(
                        table.row(
                            preset,
                            faults,
                            anomaly -> cells.containsKey(anomaly) ? mark(cells.get(anomaly)) : "",
                            withKafka ? kafka(cells.values(), report) : ""))));
    text.append(
        "\nY: possible, with a witness  -: impossible within the bounds  ?: undecided  !: mismatch\n");
    text.append(table.legend());
    if (withKafka) {
      text.append("kafka: how many of those that are possible real Kafka showed\n");
      int given = report.kafka().runs().size();
      if (given < report.kafka().planned()) {
        text.append(
            "%d of %d witnesses were given to real Kafka; the time was over\n"
                .formatted(given, report.kafka().planned()));
      }
    }
    appendMismatches(text, report);
    appendKafka(text, report);
    report.differentStates().forEach(line -> text.append("\nDIFFERENT ").append(line).append('\n'));
    if (!report.differentStates().isEmpty()) {
      text.append("where they part: ./acksiom lockstep --preset PRESET --faults FAULTS\n");
    }
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

  /** How many of a row's possible anomalies real Kafka showed, of those whose witness it got. */
  private static String kafka(Collection<Cell> row, Report report) {
    List<KafkaObservation> tried =
        row.stream()
            .filter(cell -> cell.prediction().verdict() == Verdict.POSSIBLE)
            .flatMap(cell -> report.kafka(cell).stream())
            .filter(seen -> seen.observed() || seen.replays() > 0)
            .toList();
    boolean contradicts = row.stream().anyMatch(report::contradictedByKafka);
    return (tried.isEmpty()
            ? ""
            : tried.stream().filter(KafkaObservation::shown).count() + "/" + tried.size())
        + (contradicts ? "!" : "");
  }

  /** What real Kafka did otherwise than predicted, and what it did not follow. */
  private static void appendKafka(StringBuilder text, Report report) {
    for (Cell cell : report.contradictedByKafka()) {
      text.append("\nCONTRADICTED ")
          .append(where(cell))
          .append(": predicted impossible, and observed on real Kafka: ")
          .append(report.kafka(cell).orElseThrow().witness().orElseThrow())
          .append('\n');
    }
    Set<String> told = new LinkedHashSet<>();
    for (Cell cell : report.cells()) {
      KafkaObservation seen = report.kafka(cell).orElse(null);
      if (seen != null && !seen.shown() && cell.model().faults() == cell.faults()) {
        seen.parted().forEach(reason -> told.add(where(cell) + ": " + reason));
      }
    }
    told.forEach(line -> text.append("\nnot shown by real Kafka: ").append(line).append('\n'));
  }

  private static String where(Cell cell) {
    return "%s, %s, %s".formatted(cell.preset().id(), cell.faults().id(), cell.anomaly().name());
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
      String where = where(cell);
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
