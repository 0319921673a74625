package org.acksiom.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.acksiom.impl.simulator.Schedule;
import org.acksiom.modelcheck.KafkaDeliveryModel;
import org.acksiom.modelcheck.Stats;
import org.acksiom.modelcheck.TlaValue;
import org.acksiom.modelcheck.Tlc;
import org.acksiom.modelcheck.TlcResult;
import org.acksiom.modelcheck.TlcRun;
import org.acksiom.modelcheck.Violation;
import org.acksiom.specs.Anomaly;
import org.acksiom.specs.Bounds;
import org.acksiom.specs.SpecFiles;

/**
 * Asks TLC which anomalies are possible: one exploration for all of them. The modules, the model
 * and TLC's output stay in the folder, so that anybody can run the same with TLC alone.
 */
public final class Predictor {
  /**
   * The anomalies that {@code KafkaDelivery} decides without a consumer. That an acknowledged
   * record is unseen then says no more than that it is lost; what divergent reads there are, nobody
   * knows.
   */
  private static final List<Anomaly> DECIDED_WITHOUT_CONSUMER =
      List.of(
          Anomaly.ACKED_LOSS,
          Anomaly.SILENT_LOSS,
          Anomaly.REPORTED_LOSS,
          Anomaly.DUPLICATE,
          Anomaly.PHANTOM,
          Anomaly.REORDER,
          Anomaly.GAP,
          Anomaly.UNSEEN);

  /**
   * The anomalies that {@code KafkaDelivery} decides within those bounds: all, if a consumer reads.
   */
  public static List<Anomaly> decided(Bounds bounds) {
    return bounds.consumers() > 0 ? List.of(Anomaly.values()) : DECIDED_WITHOUT_CONSUMER;
  }

  /** The folder of the models that are explored along observed behaviours only. */
  static final String OBSERVED = "observed";

  private final Tlc tlc;
  private final Path folder;
  private final Duration timeout;
  private final Deadline deadline;
  private final int heapMegabytes;

  /**
   * Copies the modules.
   *
   * @param tlc is asked what it remembers before it is run
   * @param folder where modules, models and outputs are kept
   * @param timeout of one exploration
   * @param deadline of all of them: after that only what TLC remembers is decided
   * @param heapMegabytes of one TLC
   */
  public Predictor(Tlc tlc, Path folder, Duration timeout, Deadline deadline, int heapMegabytes) {
    this.tlc = tlc;
    this.folder = folder;
    this.timeout = timeout;
    this.deadline = deadline;
    this.heapMegabytes = heapMegabytes;
    SpecFiles.copyModulesTo(folder);
  }

  /**
   * Explores one model.
   *
   * @param name of the model's files, such as {@code at-least-once-network}
   * @param progress told how far TLC is
   * @throws ModelFailed if TLC crashes or the specification is broken
   */
  public Predictions predict(String name, KafkaDeliveryModel model, Consumer<Stats> progress)
      throws IOException, InterruptedException, ModelFailed {
    return explore(run(name, model), model, progress);
  }

  /**
   * Asks whether the specification has these behaviours: TLC explores a model no further than the
   * states that they pass. What they show is possible if the specification may take them step by
   * step, by whatever actions; of anything else this says nothing.
   *
   * @param name of the model's files; these are kept in a folder of that name, so that no other
   *     model finds a module of its own in another's folder
   * @param progress told how far TLC is
   * @throws ModelFailed if TLC crashes or the specification is broken
   */
  Predictions confirm(
      String name,
      KafkaDeliveryModel model,
      Collection<Schedule> behaviours,
      Consumer<Stats> progress)
      throws IOException, InterruptedException, ModelFailed {
    run(name, model); // the whole model, for whoever has the time
    Path home = Files.createDirectories(folder.resolve(OBSERVED).resolve(name));
    Path module = home.resolve(Observed.MODULE + ".tla");
    Files.writeString(module, Observed.module(behaviours));
    Path config = home.resolve(Observed.MODULE + ".cfg");
    Files.writeString(config, model.config() + "CONSTRAINT " + Observed.CONSTRAINT + "\n");
    TlcRun run =
        TlcRun.of(module, config, home.resolve(Observed.MODULE + ".out"))
            .libraries(List.of(folder))
            .heapMegabytes(heapMegabytes)
            .continues(true);
    Predictions confirmed = explore(run, model, progress);
    Map<Anomaly, Prediction> possible = new EnumMap<>(Anomaly.class);
    confirmed
        .byAnomaly()
        .forEach((anomaly, prediction) -> possible.put(anomaly, withoutRest(prediction)));
    return new Predictions(model, possible, confirmed.stats(), confirmed.log());
  }

  /** The rest of the states was not looked at: nothing is impossible. */
  private static Prediction withoutRest(Prediction prediction) {
    return prediction.verdict() == Verdict.IMPOSSIBLE
        ? new Prediction(
            Verdict.UNDECIDED,
            prediction.distinctStates(),
            prediction.depth(),
            Optional.empty(),
            prediction.cached())
        : prediction;
  }

  /** What TLC says, or has said before. */
  private Predictions explore(TlcRun run, KafkaDeliveryModel model, Consumer<Stats> progress)
      throws IOException, InterruptedException, ModelFailed {
    Optional<TlcResult> recalled = tlc.recall(run);
    if (recalled.isPresent()) {
      return predictions(model, recalled.get(), true);
    }
    Duration left = deadline.left(timeout);
    if (left.isZero()) {
      Stats nothing = new Stats(0, 0, 0, 0, Duration.ZERO, List.of());
      return predictions(
          model,
          new TlcResult.Undecided(TlcResult.Budget.TIME, List.of(), nothing, run.log()),
          false);
    }
    return predictions(model, tlc.run(run.timeout(left), progress), false);
  }

  /**
   * Whether the model was explored before, so that predicting takes no time.
   *
   * @param name of the model's files
   */
  public boolean remembers(String name, KafkaDeliveryModel model) throws IOException {
    return tlc.remembers(run(name, model));
  }

  private TlcRun run(String name, KafkaDeliveryModel model) throws IOException {
    Path config = folder.resolve(name + ".cfg");
    Files.writeString(config, model.config());
    return TlcRun.of(folder.resolve(KafkaDeliveryModel.MODULE + ".tla"), config, log(name))
        .heapMegabytes(heapMegabytes)
        .continues(true);
  }

  private Path log(String name) {
    return folder.resolve(name + ".out");
  }

  /**
   * What a result says of every anomaly. Those that were found are possible, however the search
   * ended.
   */
  static Predictions predictions(KafkaDeliveryModel model, TlcResult result, boolean cached)
      throws ModelFailed {
    if (result instanceof TlcResult.Holds) {
      return predictions(model, result, List.of(), true, cached);
    } else if (result instanceof TlcResult.Violated violated) {
      return predictions(model, result, violated.violations(), violated.exhausted(), cached);
    } else if (result instanceof TlcResult.Undecided undecided) {
      return predictions(model, result, undecided.violations(), false, cached);
    }
    throw new ModelFailed("TLC failed: " + ((TlcResult.Failed) result).message(), result.log());
  }

  private static Predictions predictions(
      KafkaDeliveryModel model,
      TlcResult result,
      List<Violation> violations,
      boolean exhausted,
      boolean cached)
      throws ModelFailed {
    Map<Anomaly, Prediction> predictions = new EnumMap<>(Anomaly.class);
    long states = result.stats().distinct();
    for (Violation violation : violations) {
      if (!violation.name().equals(KafkaDeliveryModel.NOTHING_NEW)) {
        throw new ModelFailed("the specification violates " + violation.name(), result.log());
      }
      for (Anomaly anomaly : shown(violation, result.log())) {
        if (decided(model.bounds()).contains(anomaly)) {
          predictions.putIfAbsent(
              anomaly,
              new Prediction(
                  Verdict.POSSIBLE,
                  states,
                  violation.trace().length(),
                  Optional.of(violation.trace()),
                  cached));
        }
      }
    }
    Verdict rest = exhausted ? Verdict.IMPOSSIBLE : Verdict.UNDECIDED;
    for (Anomaly anomaly : decided(model.bounds())) {
      predictions.putIfAbsent(
          anomaly, new Prediction(rest, states, result.stats().depth(), Optional.empty(), cached));
    }
    return new Predictions(model, predictions, result.stats(), result.log());
  }

  /** The anomalies that the invariant printed: {@code <<"shown", {"DUPLICATE"}>>}. */
  private static List<Anomaly> shown(Violation violation, Path log) throws ModelFailed {
    for (TlaValue printed : violation.printed()) {
      if (printed instanceof TlaValue.Tuple tuple
          && tuple.elements().size() == 2
          && tuple.elements().get(0).equals(new TlaValue.Str("shown"))
          && tuple.elements().get(1) instanceof TlaValue.FiniteSet anomalies) {
        List<Anomaly> shown = new ArrayList<>();
        for (TlaValue name : anomalies.elements()) {
          shown.add(anomaly(name, log));
        }
        return shown;
      }
    }
    throw new ModelFailed("expected what is shown before a violation of " + violation.name(), log);
  }

  private static Anomaly anomaly(TlaValue name, Path log) throws ModelFailed {
    return Stream.of(Anomaly.values())
        .filter(anomaly -> name.equals(new TlaValue.Str(anomaly.name())))
        .findFirst()
        .orElseThrow(
            () -> new ModelFailed("expected an anomaly's name, found " + name + " shown", log));
  }
}
