package org.acksiom.linearizability.delivery;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.acksiom.specs.Anomaly;

/** Counts the findings of each anomaly and keeps the first ones. */
final class Findings {
  private static final Anomaly[] ANOMALIES = Anomaly.values();

  private final int listedMax;
  private final long[] counts = new long[ANOMALIES.length];

  /** Once there is something to list. */
  private List<List<Finding>> listed = List.of();

  Findings(int listedMax) {
    this.listedMax = listedMax;
  }

  /** Counts a finding; whether it is to be listed, too. */
  boolean count(Anomaly anomaly) {
    return counts[anomaly.ordinal()]++ < listedMax;
  }

  /** Lists a finding that was counted. */
  void list(Anomaly anomaly, Finding finding) {
    if (listed.isEmpty()) {
      listed = new ArrayList<>();
      for (int i = 0; i < ANOMALIES.length; i++) {
        listed.add(new ArrayList<>());
      }
    }
    listed.get(anomaly.ordinal()).add(finding);
  }

  /** Adds what was found later. */
  void add(Findings later) {
    for (Anomaly anomaly : ANOMALIES) {
      int i = anomaly.ordinal();
      for (int j = 0; j < later.listed(anomaly).size() && listed(anomaly).size() < listedMax; j++) {
        list(anomaly, later.listed(anomaly).get(j));
      }
      counts[i] += later.counts[i];
    }
  }

  /** How many findings each anomaly has that has any. */
  Map<Anomaly, Long> counts() {
    Map<Anomaly, Long> found = new EnumMap<>(Anomaly.class);
    for (Anomaly anomaly : ANOMALIES) {
      if (counts[anomaly.ordinal()] > 0) {
        found.put(anomaly, counts[anomaly.ordinal()]);
      }
    }
    return found;
  }

  /** Those that are listed, for each anomaly that was found. */
  Map<Anomaly, List<Finding>> listed() {
    Map<Anomaly, List<Finding>> found = new EnumMap<>(Anomaly.class);
    counts().keySet().forEach(anomaly -> found.put(anomaly, List.copyOf(listed(anomaly))));
    return found;
  }

  private List<Finding> listed(Anomaly anomaly) {
    return listed.isEmpty() ? List.of() : listed.get(anomaly.ordinal());
  }
}
