package org.acksiom.cli;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.acksiom.cli.Remedy.Change;
import org.acksiom.conformance.Prediction;
import org.acksiom.conformance.Verdict;
import org.acksiom.kafka.replay.Story;
import org.acksiom.kafka.settings.ResolvedSettings;
import org.acksiom.specs.Anomaly;
import org.acksiom.specs.Bounds;
import org.acksiom.specs.FaultModel;

/**
 * What can happen with a user's settings, and what rules it out.
 *
 * @param settings the user's
 * @param bounds how far the models went
 * @param faults the fault models that the user asks about, in their order
 * @param predictions for each of them that is small enough to decide, for each anomaly that the
 *     model decides
 * @param stories for each such fault model, for each possible anomaly: a shortest way there
 * @param beyond for each such fault model, for each impossible anomaly that a named story has under
 *     the same settings, with more records, retries or faults than the bounds: the story
 * @param remedies for each fault model, for each possible anomaly for which one was searched
 * @param mostAtOnce for each fault model, the change that rules out the most, if there is one that
 *     rules out several anomalies and makes none possible; among those that the search for remedies
 *     came by
 */
record Forecast(
    ResolvedSettings settings,
    Bounds bounds,
    List<FaultModel> faults,
    Map<FaultModel, Map<Anomaly, Prediction>> predictions,
    Map<FaultModel, Map<Anomaly, ShortestStory>> stories,
    Map<FaultModel, Map<Anomaly, Story>> beyond,
    Map<FaultModel, Map<Anomaly, Remedy>> remedies,
    Map<FaultModel, Change> mostAtOnce) {

  /** The verdict for any cell of the table, and undecided where there is no prediction. */
  Verdict verdict(FaultModel model, Anomaly anomaly) {
    return prediction(model, anomaly).map(Prediction::verdict).orElse(Verdict.UNDECIDED);
  }

  /** The prediction, where the faults are asked about and the model decides the anomaly. */
  Optional<Prediction> prediction(FaultModel model, Anomaly anomaly) {
    return Optional.ofNullable(predictions.getOrDefault(model, Map.of()).get(anomaly));
  }

  /** The story that shows an impossible cell to be possible beyond the bounds. */
  Optional<Story> beyond(FaultModel model, Anomaly anomaly) {
    return Optional.ofNullable(beyond.getOrDefault(model, Map.of()).get(anomaly));
  }

  /** Such a story under any fault model, if the anomaly is possible under none. */
  Optional<Story> beyond(Anomaly anomaly) {
    return possibleUnder(anomaly).isEmpty()
        ? faults.stream().flatMap(model -> beyond(model, anomaly).stream()).findFirst()
        : Optional.empty();
  }

  /** The remedy, where one was searched. */
  Optional<Remedy> remedy(FaultModel model, Anomaly anomaly) {
    return Optional.ofNullable(remedies.getOrDefault(model, Map.of()).get(anomaly));
  }

  /** The fault models that are decided, in their order. */
  List<FaultModel> decided() {
    return faults.stream().filter(predictions::containsKey).toList();
  }

  /** The fault models under which an anomaly is possible, the weakest first. */
  List<FaultModel> possibleUnder(Anomaly anomaly) {
    return faults.stream()
        .filter(model -> verdict(model, anomaly) == Verdict.POSSIBLE)
        .sorted(Comparator.naturalOrder())
        .toList();
  }

  /**
   * The strongest fault model under which each of these is possible: what rules it out there rules
   * it out under those that the model includes.
   */
  Map<FaultModel, Set<Anomaly>> strongest(Set<Anomaly> anomalies) {
    Map<FaultModel, Set<Anomaly>> strongest = new EnumMap<>(FaultModel.class);
    for (Anomaly anomaly : anomalies) {
      List<FaultModel> under = possibleUnder(anomaly);
      if (!under.isEmpty()) {
        strongest
            .computeIfAbsent(under.get(under.size() - 1), model -> EnumSet.noneOf(Anomaly.class))
            .add(anomaly);
      }
    }
    return strongest;
  }

  /** Why an undecided cell is undecided. */
  String doubt(FaultModel model, Anomaly anomaly) {
    if (!predictions.containsKey(model)) {
      return "models of these faults are too large for this command";
    }
    return prediction(model, anomaly).isEmpty()
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
