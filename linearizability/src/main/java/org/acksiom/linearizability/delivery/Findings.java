package org.acksiom.linearizability.delivery;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.acksiom.specs.Anomaly;

/** Counts the findings of each anomaly and keeps the first ones. */
final class Findings {
  private final int listedMax;
  private final Map<Anomaly, List<Finding>> listed = new EnumMap<>(Anomaly.class);
  private final Map<Anomaly, Long> counts = new EnumMap<>(Anomaly.class);

  Findings(int listedMax) {
    this.listedMax = listedMax;
  }

  /**
   * Adds a finding.
   *
   * @param sentence the explanation, a format of its {@code parts}; it is only written for findings
   *     that are kept
   * @param events the evidence, in any order; the same event may be named twice
   */
  void add(
      Anomaly anomaly,
      PartitionHistory partition,
      Sent sent,
      int[] events,
      String sentence,
      Object... parts) {
    List<Finding> kept = listed.computeIfAbsent(anomaly, a -> new ArrayList<>());
    if (kept.size() < listedMax) {
      kept.add(
          new Finding(
              partition.key(),
              sent.record,
              String.format(Locale.ROOT, sentence, parts),
              IntStream.of(events).sorted().distinct().boxed().toList()));
    }
    counts.merge(anomaly, 1L, Long::sum);
  }

  DeliveryReport report(long operations, int partitions, int reconstructed) {
    return new DeliveryReport(listed, counts, operations, partitions, reconstructed);
  }
}
