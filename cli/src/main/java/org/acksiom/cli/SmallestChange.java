package org.acksiom.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.acksiom.cli.Remedy.Change;
import org.acksiom.conformance.ModelFailed;
import org.acksiom.conformance.Prediction;
import org.acksiom.conformance.Verdict;
import org.acksiom.specs.Anomaly;
import org.acksiom.specs.DeliverySettings;

/**
 * Searches the settings around the present ones for the nearest that rule an anomaly out, under one
 * fault model. Every claim it makes is a prediction that it asked for; it knows nothing of its own
 * about what a setting is good for.
 */
final class SmallestChange {
  /** What is asked of a prediction source, with fault model and bounds settled. */
  interface Question {
    Map<Anomaly, Prediction> predict(DeliverySettings settings)
        throws IOException, InterruptedException, ModelFailed;
  }

  private final DeliverySettings current;
  private final Map<Anomaly, Prediction> predicted;
  private final List<List<DeliverySettings>> rings;
  private final Question predictor;
  private final int limit;
  private final Map<DeliverySettings, Map<Anomaly, Prediction>> asked = new LinkedHashMap<>();

  /**
   * A search that has asked nothing yet.
   *
   * @param current the present settings
   * @param predicted what is predicted for them
   * @param rings what there is to choose from: those with the fewest changes, then those with more,
   *     and so on
   * @param predictor predicts for other settings the same anomalies
   * @param limit the most settings to ask for, in all searches together
   */
  SmallestChange(
      DeliverySettings current,
      Map<Anomaly, Prediction> predicted,
      List<List<DeliverySettings>> rings,
      Question predictor,
      int limit) {
    this.current = current;
    this.predicted = predicted;
    this.rings = rings;
    this.predictor = predictor;
    this.limit = limit;
  }

  /**
   * The smallest changes that make a possible anomaly impossible. Asks for no settings farther away
   * than the changes that it returns.
   */
  Remedy against(Anomaly anomaly) throws IOException, InterruptedException, ModelFailed {
    List<Change> smallest = List.of();
    for (List<DeliverySettings> ring : rings) {
      List<Change> changes = new ArrayList<>();
      boolean undecided = false;
      for (DeliverySettings other : ring) {
        Optional<Map<Anomaly, Prediction>> predictions = ask(other);
        Verdict verdict =
            predictions.map(all -> all.get(anomaly).verdict()).orElse(Verdict.UNDECIDED);
        if (verdict == Verdict.IMPOSSIBLE) {
          changes.add(change(other, predictions.get(), anomaly));
        } else if (verdict == Verdict.UNDECIDED) {
          undecided = true;
        }
      }
      if (smallest.isEmpty()) {
        if (changes.isEmpty() && undecided) {
          return new Remedy(Remedy.Search.UNDECIDED, List.of());
        }
        smallest = leastCostly(changes);
      } else {
        smallest.addAll(
            leastCostly(changes).stream().filter(SmallestChange::isFree).limit(1).toList());
      }
      if (smallest.stream().anyMatch(SmallestChange::isFree)) {
        break;
      }
    }
    return new Remedy(smallest.isEmpty() ? Remedy.Search.NONE : Remedy.Search.FOUND, smallest);
  }

  private static boolean isFree(Change change) {
    return change.makesPossible().isEmpty();
  }

  private static List<Change> leastCostly(List<Change> changes) {
    changes.sort(
        Comparator.<Change>comparingInt(change -> change.makesPossible().size())
            .thenComparingInt(change -> -change.rulesOut().size()));
    return new ArrayList<>(changes.subList(0, Math.min(Remedy.MOST_SMALLEST, changes.size())));
  }

  private Optional<Map<Anomaly, Prediction>> ask(DeliverySettings other)
      throws IOException, InterruptedException, ModelFailed {
    if (!asked.containsKey(other)) {
      if (asked.size() == limit) {
        return Optional.empty();
      }
      asked.put(other, predictor.predict(other));
    }
    return Optional.of(asked.get(other));
  }

  private Change change(
      DeliverySettings other, Map<Anomaly, Prediction> predictions, Anomaly ruledOut) {
    Set<Anomaly> rulesOut = EnumSet.noneOf(Anomaly.class);
    Set<Anomaly> makesPossible = EnumSet.noneOf(Anomaly.class);
    predictions.forEach(
        (anomaly, prediction) -> {
          Verdict before = predicted.get(anomaly).verdict();
          if (before == Verdict.POSSIBLE && prediction.verdict() == Verdict.IMPOSSIBLE) {
            rulesOut.add(anomaly);
          } else if (before == Verdict.IMPOSSIBLE && prediction.verdict() == Verdict.POSSIBLE) {
            makesPossible.add(anomaly);
          }
        });
    rulesOut.remove(ruledOut);
    return new Change(SettingsLattice.changes(current, other), rulesOut, makesPossible);
  }
}
