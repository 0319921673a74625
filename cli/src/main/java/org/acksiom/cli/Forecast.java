package org.acksiom.cli;

import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.acksiom.cli.Remedy.Change;
import org.acksiom.conformance.ModelFailed;
import org.acksiom.conformance.Prediction;
import org.acksiom.conformance.Verdict;
import org.acksiom.kafka.settings.ResolvedSettings;
import org.acksiom.specs.Anomaly;
import org.acksiom.specs.Bounds;
import org.acksiom.specs.DeliverySettings;
import org.acksiom.specs.FaultModel;

/**
 * What can happen with a user's settings, and what rules it out.
 *
 * @param settings the user's
 * @param bounds how far the models went
 * @param predictions for each fault model that is asked about, for each anomaly that the model
 *     decides
 * @param stories for each fault model, for each possible anomaly: the steps of a shortest way there
 * @param remedies for each fault model, for each possible anomaly
 * @param mostAtOnce for each fault model, the change that rules out the most, if there is one that
 *     rules out several anomalies and makes none possible; among those that the search for remedies
 *     came by
 */
record Forecast(
    ResolvedSettings settings,
    Bounds bounds,
    Map<FaultModel, Map<Anomaly, Prediction>> predictions,
    Map<FaultModel, Map<Anomaly, List<String>>> stories,
    Map<FaultModel, Map<Anomaly, Remedy>> remedies,
    Map<FaultModel, Change> mostAtOnce) {

  /**
   * Asks for the settings themselves under every fault model, and for others in search of remedies.
   *
   * @param source is asked once for the same settings and fault model
   * @param searchLimit the most other settings to ask for, under each fault model
   * @throws ModelFailed if the source fails
   */
  static Forecast of(ResolvedSettings settings, PredictionSource source, int searchLimit)
      throws IOException, InterruptedException, ModelFailed {
    ModelSize size = ModelSize.of(settings.replicationFactor());
    Bounds bounds = size.bounds();
    DeliverySettings current = settings.delivery();
    Map<FaultModel, Map<Anomaly, Prediction>> predictions = new EnumMap<>(FaultModel.class);
    Map<FaultModel, Map<Anomaly, List<String>>> stories = new EnumMap<>(FaultModel.class);
    Map<FaultModel, Map<Anomaly, Remedy>> remedies = new EnumMap<>(FaultModel.class);
    Map<FaultModel, Change> mostAtOnce = new EnumMap<>(FaultModel.class);
    Optional<SmallestChange> weaker = Optional.empty();
    for (FaultModel faults : FaultModel.values()) {
      if (!source.covers(faults)) {
        continue;
      }
      ModelSize.Asking asking = size.asking(modelled -> source.predict(modelled, faults, bounds));
      Map<Anomaly, Prediction> present = asking.predict(List.of(current)).get(0);
      SmallestChange search =
          new SmallestChange(
              current,
              present,
              SettingsLattice.around(current, settings.replicationFactor()),
              asking::predict,
              searchLimit,
              weaker);
      predictions.put(faults, new EnumMap<>(present));
      stories.put(faults, new EnumMap<>(Anomaly.class));
      remedies.put(faults, new EnumMap<>(Anomaly.class));
      for (Map.Entry<Anomaly, Prediction> cell : predictions.get(faults).entrySet()) {
        if (cell.getValue().verdict() == Verdict.POSSIBLE) {
          Anomaly anomaly = cell.getKey();
          stories
              .get(faults)
              .put(anomaly, source.story(cell.getValue(), size.modelled(current), faults, bounds));
          remedies.get(faults).put(anomaly, search.against(anomaly));
        }
      }
      search.mostAtOnce().ifPresent(change -> mostAtOnce.put(faults, change));
      weaker = Optional.of(search);
    }
    return new Forecast(settings, bounds, predictions, stories, remedies, mostAtOnce);
  }

  /** The verdict for any cell of the table, and undecided where there is no prediction. */
  Verdict verdict(FaultModel faults, Anomaly anomaly) {
    return prediction(faults, anomaly).map(Prediction::verdict).orElse(Verdict.UNDECIDED);
  }

  /** The prediction, where the faults are asked about and the model decides the anomaly. */
  Optional<Prediction> prediction(FaultModel faults, Anomaly anomaly) {
    return Optional.ofNullable(predictions.getOrDefault(faults, Map.of()).get(anomaly));
  }

  /** Why an undecided cell is undecided. */
  String doubt(FaultModel faults, Anomaly anomaly) {
    if (!predictions.containsKey(faults)) {
      return "models of these faults are too large for this command";
    }
    return prediction(faults, anomaly).isEmpty()
        ? "nobody reads in the model"
        : "the model checker's budget ran out";
  }

  /** Whether more time or memory would tell more. */
  boolean budgetRanOut() {
    return predictions.values().stream()
        .flatMap(all -> all.values().stream())
        .anyMatch(prediction -> prediction.verdict() == Verdict.UNDECIDED);
  }
}
