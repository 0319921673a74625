package org.acksiom.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
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
   * @param folder where the models and TLC's outputs are written
   * @param timeout of one exploration
   * @param decided told, by any thread, of every exploration that has ended
   */
  TlcPredictions(Path folder, Duration timeout, Runnable decided) {
    this.predictor = new Predictor(Tlc.installed(), folder, timeout, HEAP_MEGABYTES);
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
    ExecutorService executor =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    try {
      List<Future<Map<Anomaly, Prediction>>> asked = new ArrayList<>();
      for (DeliverySettings one : settings) {
        named++;
        String name = "predict-" + named;
        asked.add(
            executor.submit(() -> predict(name, new KafkaDeliveryModel(one, faults, bounds))));
      }
      List<Map<Anomaly, Prediction>> predictions = new ArrayList<>();
      for (Future<Map<Anomaly, Prediction>> prediction : asked) {
        predictions.add(prediction.get());
      }
      return predictions;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ModelFailed failure) {
        throw failure;
      }
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      if (e.getCause() instanceof InterruptedException interruption) {
        throw interruption; // the user's signal reached TLC
      }
      throw new IllegalStateException(e.getCause());
    } finally {
      executor.shutdownNow();
      executor.awaitTermination(1, TimeUnit.MINUTES); // else TLC writes while the folder is deleted
    }
  }

  private Map<Anomaly, Prediction> predict(String name, KafkaDeliveryModel model)
      throws IOException, InterruptedException, ModelFailed {
    Map<Anomaly, Prediction> predictions = predictor.predict(name, model, stats -> {}).byAnomaly();
    decided.run();
    return predictions;
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
