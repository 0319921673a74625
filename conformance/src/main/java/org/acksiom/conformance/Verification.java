package org.acksiom.conformance;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.acksiom.impl.simulator.Budget;
import org.acksiom.impl.simulator.Schedule;
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
   * kinds of faults make more, then more faults, then more records in flight at a time, then
   * attempts after the first, then a consumer, then leaders from outside the ISR, then
   * acknowledgements that wait for nobody.
   */
  public static final Comparator<Scenario> BY_EXPECTED_COST =
      Comparator.comparing(Scenario::faults)
          .thenComparing(scenario -> scenario.bounds().faults())
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
    List<Cell> known = new ArrayList<>();
    for (List<Scenario> wave : waves(scenarios)) {
      Map<Scenario, Open> open = new LinkedHashMap<>();
      for (Scenario scenario : wave) {
        Open left = open(scenario, known);
        if (left.anomalies().isEmpty()) {
          known.addAll(left.inherited());
          listener.decided(scenario, left.inherited());
        } else {
          open.put(scenario, left);
        }
      }
      List<SideBySide.Exploration<Decided>> explorations = new ArrayList<>();
      for (Scenario scenario : inOrder(open.keySet())) {
        explorations.add(() -> decide(scenario, open.get(scenario), states, listener));
      }
      try {
        SideBySide.run(
            explorations,
            workers,
            (index, decided) -> {
              known.addAll(decided.cells());
              decided.tell(listener);
            });
      } catch (ModelFailed e) {
        throw new IllegalStateException("each scenario tells its own failure", e);
      }
    }
  }

  /**
   * One fault model after the other, the smallest first, and of each first what is only to be
   * confirmed: what is known to be possible is not asked again (see {@link Inclusion}).
   */
  private static Collection<List<Scenario>> waves(List<Scenario> scenarios) {
    return scenarios.stream()
        .collect(
            Collectors.groupingBy(
                scenario -> scenario.faults().ordinal() * 2 + (scenario.onlyShown() ? 0 : 1),
                TreeMap::new,
                Collectors.toList()))
        .values();
  }

  /**
   * What of a scenario is open.
   *
   * @param inherited what fewer faults show
   * @param anomalies what is to be decided
   * @param settled what is known to be possible, whoever asks
   */
  private record Open(List<Cell> inherited, List<Anomaly> anomalies, Set<Anomaly> settled) {}

  private static Open open(Scenario scenario, List<Cell> known) {
    List<Cell> inherited = new ArrayList<>();
    List<Anomaly> anomalies = new ArrayList<>();
    Set<Anomaly> settled = EnumSet.noneOf(Anomaly.class);
    for (Anomaly anomaly : Anomaly.values()) {
      boolean asked = scenario.anomalies().contains(anomaly);
      Optional<Cell> smaller =
          Inclusion.inherited(scenario.preset(), scenario.faults(), anomaly, known);
      boolean here =
          known.stream()
              .filter(cell -> cell.prediction().verdict() == Verdict.POSSIBLE)
              .anyMatch(cell -> cell.isOf(scenario.preset(), scenario.faults(), anomaly));
      if (here || smaller.isPresent()) {
        settled.add(anomaly);
      } else if (asked) {
        anomalies.add(anomaly);
      }
      if (asked && !here) {
        smaller.ifPresent(inherited::add);
      }
    }
    return new Open(inherited, anomalies, settled);
  }

  /** What is remembered, which is cheapest, then the rest by expected cost. */
  private List<Scenario> inOrder(Collection<Scenario> scenarios) throws IOException {
    List<Scenario> remembered = new ArrayList<>();
    List<Scenario> others = new ArrayList<>();
    for (Scenario scenario : scenarios) {
      (predictor.remembers(scenario.id(), scenario.model()) ? remembered : others).add(scenario);
    }
    others.sort(BY_EXPECTED_COST);
    remembered.addAll(others);
    return remembered;
  }

  /** What a scenario came to: cells, or why there are none. */
  private record Decided(Scenario scenario, List<Cell> cells, Throwable failure) {
    void tell(Listener listener) {
      if (failure == null) {
        listener.decided(scenario, cells);
      } else {
        listener.failed(scenario, failure);
      }
    }
  }

  /**
   * The implementation first: it is explored many times faster than the specification, so that what
   * TLC has found when a budget runs out has something to be compared with.
   */
  private Decided decide(Scenario scenario, Open open, long states, Listener listener)
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
      Map<Anomaly, Prediction> predictions =
          predict(scenario, open, observation, stats -> listener.exploring(scenario, stats));
      List<Cell> cells = new ArrayList<>(open.inherited());
      for (Anomaly anomaly : predictions.keySet()) {
        cells.add(
            new Cell(
                scenario.preset(),
                scenario.faults(),
                anomaly,
                model,
                predictions.get(anomaly),
                observation));
      }
      return new Decided(scenario, cells, null);
    } catch (ModelFailed | RuntimeException | Error failure) { // the other scenarios go on
      return new Decided(scenario, List.of(), failure);
    }
  }

  /**
   * Where the implementation shows all that is open, one behaviour each is all that TLC need be
   * asked about; the same where its budget did not suffice for all behaviours.
   *
   * @return what was asked, and whatever else was shown on either side
   */
  private Map<Anomaly, Prediction> predict(
      Scenario scenario, Open open, Observation observation, Consumer<Stats> progress)
      throws IOException, InterruptedException, ModelFailed {
    List<Anomaly> shown = new ArrayList<>(Predictor.decided(scenario.bounds()));
    shown.removeIf(
        anomaly -> open.settled().contains(anomaly) || observation.witness(anomaly).isEmpty());
    List<Anomaly> asked = new ArrayList<>(open.anomalies());
    if (scenario.onlyShown() && observation.broken().isEmpty()) {
      asked.retainAll(shown);
    }
    Map<Anomaly, Prediction> predictions = new EnumMap<>(Anomaly.class);
    if (!shown.containsAll(asked)) {
      exhaust(scenario, open, asked, shown, predictions, progress);
    }
    confirm(scenario, shown, observation, predictions, progress);
    if (!predictions.keySet().containsAll(asked) || !predictions.keySet().containsAll(shown)) {
      exhaust(scenario, open, asked, shown, predictions, progress);
    }
    return predictions;
  }

  private void exhaust(
      Scenario scenario,
      Open open,
      List<Anomaly> asked,
      List<Anomaly> shown,
      Map<Anomaly, Prediction> predictions,
      Consumer<Stats> progress)
      throws IOException, InterruptedException, ModelFailed {
    predictor
        .predict(scenario.id(), scenario.model(), progress)
        .byAnomaly()
        .forEach(
            (anomaly, prediction) -> {
              boolean possible =
                  prediction.verdict() == Verdict.POSSIBLE && !open.settled().contains(anomaly);
              if (possible || asked.contains(anomaly) || shown.contains(anomaly)) {
                predictions.putIfAbsent(anomaly, prediction);
              }
            });
  }

  /** Adds what is shown and not decided yet, if the specification has the behaviour. */
  private void confirm(
      Scenario scenario,
      List<Anomaly> shown,
      Observation observation,
      Map<Anomaly, Prediction> predictions,
      Consumer<Stats> progress)
      throws IOException, InterruptedException, ModelFailed {
    Map<Anomaly, Schedule> witnesses = new EnumMap<>(Anomaly.class);
    for (Anomaly anomaly : shown) {
      if (!isDecided(predictions.get(anomaly))) {
        witnesses.put(anomaly, observation.witness(anomaly).orElseThrow());
      }
    }
    if (!witnesses.isEmpty()) {
      Map<Anomaly, Prediction> confirmed =
          predictor
              .confirm(scenario.id(), scenario.model(), witnesses.values(), progress)
              .byAnomaly();
      for (Anomaly anomaly : witnesses.keySet()) {
        if (isDecided(confirmed.get(anomaly))) {
          predictions.put(anomaly, confirmed.get(anomaly));
        }
      }
    }
  }

  private static boolean isDecided(Prediction prediction) {
    return prediction != null && prediction.verdict() != Verdict.UNDECIDED;
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
