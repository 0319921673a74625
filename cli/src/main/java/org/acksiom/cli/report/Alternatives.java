package org.acksiom.cli.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.acksiom.conformance.Cell;
import org.acksiom.conformance.Match;
import org.acksiom.conformance.Report;
import org.acksiom.conformance.Verdict;
import org.acksiom.specs.Anomaly;
import org.acksiom.specs.FaultModel;
import org.acksiom.specs.Preset;

/** The presets of a report that rule out what is possible in a cell. */
final class Alternatives {
  private static final int MOST = 2;

  /**
   * One of them.
   *
   * @param preset whose settings
   * @param changes the settings that differ, by Kafka's names, with their values in the preset
   * @param makesPossible what becomes possible that was not
   * @param mayMakePossible what is undecided there, and was not possible
   */
  record Alternative(
      Preset preset,
      Map<String, Object> changes,
      Set<Anomaly> makesPossible,
      Set<Anomaly> mayMakePossible) {
    /** In words. */
    String words() {
      String set =
          changes.entrySet().stream()
              .map(change -> change.getKey() + (isSome(change) ? " > 0" : "=" + change.getValue()))
              .collect(Collectors.joining(", "));
      return set
          + price(", which makes ", makesPossible, " possible")
          + price(", undecided whether it makes ", mayMakePossible, " possible");
    }

    private static String price(String before, Set<Anomaly> anomalies, String after) {
      return anomalies.isEmpty()
          ? ""
          : before
              + anomalies.stream().map(Anomaly::name).collect(Collectors.joining(", "))
              + after;
    }

    private int cost() {
      return makesPossible.size() + mayMakePossible.size();
    }

    private static boolean isSome(Map.Entry<String, Object> change) {
      return change.getValue().toString().startsWith(">");
    }
  }

  private Alternatives() {}

  /** Those at the lowest price, and of them those with the fewest changes; a few. */
  static List<Alternative> to(Cell cell, Report report) {
    List<Alternative> found = new ArrayList<>();
    for (Cell other : report.cells()) {
      if (other.faults() == cell.faults()
          && other.anomaly() == cell.anomaly()
          && other.prediction().verdict() == Verdict.IMPOSSIBLE
          && other.match() == Match.MATCH
          && !report.contradictedByKafka(other)) {
        found.add(
            new Alternative(
                other.preset(),
                changes(cell.preset(), other.preset()),
                added(cell, other, Verdict.POSSIBLE, report),
                added(cell, other, Verdict.UNDECIDED, report)));
      }
    }
    found.sort(
        Comparator.comparingInt(Alternative::cost)
            .thenComparingInt(one -> one.changes().size())
            .thenComparing(Alternative::preset));
    return found.stream().filter(one -> one.cost() == found.get(0).cost()).limit(MOST).toList();
  }

  private static Map<String, Object> changes(Preset from, Preset to) {
    Map<String, Object> changes = new LinkedHashMap<>(to.settings().byName());
    changes.entrySet().removeAll(from.settings().byName().entrySet());
    return changes;
  }

  /** What has that verdict with the other settings, and is not possible with these. */
  private static Set<Anomaly> added(Cell cell, Cell other, Verdict verdict, Report report) {
    Set<Anomaly> added = of(other.preset(), cell.faults(), verdict, report);
    added.removeAll(of(cell.preset(), cell.faults(), Verdict.POSSIBLE, report));
    return added;
  }

  private static Set<Anomaly> of(Preset preset, FaultModel faults, Verdict verdict, Report report) {
    return report.cells().stream()
        .filter(cell -> cell.preset() == preset && cell.faults() == faults)
        .filter(cell -> cell.prediction().verdict() == verdict)
        .map(Cell::anomaly)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Anomaly.class)));
  }
}
