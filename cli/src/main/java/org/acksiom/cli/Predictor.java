package org.acksiom.cli;

import java.util.Map;
import org.acksiom.specs.Anomaly;
import org.acksiom.specs.Bounds;
import org.acksiom.specs.DeliverySettings;
import org.acksiom.specs.FaultModel;

/** Whoever makes predictions: the model checker, save in tests. */
interface Predictor {

  /**
   * Decides every anomaly that the specification states, in one exploration. The same question has
   * the same answer.
   *
   * @throws PartFailed if the model checker fails
   */
  Map<Anomaly, Prediction> predict(DeliverySettings settings, FaultModel faults, Bounds bounds);
}
