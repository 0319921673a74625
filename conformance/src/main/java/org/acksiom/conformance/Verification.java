package org.acksiom.conformance;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.acksiom.impl.simulator.Budget;
import org.acksiom.impl.simulator.Setup;
import org.acksiom.modelcheck.KafkaDeliveryModel;
import org.acksiom.modelcheck.Stats;
import org.acksiom.specs.Acks;
import org.acksiom.specs.Anomaly;

/**
 * The main job: for every preset and fault model TLC predicts, the implementation is explored and
 * fuzzed, and the two are compared, anomaly by anomaly.
 *
 * <p>The outcome does not depend on the number of workers: it is the same cells in the same order.
 */
public final class Verification {
  /** What the explorer needs for a state that waits, and then some. */
  private static final long BYTES_A_STATE = 500;

  /**
   * Which of two scenarios has fewer states, as far as one can tell without exploring them: more
   * kinds of faults make more, then more records in flight at a time, then attempts after the
   * first, then a consumer, then leaders from outside the ISR, then acknowledgements that wait for
   * nobody.
   */
  static final Comparator<Scenario> BY_EXPECTED_COST =
      Comparator.comparing(Scenario::faults)
          .thenComparing(
              scenario ->
                  Math.min(scenario.preset().settings().maxInFlight(), scenario.bounds().records()))
          .thenComparing(
              scenario -> scenario.preset().settings().retries() ? scenario.bounds().retries() : 0)
          .thenComparing(scenario -> scenario.bounds().consumers())
          .thenComparing(scenario -> scenario.preset().settings().uncleanLeaderElection())
          .thenComparing(scenario -> scenario.preset().settings().acks() != Acks.ALL);

  private final Profile profile;
  private final Predictor predictor;
  private final long seed;
  private final Deadline deadline;

  /** Told of what is decided, on the thread that asked for it. */
  public interface Listener {
    /**
     * TLC explores a scenario; told about once a second, by other threads.
     *
     * @param stats how far it is
     */
    default void exploring(Scenario scenario, Stats stats) {}

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
   * @param deadline after which nothing is explored any more
   */
  public Verification(Profile profile, Predictor predictor, long seed, Deadline deadline) {
    this.profile = profile;
    this.predictor = predictor;
    this.seed = seed;
    this.deadline = deadline;
  }

  /**
   * Decides scenarios, several at a time: first those that TLC remembers, then the others in the
   * order of {@link #BY_EXPECTED_COST}, from both ends (see {@link SideBySide}).
   *
   * @param scenarios what to decide
   * @param workers how many at a time, at least 1
   * @param listener told as they are decided, in whatever order that is
   * @throws IOException if a model or an output can't be written
   * @throws InterruptedException if the thread is interrupted, or the process by the user; no
   *     scenario is begun after that
   */
  public void run(List<Scenario> scenarios, int workers, Listener listener)
      throws IOException, InterruptedException {
    long states =
        Math.min(profile.states(), Runtime.getRuntime().maxMemory() / workers / BYTES_A_STATE);
    List<SideBySide.Exploration<Decided>> explorations = new ArrayList<>();
    for (Scenario scenario : inOrder(scenarios)) {
      explorations.add(() -> decide(scenario, states, listener));
    }
    try {
      SideBySide.run(explorations, workers, (index, decided) -> decided.tell(listener));
    } catch (ModelFailed e) {
      throw new IllegalStateException("each scenario tells its own failure", e);
    }
  }

  /** What is remembered, which is cheapest, then the rest by expected cost. */
  private List<Scenario> inOrder(List<Scenario> scenarios) throws IOException {
    List<Scenario> remembered = new ArrayList<>();
    List<Scenario> others = new ArrayList<>();
    for (Scenario scenario : scenarios) {
      (predictor.remembers(scenario.id(), scenario.model()) ? remembered : others).add(scenario);
    }
    others.sort(BY_EXPECTED_COST);
    remembered.addAll(others);
    return remembered;
  }

  private interface Decided {
    void tell(Listener listener);
  }

  /**
   * The implementation first: it is explored many times faster than the specification, so that what
   * TLC has found when a budget runs out has something to be compared with.
   */
  private Decided decide(Scenario scenario, long states, Listener listener)
      throws IOException, InterruptedException {
    KafkaDeliveryModel model = scenario.model();
    try {
      LongSupplier clock = deadline.clockNanos();
      long end = clock.getAsLong() + deadline.left(profile.timeout()).toNanos();
      Observation observation =
          Observation.of(
              new Setup(model.settings(), model.faults(), model.bounds()),
              new Budget(states, end, clock),
              seed,
              profile.fuzzRuns());
      Predictions predictions =
          predictor.predict(scenario.id(), model, stats -> listener.exploring(scenario, stats));
      List<Cell> cells = new ArrayList<>();
      for (Anomaly anomaly : scenario.anomalies()) {
        cells.add(
            new Cell(
                scenario.preset(),
                scenario.faults(),
                anomaly,
                model,
                predictions.byAnomaly().get(anomaly),
                observation));
      }
      return told -> told.decided(scenario, cells);
    } catch (ModelFailed | RuntimeException | Error failure) { // the other scenarios go on
      return told -> told.failed(scenario, failure);
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
