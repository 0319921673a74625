package org.acksiom.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.acksiom.conformance.Cell;
import org.acksiom.conformance.KafkaObservation;
import org.acksiom.conformance.Ledger;
import org.acksiom.conformance.Match;
import org.acksiom.conformance.Report;
import org.acksiom.conformance.ReportFiles;
import org.acksiom.conformance.Scenario;
import org.acksiom.conformance.Verdict;
import org.acksiom.specs.Anomaly;
import org.acksiom.specs.FaultModel;
import org.acksiom.specs.Preset;

/**
 * A report as one page that needs nothing else: the verdict, the table, the claims, and every
 * witness as a story.
 */
final class ReportPage {
  private static final String STYLE =
      """
      :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
      body { max-width: 72rem; margin: 2rem auto; padding: 0 1rem; }
      table { border-collapse: collapse; width: 100%; }
      th, td { text-align: left; padding: .3rem .6rem; border-bottom: 1px solid #8886; }
      .POSSIBLE { font-weight: 600; }
      .UNSOUND, .INCOMPLETE, .CONTRADICTED { background: #d33; color: #fff; }
      .UNDECIDED { background: #e90; color: #000; }
      pre { overflow-x: auto; padding: 1rem; border: 1px solid #8886; font-size: .85rem; }
      """;

  private ReportPage() {}

  /**
   * The page's text.
   *
   * @param folder where the report is, for the commands that the page shows
   */
  static String html(Report report, Path folder) {
    StringBuilder html = new StringBuilder();
    html.append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    html.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    html.append("<title>Acksiom: what an ack really promises</title>\n<style>\n");
    html.append(STYLE).append("</style>\n</head>\n<body>\n<h1>What an ack really promises</h1>\n");
    html.append("<p>").append(verdict(report)).append("</p>\n");
    html.append("<p><a href=\"").append(ReportFiles.SPECS).append("/index.html\">");
    html.append("The specifications</a>, every module and model, to be read.</p>\n");
    appendTable(html, report);
    appendClaims(html, report);
    appendStories(html, report, folder);
    return html.append("</body>\n</html>\n").toString();
  }

  private static String verdict(Report report) {
    long matching = report.summary().get(Match.MATCH);
    String missing =
        report.missing().isEmpty()
            ? ""
            : " Not decided: "
                + report.missing().keySet().stream().map(Scenario::id).toList()
                + ".";
    return escape(
        String.format(
            Locale.ROOT,
            "%d of %d cells match, %d are undecided: what TLC predicts from the specification is what the history"
                + " checkers observe of the implementation, within the bounds of the profile %s. %d of %d"
                + " explorations of TLC were made before and not again. %.1f s.%s",
            matching,
            report.cells().size(),
            report.summary().get(Match.UNDECIDED),
            report.profile().name(),
            report.cachedExplorations(),
            report.explorations(),
            report.elapsedMillis() / 1000.0,
            missing));
  }

  private static void appendTable(StringBuilder html, Report report) {
    html.append("<h2>Anomalies</h2>\n<table>\n<thead><tr><th>preset</th><th>faults</th>");
    for (Anomaly anomaly : report.profile().anomalies()) {
      html.append("<th title=\"").append(escape(anomaly.meaning())).append("\">");
      html.append(anomaly.name()).append("</th>");
    }
    html.append("</tr></thead>\n<tbody>\n");
    for (Preset preset : Preset.values()) {
      for (FaultModel faults : FaultModel.values()) {
        List<Cell> row =
            report.cells().stream()
                .filter(cell -> cell.preset() == preset && cell.faults() == faults)
                .toList();
        if (!row.isEmpty()) {
          html.append("<tr><th>")
              .append(preset.id())
              .append("</th><td>")
              .append(faults.id())
              .append("</td>");
          row.forEach(cell -> appendCell(html, cell, report));
          html.append("</tr>\n");
        }
      }
    }
    html.append("</tbody>\n</table>\n");
  }

  private static void appendCell(StringBuilder html, Cell cell, Report report) {
    Verdict verdict = cell.prediction().verdict();
    String text =
        cell.match() == Match.MATCH
            ? verdict == Verdict.POSSIBLE ? "possible" : "impossible"
            : cell.match().name();
    html.append("<td class=\"").append(cell.match() == Match.MATCH ? verdict : cell.match());
    if (report.contradictedByKafka().contains(cell)) {
      html.append(" CONTRADICTED");
      text += ", and observed on Kafka";
    }
    html.append("\" title=\"");
    html.append(
        escape(
            "predicted %s (%,d states%s), observed %s%s"
                .formatted(
                    verdict,
                    cell.prediction().distinctStates(),
                    cell.prediction().cached() ? ", cached" : "",
                    cell.observed(),
                    report
                        .kafka(cell)
                        .map(seen -> kafka(seen, report.kafka().version()))
                        .orElse(""))));
    html.append("\">");
    if (cell.observed()) {
      html.append("<a href=\"#").append(id(cell)).append("\">").append(text).append("</a>");
    } else {
      html.append(text);
    }
    html.append("</td>");
  }

  private static String kafka(KafkaObservation seen, String version) {
    return ", on Kafka %s %s in %d runs"
        .formatted(version, seen.observed() ? "observed" : "never", seen.runs());
  }

  private static String id(Cell cell) {
    return cell.preset().id() + "-" + cell.faults().id() + "-" + cell.anomaly().name();
  }

  private static void appendClaims(StringBuilder html, Report report) {
    if (report.decidedClaims().isEmpty()) {
      return;
    }
    html.append("<h2>Claims</h2>\n<table>\n");
    for (Ledger.Entry entry : report.decidedClaims()) {
      html.append("<tr><th>").append(entry.claim().name()).append("</th><td>");
      html.append(escape(entry.claim().sentence()))
          .append("</td><td>")
          .append(entry.standing().words());
      html.append("<br>when: ").append(escape(entry.claim().condition())).append("</td></tr>\n");
    }
    html.append("</table>\n");
  }

  private static void appendStories(StringBuilder html, Report report, Path folder) {
    html.append("<h2>Stories</h2>\n");
    for (Cell cell : report.cells()) {
      if (cell.observed()) {
        html.append("<details id=\"").append(id(cell)).append("\"><summary>");
        html.append(
            escape(
                "%s, %s, %s"
                    .formatted(cell.preset().id(), cell.faults().id(), cell.anomaly().name())));
        html.append("</summary>\n<pre>");
        html.append(escape(SpaceTimeDiagram.of(cell.simulatedWitness().orElseThrow())));
        html.append("</pre>\n<p><code>./acksiom replay ");
        html.append(
            escape(folder.resolve(ReportFiles.simulatedWitness(cell).orElseThrow()).toString()));
        html.append("</code></p></details>\n");
      }
    }
  }

  /** A text as a page has it, also between double quotes. */
  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
