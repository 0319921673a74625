package org.acksiom.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.acksiom.specs.Acks;
import org.acksiom.specs.DeliverySettings;

/** The settings that a user could have instead, and how far they are from those that there are. */
final class SettingsLattice {
  /** The most requests in flight with which a producer can be idempotent, and Kafka's default. */
  private static final int PIPELINED = 5;

  private SettingsLattice() {}

  /**
   * All other valid settings in rings, of those with the fewest changes first: every acks, with and
   * without retries, idempotence and unclean election, 1 or 5 requests in flight, and every count
   * of in-sync replicas up to {@code replicas}, which counts only with acks=all. Always in the same
   * order, in which the stronger promise tends to come first.
   */
  static List<List<DeliverySettings>> around(DeliverySettings current, int replicas) {
    Set<Integer> inFlight = new TreeSet<>(List.of(1, PIPELINED, current.maxInFlight()));
    Set<Integer> minIsr = new TreeSet<>(Set.of(current.minInsyncReplicas()));
    for (int count = 1; count <= replicas; count++) {
      minIsr.add(count);
    }
    Map<Integer, List<DeliverySettings>> rings = new TreeMap<>();
    for (Acks acks : List.of(Acks.ALL, Acks.LEADER, Acks.NONE)) {
      for (boolean retries : List.of(true, false)) {
        for (boolean idempotence : List.of(true, false)) {
          if (idempotence && (acks != Acks.ALL || !retries)) {
            continue; // DeliverySettings would refuse
          }
          for (int flight : inFlight) {
            if (idempotence && flight > PIPELINED) {
              continue;
            }
            for (int isr : acks == Acks.ALL ? minIsr : Set.of(current.minInsyncReplicas())) {
              for (boolean unclean : List.of(false, true)) {
                DeliverySettings other =
                    new DeliverySettings(acks, retries, idempotence, flight, isr, unclean);
                rings
                    .computeIfAbsent(changes(current, other).size(), ring -> new ArrayList<>())
                    .add(other);
              }
            }
          }
        }
      }
    }
    rings.remove(0);
    return List.copyOf(rings.values());
  }

  /** The settings that differ, by Kafka's names, with their values in {@code to}. */
  static Map<String, String> changes(DeliverySettings from, DeliverySettings to) {
    Map<String, String> changes = named(to);
    changes.entrySet().removeAll(named(from).entrySet());
    return changes;
  }

  /** The settings by Kafka's names, with values as a configuration file has them. */
  static Map<String, String> named(DeliverySettings settings) {
    Map<String, String> named = new LinkedHashMap<>();
    settings.byName().forEach((name, value) -> named.put(name, value.toString()));
    if (settings.retries()) {
      named.put(DeliverySettings.RETRIES, Integer.toString(Integer.MAX_VALUE));
    }
    return named;
  }
}
