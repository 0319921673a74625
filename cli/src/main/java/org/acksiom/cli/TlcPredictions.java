package org.acksiom.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.acksiom.conformance.Divergence;
import org.acksiom.conformance.Following;
import org.acksiom.conformance.ModelFailed;
import org.acksiom.conformance.Prediction;
import org.acksiom.conformance.Predictor;
import org.acksiom.impl.simulator.Schedule;
import org.acksiom.impl.simulator.Setup;
import org.acksiom.modelcheck.KafkaDeliveryModel;
import org.acksiom.modelcheck.Tlc;
import org.acksiom.modelcheck.Trace;
import org.acksiom.modelcheck.TraceState;
import org.acksiom.specs.Anomaly;
import org.acksiom.specs.Bounds;
import org.acksiom.specs.DeliverySettings;
import org.acksiom.specs.FaultModel;

/**
 * TLC's predictions for any settings; each model is named after the order in which it was asked
 * for.
 */
final class TlcPredictions implements PredictionSource {
  private static final int HEAP_MEGABYTES = 1024;

  private final Predictor predictor;
  private int asked;

  /**
   * Copies the specification.
   *
   * @param folder where the models and TLC's outputs are written
   * @param timeout of one exploration
   */
  TlcPredictions(Path folder, Duration timeout) {
    this.predictor = new Predictor(Tlc.installed(), folder, timeout, HEAP_MEGABYTES);
  }

  @Override
  public boolean covers(FaultModel faults) {
    return KafkaDeliveryModel.covers(faults);
  }

  @Override
  public Map<Anomaly, Prediction> predict(
      DeliverySettings settings, FaultModel faults, Bounds bounds)
      throws IOException, InterruptedException, ModelFailed {
    asked++;
    return predictor
        .predict("predict-" + asked, new KafkaDeliveryModel(settings, faults, bounds), stats -> {})
        .byAnomaly();
  }

  @Override
  public List<String> story(
      Prediction possible, DeliverySettings settings, FaultModel faults, Bounds bounds) {
    Trace witness = possible.witness().orElseThrow();
    try {
      Schedule schedule = Following.follow(witness, new Setup(settings, faults, bounds));
      List<String> story = new ArrayList<>();
      Story.of(schedule).forEach(step -> story.add(step.sentence()));
      story.add(Story.ending(schedule.run()));
      return story;
    } catch (Divergence divergence) {
      // Words come from the implementation; a prediction is the specification's alone.
      return witness.states().stream().skip(1).map(TraceState::action).toList();
    }
  }
}
