package org.acksiom.cli;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.acksiom.conformance.ModelFailed;
import org.acksiom.conformance.Prediction;
import org.acksiom.specs.Anomaly;
import org.acksiom.specs.Bounds;
import org.acksiom.specs.DeliverySettings;
import org.acksiom.specs.FaultModel;

/** Where a forecast has its predictions from: TLC, save in tests. */
interface PredictionSource {

  /** Whether these faults are asked about: a model of them ends while a user waits. */
  boolean covers(FaultModel faults);

  /**
   * Decides every anomaly that the specification states, in one exploration for each of the
   * settings. The same question has the same answer.
   *
   * @param faults that are covered
   * @return for each of the settings, in their order
   * @throws ModelFailed if TLC crashes or the specification is broken
   */
  List<Map<Anomaly, Prediction>> predict(
      List<DeliverySettings> settings, FaultModel faults, Bounds bounds)
      throws IOException, InterruptedException, ModelFailed;

  /**
   * How an anomaly happens.
   *
   * @param possible a prediction of this source that it is possible, for these settings, faults and
   *     bounds
   */
  ShortestStory story(
      Prediction possible, DeliverySettings settings, FaultModel faults, Bounds bounds);
}
