package org.acksiom.linearizability.delivery;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.acksiom.specs.Anomaly;

/**
 * What the delivery checker found.
 *
 * @param anomalies the anomalies that were found, in the order of {@link Anomaly}, each with its
 *     findings up to the checker's limit, in an order that depends on the history alone; an anomaly
 *     that is not a key was not found
 * @param counts how many findings each of these anomalies has in all
 * @param operations operations invoked
 * @param partitions partitions that the history names
 * @param reconstructed how many of them have no final read, so that their final log is only what
 *     consumers read
 * @param undecided why not all partitions were judged, if memory ran out; what was found is true
 *     all the same
 */
public record DeliveryReport(
    Map<Anomaly, List<Finding>> anomalies,
    Map<Anomaly, Long> counts,
    long operations,
    int partitions,
    int reconstructed,
    Optional<String> undecided) {

  /** Copies the maps. */
  public DeliveryReport {
    anomalies = ordered(anomalies);
    counts = ordered(counts);
  }

  private static <V> Map<Anomaly, V> ordered(Map<Anomaly, V> map) {
    Map<Anomaly, V> copy = new EnumMap<>(Anomaly.class);
    copy.putAll(map);
    return Collections.unmodifiableMap(copy);
  }
}
