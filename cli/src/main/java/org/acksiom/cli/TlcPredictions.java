package org.acksiom.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.acksiom.conformance.Deadline;
import org.acksiom.conformance.ModelFailed;
import org.acksiom.conformance.Prediction;
import org.acksiom.conformance.Predictor;
import org.acksiom.conformance.SideBySide;
import org.acksiom.impl.simulator.Setup;
import org.acksiom.modelcheck.KafkaDeliveryModel;
import org.acksiom.modelcheck.Tlc;
import org.acksiom.specs.Anomaly;
import org.acksiom.specs.Bounds;
import org.acksiom.specs.DeliverySettings;
import org.acksiom.specs.FaultModel;

/**
 * TLC's predictions for any settings, as many explorations at a time as there are processors. Each
 * model is named after the order in which it was asked for.
 */
final class TlcPredictions implements PredictionSource {
  private static final int HEAP_MEGABYTES = 1024;

  private final Predictor predictor;
  private final Runnable decided;
  private int named;

  /**
   * Copies the specification.
   *
   * @param tlc what to ask
   * @param folder where the models and TLC's outputs are written
   * @param timeout of one exploration
   * @param decided told of every exploration that has ended
   */
  TlcPredictions(Tlc tlc, Path folder, Duration timeout, Runnable decided) {
    this.predictor =
        new Predictor(tlc, folder, timeout, Deadline.never(System::nanoTime), HEAP_MEGABYTES);
    this.decided = decided;
  }

  /** Beyond crashes the models have millions of states, and a search asks for many of them. */
  @Override
  public boolean covers(FaultModel faults) {
    return FaultModel.CRASH.includes(faults);
  }

  @Override
  public List<Map<Anomaly, Prediction>> predict(
      List<DeliverySettings> settings, FaultModel faults, Bounds bounds)
      throws IOException, InterruptedException, ModelFailed {
    List<SideBySide.Exploration<Map<Anomaly, Prediction>>> explorations = new ArrayList<>();
    for (DeliverySettings one : settings) {
      named++;
      String name = "predict-" + named;
      KafkaDeliveryModel model = new KafkaDeliveryModel(one, faults, bounds);
      explorations.add(() -> predictor.predict(name, model, stats -> {}).byAnomaly());
    }
    Map<Integer, Map<Anomaly, Prediction>> predictions = new TreeMap<>();
    SideBySide.run(
        explorations,
        Runtime.getRuntime().availableProcessors(),
        (index, predicted) -> {
          predictions.put(index, predicted);
          decided.run();
        });
    return List.copyOf(predictions.values());
  }

  @Override
  public ShortestStory story(
      Prediction possible, DeliverySettings settings, FaultModel faults, Bounds bounds) {
    return ShortestStory.of(possible.witness().orElseThrow(), new Setup(settings, faults, bounds));
  }
}
