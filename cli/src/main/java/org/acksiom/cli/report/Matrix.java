package org.acksiom.cli.report;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.acksiom.cli.page.Page;
import org.acksiom.conformance.Cell;
import org.acksiom.conformance.Match;
import org.acksiom.conformance.Report;
import org.acksiom.conformance.Verdict;
import org.acksiom.specs.Acks;
import org.acksiom.specs.Anomaly;
import org.acksiom.specs.DeliverySettings;
import org.acksiom.specs.FaultModel;
import org.acksiom.specs.Preset;

/**
 * The matrix of a report: a row for each preset, a column for each anomaly, and in each field the
 * fault models from left to right, of which each includes the one before. What is below each other
 * is what specification, simulation and real Kafka say.
 */
final class Matrix {
  private static final int DEFAULT_IN_FLIGHT = 5;

  private final Report report;
  private final Map<Preset, Map<Anomaly, Map<FaultModel, Cell>>> fields =
      new EnumMap<>(Preset.class);
  private final Set<FaultModel> models = EnumSet.noneOf(FaultModel.class);
  private final StringBuilder html = new StringBuilder();

  private Matrix(Report report) {
    this.report = report;
    for (Cell cell : report.cells()) {
      models.add(cell.faults());
      fields
          .computeIfAbsent(cell.preset(), preset -> new EnumMap<>(Anomaly.class))
          .computeIfAbsent(cell.anomaly(), anomaly -> new EnumMap<>(FaultModel.class))
          .put(cell.faults(), cell);
    }
  }

  /** The matrix as HTML, each mark a link to its cell's section. */
  static String of(Report report) {
    return new Matrix(report).html();
  }

  /** The identifier of a cell's section, and so its permanent link. */
  static String id(Cell cell) {
    return id(cell.preset(), cell.faults(), cell.anomaly());
  }

  /** The same of the cell of that preset, fault model and anomaly. */
  static String id(Preset preset, FaultModel faults, Anomaly anomaly) {
    return preset.id() + "-" + faults.id() + "-" + anomaly.name();
  }

  private String html() {
    List<Anomaly> anomalies = report.profile().anomalies();
    html.append("<div class=\"matrix-frame\" tabindex=\"0\" role=\"region\"");
    html.append(" aria-label=\"Matrix of presets, anomalies and fault models\">\n");
    html.append("<table class=\"matrix\"><caption class=\"sr\">For each preset and anomaly, under");
    html.append(" each fault model: predicted by TLC, observed in the simulation");
    html.append(report.kafka().asked() ? ", shown by real Kafka" : "");
    html.append("</caption>\n<thead><tr><th scope=\"col\">preset</th>");
    for (Anomaly anomaly : anomalies) {
      html.append("<th scope=\"col\" data-anomaly=\"").append(anomaly.name());
      html.append("\" title=\"").append(Page.escape(anomaly.meaning())).append("\">");
      html.append(anomaly.name().replace("_", "_<wbr />"));
      html.append("<span class=\"models\" aria-hidden=\"true\">");
      models.forEach(model -> html.append("<span>").append(initial(model)).append("</span>"));
      html.append("</span></th>");
    }
    html.append("</tr></thead>\n<tbody>\n");
    fields.forEach(
        (preset, row) -> {
          html.append("<tr data-preset=\"").append(preset.id()).append("\"><th scope=\"row\">");
          html.append(preset.id()).append("<small>").append(brief(preset));
          html.append("</small></th>");
          for (Anomaly anomaly : anomalies) {
            html.append("<td data-anomaly=\"").append(anomaly.name()).append("\"><div>");
            Map<FaultModel, Cell> field = row.getOrDefault(anomaly, Map.of());
            for (FaultModel model : models) {
              if (field.containsKey(model)) {
                append(field.get(model));
              } else {
                html.append("<span class=\"none\" data-faults=\"").append(model.id());
                html.append("\"></span>");
              }
            }
            html.append("</div></td>");
          }
          html.append("</tr>\n");
        });
    html.append("</tbody></table>\n</div>\n");
    return html.toString();
  }

  private void append(Cell cell) {
    Mark predicted = Mark.predicted(cell);
    Mark simulated = Mark.simulated(cell);
    Mark kafka = Mark.kafka(cell, report);
    boolean mismatch = report.isWrong(cell);
    html.append("<a href=\"#").append(id(cell)).append("\" data-faults=\"");
    html.append(cell.faults().id()).append("\" class=\"");
    html.append(cell.prediction().verdict().name().toLowerCase(Locale.ROOT));
    html.append(mismatch ? " mismatch" : cell.match() == Match.UNDECIDED ? " open" : "");
    html.append("\" aria-label=\"").append(words(cell, predicted, simulated, kafka));
    html.append("\"><span aria-hidden=\"true\">").append(predicted.sign()).append("<br />");
    html.append(simulated.sign());
    if (report.kafka().asked()) {
      html.append("<br />").append(kafka.sign());
    }
    html.append(mismatch ? "<br />≠" : "").append("</span></a>");
  }

  private String words(Cell cell, Mark predicted, Mark simulated, Mark kafka) {
    return "%s, %s, %s: predicted %s, simulated %s%s; %s"
        .formatted(
            cell.preset().id(),
            cell.faults().id(),
            cell.anomaly().name(),
            predicted.words("possible", "impossible"),
            simulated.words("observed", "never"),
            report.kafka().asked() ? ", Kafka " + kafka.words("shows it", "never") : "",
            report.contradictedByKafka(cell)
                ? "contradicted by Kafka"
                : cell.match().name().toLowerCase(Locale.ROOT));
  }

  /** One letter for a fault model; a dash for none. */
  static String initial(FaultModel model) {
    return model == FaultModel.NONE ? "–" : model.id().substring(0, 1);
  }

  /** The settings, but for those that are Kafka's defaults. */
  private static String brief(Preset preset) {
    DeliverySettings settings = preset.settings();
    return "acks="
        + settings.acks().value()
        + (settings.retries() || settings.acks() == Acks.NONE ? "" : ", retries=0")
        + (settings.idempotence() ? ", idempotent" : "")
        + (settings.maxInFlight() == DEFAULT_IN_FLIGHT
            ? ""
            : ", %d in flight".formatted(settings.maxInFlight()))
        + (settings.minInsyncReplicas() == 1
            ? ""
            : ", min ISR %d".formatted(settings.minInsyncReplicas()))
        + (settings.uncleanLeaderElection() ? ", unclean" : "");
  }

  /** How many cells TLC found possible. */
  static long possible(Report report) {
    return report.cells().stream()
        .filter(cell -> cell.prediction().verdict() == Verdict.POSSIBLE)
        .count();
  }
}
