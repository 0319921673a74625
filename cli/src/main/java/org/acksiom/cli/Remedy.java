package org.acksiom.cli;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.acksiom.specs.Anomaly;
import org.acksiom.specs.DeliverySettings;

/**
 * What rules an anomaly out.
 *
 * @param search how the search ended
 * @param changes the smallest changes that make the fewest other anomalies possible, at most {@link
 *     #MOST}; none unless they were found
 */
record Remedy(Search search, List<Change> changes) {
  static final int MOST = 3;

  /** The names of the settings that a change is made of. */
  static final String SEARCHED =
      String.join(
              ", ",
              DeliverySettings.ACKS,
              DeliverySettings.RETRIES,
              DeliverySettings.IDEMPOTENCE,
              DeliverySettings.MAX_IN_FLIGHT,
              DeliverySettings.MIN_ISR)
          + " or "
          + DeliverySettings.UNCLEAN;

  /** How a search ended. */
  enum Search {
    /** There are changes, and none is smaller. */
    FOUND,
    /** No settings rule it out. */
    NONE,
    /**
     * The search ended before it knew: at its limit, or because of settings that could not be
     * decided.
     */
    UNDECIDED
  }

  /**
   * Other settings, as the difference to those that there are.
   *
   * @param settings what to set, by Kafka's names
   * @param rulesOut what becomes impossible
   * @param makesPossible what becomes possible that was not: the cost
   */
  record Change(Map<String, String> settings, Set<Anomaly> rulesOut, Set<Anomaly> makesPossible) {}
}
