package org.acksiom.conformance;

import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.acksiom.modelcheck.KafkaDeliveryModel;
import org.acksiom.modelcheck.Stats;
import org.acksiom.specs.Anomaly;

/**
 * What one exploration of TLC says of every anomaly that the specification defines.
 *
 * @param model what was explored
 * @param byAnomaly the predictions
 * @param stats how far TLC got
 * @param log TLC's own output
 */
public record Predictions(
    KafkaDeliveryModel model, Map<Anomaly, Prediction> byAnomaly, Stats stats, Path log) {

  /** Copies the map. */
  public Predictions {
    byAnomaly = Collections.unmodifiableMap(new EnumMap<>(byAnomaly));
  }
}
