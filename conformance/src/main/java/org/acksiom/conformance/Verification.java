package org.acksiom.conformance;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongSupplier;
import org.acksiom.impl.simulator.Budget;
import org.acksiom.impl.simulator.Setup;
import org.acksiom.modelcheck.KafkaDeliveryModel;
import org.acksiom.specs.Anomaly;
import org.acksiom.specs.FaultModel;
import org.acksiom.specs.Preset;

/**
 * The main job: for every preset and fault model TLC predicts, the implementation is explored and
 * fuzzed, and the two are compared, anomaly by anomaly.
 *
 * <p>The outcome does not depend on the number of workers: it is the same cells in the same order.
 */
public final class Verification {
  private final Profile profile;
  private final Predictor predictor;
  private final long seed;
  private final LongSupplier nanoTime;

  /** One preset under one fault model: what one task decides. */
  public record Scenario(Preset preset, FaultModel faults) {
    /** The name of its files: {@code at-least-once-network}. */
    public String id() {
      return preset.id() + "-" + faults.id();
    }
  }

  /** Told of what is decided, on one thread. */
  public interface Listener {
    /** All anomalies of a scenario are compared. */
    void decided(Scenario scenario, List<Cell> cells);

    /**
     * A scenario could not be decided.
     *
     * @param cause {@link ModelFailed} if TLC or the specification failed; else what the
     *     implementation or a checker threw, an exhausted memory among it
     */
    void failed(Scenario scenario, Throwable cause);
  }

  /**
   * Prepares the job.
   *
   * @param profile how much to do
   * @param predictor what asks TLC
   * @param seed of the fuzzer
   * @param nanoTime the clock of the budgets, in nanoseconds
   */
  public Verification(Profile profile, Predictor predictor, long seed, LongSupplier nanoTime) {
    this.profile = profile;
    this.predictor = predictor;
    this.seed = seed;
    this.nanoTime = nanoTime;
  }

  /** The anomalies of the table, in its order. */
  public static List<Anomaly> anomalies() {
    return List.of(
        Anomaly.ACKED_LOSS,
        Anomaly.SILENT_LOSS,
        Anomaly.REPORTED_LOSS,
        Anomaly.DUPLICATE,
        Anomaly.PHANTOM,
        Anomaly.REORDER);
  }

  /**
   * Decides scenarios, several at a time.
   *
   * @param scenarios what to decide, the cheap and telling ones best first
   * @param workers how many at a time, at least 1
   * @param listener told as they are decided, in whatever order that is
   * @throws IOException if a model or an output can't be written
   * @throws InterruptedException if the thread is interrupted, or the process by the user; no
   *     scenario is begun after that
   */
  public void run(List<Scenario> scenarios, int workers, Listener listener)
      throws IOException, InterruptedException {
    ExecutorService executor = Executors.newFixedThreadPool(workers);
    try {
      ExecutorCompletionService<Decided> results = new ExecutorCompletionService<>(executor);
      for (Scenario scenario : scenarios) {
        results.submit(() -> decide(scenario));
      }
      for (int i = 0; i < scenarios.size(); i++) {
        results.take().get().tell(listener);
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      if (e.getCause() instanceof InterruptedException interruption) {
        throw interruption;
      }
      throw new IllegalStateException(e.getCause());
    } finally {
      executor.shutdownNow();
    }
  }

  private interface Decided {
    void tell(Listener listener);
  }

  private Decided decide(Scenario scenario) throws IOException, InterruptedException {
    KafkaDeliveryModel model =
        new KafkaDeliveryModel(scenario.preset().settings(), scenario.faults(), profile.bounds());
    try {
      Predictions predictions = predictor.predict(scenario.id(), model, progress -> {});
      Budget budget =
          new Budget(
              profile.states(), nanoTime.getAsLong() + profile.timeout().toNanos(), nanoTime);
      Observation observation =
          Observation.of(
              new Setup(model.settings(), model.faults(), model.bounds()),
              budget,
              seed,
              profile.fuzzRuns());
      List<Cell> cells = new ArrayList<>();
      for (Anomaly anomaly : anomalies()) {
        cells.add(
            new Cell(
                scenario.preset(),
                scenario.faults(),
                anomaly,
                model,
                predictions.byAnomaly().get(anomaly),
                observation));
      }
      return listener -> listener.decided(scenario, cells);
    } catch (ModelFailed | RuntimeException | Error failure) { // the other scenarios go on
      return listener -> listener.failed(scenario, failure);
    }
  }

  /** How many cells have each match. */
  public static Map<Match, Long> summary(List<Cell> cells) {
    Map<Match, Long> summary = new EnumMap<>(Match.class);
    for (Match match : Match.values()) {
      summary.put(match, cells.stream().filter(cell -> cell.match() == match).count());
    }
    return summary;
  }
}
