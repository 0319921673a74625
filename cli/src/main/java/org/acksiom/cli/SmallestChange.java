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
    List<Map<Anomaly, Prediction>> predict(List<DeliverySettings> settings)
        throws IOException, InterruptedException, ModelFailed;
  }

  private final DeliverySettings current;
  private final Map<Anomaly, Prediction> predicted;
  private final List<List<DeliverySettings>> rings;
  private final Question predictor;
  private final int limit;
  private final Optional<SmallestChange> weaker;
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
   * @param weaker the search in a smaller model, under fewer faults or with fewer records: what is
   *     possible there is possible here. It is asked first, since it costs less
   */
  SmallestChange(
      DeliverySettings current,
      Map<Anomaly, Prediction> predicted,
      List<List<DeliverySettings>> rings,
      Question predictor,
      int limit,
      Optional<SmallestChange> weaker) {
    this.current = current;
    this.predicted = predicted;
    this.rings = rings;
    this.predictor = predictor;
    this.limit = limit;
    this.weaker = weaker;
  }

  /**
   * The smallest changes that make a possible anomaly impossible. Asks for no settings farther away
   * than the changes that it returns.
   */
  Remedy against(Anomaly anomaly) throws IOException, InterruptedException, ModelFailed {
    for (List<DeliverySettings> ring : rings) {
      List<DeliverySettings> open = open(anomaly, ring);
      ask(open);
      List<Change> changes = new ArrayList<>();
      boolean undecided = false;
      for (DeliverySettings other : open) {
        Verdict verdict = verdict(anomaly, other);
        if (verdict == Verdict.IMPOSSIBLE) {
          changes.add(change(other));
        } else if (verdict == Verdict.UNDECIDED) {
          undecided = true;
        }
      }
      if (!changes.isEmpty()) {
        return new Remedy(Remedy.Search.FOUND, leastCostly(changes));
      }
      if (undecided) {
        return new Remedy(Remedy.Search.UNDECIDED, List.of());
      }
    }
    return new Remedy(Remedy.Search.NONE, List.of());
  }

  /**
   * The first of those that make the fewest anomalies possible; of these, what rules out more comes
   * first.
   */
  private static List<Change> leastCostly(List<Change> changes) {
    int least = changes.stream().mapToInt(change -> change.makesPossible().size()).min().orElse(0);
    return changes.stream()
        .filter(change -> change.makesPossible().size() == least)
        .sorted(Comparator.comparingInt(change -> -change.rulesOut().size()))
        .limit(Remedy.MOST)
        .toList();
  }

  /**
   * Of all that was asked for, the change that rules out the most anomalies, at least two, and
   * makes none possible; of several the smallest. Empty if there is none.
   */
  Optional<Change> mostAtOnce() {
    return asked.keySet().stream()
        .map(this::change)
        .filter(change -> change.makesPossible().isEmpty() && change.rulesOut().size() > 1)
        .min(
            Comparator.<Change>comparingInt(change -> -change.rulesOut().size())
                .thenComparingInt(change -> change.settings().size()));
  }

  /** Those for which no smaller model shows that the anomaly is possible. */
  private List<DeliverySettings> open(Anomaly anomaly, List<DeliverySettings> ring)
      throws IOException, InterruptedException, ModelFailed {
    List<DeliverySettings> open =
        ring.stream().filter(other -> !isKnownPossible(anomaly, other)).toList();
    if (weaker.isEmpty()) {
      return open;
    }
    List<DeliverySettings> stillOpen = weaker.get().open(anomaly, open);
    weaker.get().ask(stillOpen);
    return stillOpen.stream().filter(other -> !isKnownPossible(anomaly, other)).toList();
  }

  private boolean isKnownPossible(Anomaly anomaly, DeliverySettings other) {
    return verdict(anomaly, other) == Verdict.POSSIBLE
        || weaker.stream().anyMatch(search -> search.isKnownPossible(anomaly, other));
  }

  private Verdict verdict(Anomaly anomaly, DeliverySettings other) {
    return asked.containsKey(other) ? asked.get(other).get(anomaly).verdict() : Verdict.UNDECIDED;
  }

  private void ask(List<DeliverySettings> wanted)
      throws IOException, InterruptedException, ModelFailed {
    List<DeliverySettings> fresh =
        wanted.stream()
            .filter(other -> !asked.containsKey(other))
            .limit(limit - asked.size())
            .toList();
    List<Map<Anomaly, Prediction>> answers = predictor.predict(fresh);
    for (int i = 0; i < fresh.size(); i++) {
      asked.put(fresh.get(i), answers.get(i));
    }
  }

  private Change change(DeliverySettings other) {
    Set<Anomaly> rulesOut = EnumSet.noneOf(Anomaly.class);
    Set<Anomaly> makesPossible = EnumSet.noneOf(Anomaly.class);
    asked
        .get(other)
        .forEach(
            (anomaly, prediction) -> {
              Verdict before = predicted.get(anomaly).verdict();
              if (before == Verdict.POSSIBLE && prediction.verdict() == Verdict.IMPOSSIBLE) {
                rulesOut.add(anomaly);
              } else if (before == Verdict.IMPOSSIBLE && prediction.verdict() == Verdict.POSSIBLE) {
                makesPossible.add(anomaly);
              }
            });
    return new Change(SettingsLattice.changes(current, other), rulesOut, makesPossible);
  }
}
