package org.acksiom.cli;

import java.util.List;
import java.util.function.Function;
import org.acksiom.specs.Anomaly;
import org.acksiom.specs.FaultModel;
import org.acksiom.specs.Preset;

/** A row for each preset and fault model, a column for each anomaly, and one more for remarks. */
final class AnomalyTable {
  private static final String FIRST = "%-24s%-10s";

  private final List<Anomaly> anomalies;
  private final String column;

  /**
   * A table's layout.
   *
   * @param anomalies the columns
   * @param markLength of the longest mark, in characters
   */
  AnomalyTable(List<Anomaly> anomalies, int markLength) {
    this.anomalies = List.copyOf(anomalies);
    this.column = "%-" + (Math.max(2, markLength) + 1) + "s";
  }

  /** The line above all rows, with the remarks' heading, or none if that is empty. */
  String header(String remarks) {
    return line("preset", "faults", AnomalyTable::heading, remarks);
  }

  /**
   * One row.
   *
   * @param mark what stands in an anomaly's column
   * @param remark what stands behind them all
   */
  String row(Preset preset, FaultModel faults, Function<Anomaly, String> mark, String remark) {
    return line(preset.id(), faults.id(), mark, remark);
  }

  private String line(String preset, String faults, Function<Anomaly, String> mark, String remark) {
    StringBuilder line = new StringBuilder(FIRST.formatted(preset, faults));
    anomalies.forEach(anomaly -> line.append(column.formatted(mark.apply(anomaly))));
    return line.append(remark.isEmpty() ? "" : " " + remark).toString().stripTrailing() + "\n";
  }

  /** The first letters of the anomaly's name: {@code AL} for {@code ACKED_LOSS}. */
  private static String heading(Anomaly anomaly) {
    String[] words = anomaly.name().split("_", -1);
    return words.length == 1
        ? words[0].substring(0, 2)
        : words[0].substring(0, 1) + words[words.length - 1].charAt(0);
  }

  /** What the headings stand for, on lines that fit a terminal. */
  String legend() {
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
}
