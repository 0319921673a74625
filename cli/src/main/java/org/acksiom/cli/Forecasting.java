package org.acksiom.cli;

import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.acksiom.cli.Remedy.Change;
import org.acksiom.conformance.ModelFailed;
import org.acksiom.conformance.Prediction;
import org.acksiom.conformance.Verdict;
import org.acksiom.kafka.replay.Story;
import org.acksiom.kafka.settings.ResolvedSettings;
import org.acksiom.specs.Anomaly;
import org.acksiom.specs.Bounds;
import org.acksiom.specs.DeliverySettings;
import org.acksiom.specs.FaultModel;

/**
 * Makes a forecast in two parts, so that nobody waits for the second to be told the first: what can
 * happen, which takes a model for each fault model, and what rules it out, which takes dozens.
 */
final class Forecasting {
  /** The smaller models may be asked for all settings that there are. */
  private static final int SMALLER_MODELS = 3;

  private final ResolvedSettings settings;
  private final PredictionSource source;
  private final List<FaultModel> faults;
  private final ModelSize size;
  private final Map<FaultModel, ModelSize.Asking> askings = new EnumMap<>(FaultModel.class);

  /**
   * Nothing is asked yet.
   *
   * @param source is asked once for the same settings, fault model and bounds
   * @param faults what to ask about, in the order of the fault models
   */
  Forecasting(ResolvedSettings settings, PredictionSource source, List<FaultModel> faults) {
    this.settings = settings;
    this.source = source;
    this.faults = faults;
    this.size = ModelSize.of(settings.replicationFactor());
  }

  /**
   * What can happen, and how; without a remedy.
   *
   * @throws ModelFailed if the source fails
   */
  Forecast present() throws IOException, InterruptedException, ModelFailed {
    Map<FaultModel, Map<Anomaly, Prediction>> predictions = new EnumMap<>(FaultModel.class);
    Map<FaultModel, Map<Anomaly, ShortestStory>> stories = new EnumMap<>(FaultModel.class);
    DeliverySettings current = settings.delivery();
    for (FaultModel model : faults) {
      if (!source.covers(model)) {
        continue;
      }
      predictions.put(model, new EnumMap<>(asking(model).predict(List.of(current)).get(0)));
      stories.put(model, new EnumMap<>(Anomaly.class));
      for (Map.Entry<Anomaly, Prediction> cell : predictions.get(model).entrySet()) {
        if (cell.getValue().verdict() == Verdict.POSSIBLE) {
          stories
              .get(model)
              .put(
                  cell.getKey(),
                  source.story(cell.getValue(), size.modelled(current), model, size.bounds()));
        }
      }
    }
    return new Forecast(
        settings,
        size.bounds(),
        faults,
        predictions,
        stories,
        beyond(predictions),
        Map.of(),
        Map.of());
  }

  /** What the models rule out and a named story has. */
  private Map<FaultModel, Map<Anomaly, Story>> beyond(
      Map<FaultModel, Map<Anomaly, Prediction>> predictions) {
    Map<FaultModel, Map<Anomaly, Story>> beyond = new EnumMap<>(FaultModel.class);
    StoriesBeyond stories = new StoriesBeyond(size.modelled(settings.delivery()), size.bounds());
    predictions.forEach(
        (model, cells) -> {
          Map<Anomaly, Story> shown = new EnumMap<>(stories.under(model));
          shown
              .keySet()
              .removeIf(
                  anomaly ->
                      !cells.containsKey(anomaly)
                          || cells.get(anomaly).verdict() != Verdict.IMPOSSIBLE);
          beyond.put(model, shown);
        });
    return beyond;
  }

  /**
   * The same forecast with remedies.
   *
   * @param present what {@link #present()} returned
   * @param wanted for each fault model, against which anomalies; those that are not possible there
   *     are passed over
   * @param searchLimit the most other settings to ask for, under each fault model
   * @throws ModelFailed if the source fails
   */
  Forecast withRemedies(Forecast present, Map<FaultModel, Set<Anomaly>> wanted, int searchLimit)
      throws IOException, InterruptedException, ModelFailed {
    Map<FaultModel, Map<Anomaly, Remedy>> remedies = new EnumMap<>(FaultModel.class);
    Map<FaultModel, Change> mostAtOnce = new EnumMap<>(FaultModel.class);
    Map<FaultModel, SmallestChange> searches = new EnumMap<>(FaultModel.class);
    for (FaultModel model : present.decided()) {
      Map<Anomaly, Remedy> found = new EnumMap<>(Anomaly.class);
      for (Anomaly anomaly : wanted.getOrDefault(model, Set.of())) {
        if (present.verdict(model, anomaly) == Verdict.POSSIBLE) {
          found.put(anomaly, search(model, present, searchLimit, searches).against(anomaly));
        }
      }
      remedies.put(model, found);
      if (searches.containsKey(model)) {
        searches.get(model).mostAtOnce().ifPresent(change -> mostAtOnce.put(model, change));
      }
    }
    return new Forecast(
        settings,
        size.bounds(),
        faults,
        present.predictions(),
        present.stories(),
        present.beyond(),
        remedies,
        mostAtOnce);
  }

  /** The same forecast, of which it is undecided what rules out what: the search failed. */
  static Forecast withoutRemedies(Forecast present, Map<FaultModel, Set<Anomaly>> wanted) {
    Map<FaultModel, Map<Anomaly, Remedy>> remedies = new EnumMap<>(FaultModel.class);
    wanted.forEach(
        (model, anomalies) -> {
          Map<Anomaly, Remedy> undecided = new EnumMap<>(Anomaly.class);
          anomalies.stream()
              .filter(anomaly -> present.verdict(model, anomaly) == Verdict.POSSIBLE)
              .forEach(
                  anomaly ->
                      undecided.put(anomaly, new Remedy(Remedy.Search.UNDECIDED, List.of())));
          remedies.put(model, undecided);
        });
    return new Forecast(
        present.settings(),
        present.bounds(),
        present.faults(),
        present.predictions(),
        present.stories(),
        present.beyond(),
        remedies,
        Map.of());
  }

  private SmallestChange search(
      FaultModel model, Forecast present, int limit, Map<FaultModel, SmallestChange> searches) {
    if (!searches.containsKey(model)) {
      Optional<SmallestChange> weaker =
          model.includes(FaultModel.CRASH) && limit > 0
              ? Optional.of(smaller(model, present, limit * SMALLER_MODELS, searches))
              : Optional.empty();
      searches.put(
          model,
          new SmallestChange(
              settings.delivery(),
              present.predictions().get(model),
              SettingsLattice.around(settings.delivery(), settings.replicationFactor()),
              asking(model),
              limit,
              weaker));
    }
    return searches.get(model);
  }

  /**
   * The same faults and one record: what one record suffers is possible with two, and the model has
   * a fraction of the states. Before it two records without crashes.
   */
  private SmallestChange smaller(
      FaultModel model, Forecast present, int limit, Map<FaultModel, SmallestChange> searches) {
    Bounds full = size.bounds();
    Bounds oneRecord = new Bounds(full.replicas(), 1, full.retries(), full.faults());
    List<List<DeliverySettings>> rings =
        SettingsLattice.around(settings.delivery(), settings.replicationFactor());
    Map<Anomaly, Prediction> known = present.predictions().get(model);
    SmallestChange withoutCrash =
        searches.containsKey(FaultModel.NETWORK)
            ? searches.get(FaultModel.NETWORK)
            : new SmallestChange(
                settings.delivery(),
                known,
                rings,
                asking(FaultModel.NETWORK),
                limit,
                Optional.empty());
    return new SmallestChange(
        settings.delivery(),
        known,
        rings,
        size.asking(modelled -> source.predict(modelled, model, oneRecord)),
        limit,
        Optional.of(withoutCrash));
  }

  private ModelSize.Asking asking(FaultModel model) {
    return askings.computeIfAbsent(
        model, asked -> size.asking(modelled -> source.predict(modelled, asked, size.bounds())));
  }
}
