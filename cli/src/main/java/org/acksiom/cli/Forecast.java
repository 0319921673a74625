package org.acksiom.cli;

import java.util.EnumMap;
import java.util.Map;
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
 * @param predictions every anomaly of the closed list under every fault model
 * @param remedies for each possible anomaly, under each fault model
 */
record Forecast(
    ResolvedSettings settings,
    Bounds bounds,
    Map<FaultModel, Map<Anomaly, Prediction>> predictions,
    Map<FaultModel, Map<Anomaly, Remedy>> remedies) {

  private static final Prediction NOT_STATED =
      new Prediction.Undecided("not stated by the specification", false);

  /**
   * Asks for the settings themselves under every fault model, and for others in search of remedies.
   *
   * @param predictor is asked once for the same settings and fault model
   * @param searchLimit the most other settings to ask for, under each fault model
   */
  static Forecast of(ResolvedSettings settings, Predictor predictor, int searchLimit) {
    Bounds bounds = bounds(settings.replicationFactor());
    DeliverySettings modelled = modelled(settings, bounds);
    Map<FaultModel, Map<Anomaly, Prediction>> predictions = new EnumMap<>(FaultModel.class);
    Map<FaultModel, Map<Anomaly, Remedy>> remedies = new EnumMap<>(FaultModel.class);
    for (FaultModel faults : FaultModel.values()) {
      Map<Anomaly, Prediction> present = predictor.predict(modelled, faults, bounds);
      SmallestChange search =
          new SmallestChange(
              modelled,
              present,
              SettingsLattice.around(modelled, bounds.replicas()),
              other -> predictor.predict(other, faults, bounds),
              searchLimit);
      predictions.put(faults, new EnumMap<>(Anomaly.class));
      remedies.put(faults, new EnumMap<>(Anomaly.class));
      for (Anomaly anomaly : Anomaly.values()) {
        Prediction prediction = present.getOrDefault(anomaly, NOT_STATED);
        predictions.get(faults).put(anomaly, prediction);
        if (prediction instanceof Prediction.Possible) {
          remedies.get(faults).put(anomaly, search.against(anomaly));
        }
      }
    }
    return new Forecast(settings, bounds, predictions, remedies);
  }

  /** The small bounds, with no more replicas than the topic has. */
  private static Bounds bounds(int replicationFactor) {
    Bounds small = Bounds.SMALL;
    return new Bounds(
        Math.min(small.replicas(), replicationFactor),
        small.records(),
        small.retries(),
        small.faults());
  }

  /**
   * The settings at the model's size. Fewer replicas than the topic has can't have as many in sync;
   * but what asks for more than there are must still do so.
   */
  private static DeliverySettings modelled(ResolvedSettings settings, Bounds bounds) {
    DeliverySettings delivery = settings.delivery();
    boolean tooMany = delivery.minInsyncReplicas() > settings.replicationFactor();
    return new DeliverySettings(
        delivery.acks(),
        delivery.retries(),
        delivery.idempotence(),
        delivery.maxInFlight(),
        tooMany ? bounds.replicas() + 1 : Math.min(delivery.minInsyncReplicas(), bounds.replicas()),
        delivery.uncleanLeaderElection());
  }

  /** Whether more time or memory would tell more. */
  boolean budgetRanOut() {
    return predictions.values().stream()
        .flatMap(all -> all.values().stream())
        .anyMatch(
            prediction ->
                prediction instanceof Prediction.Undecided undecided && undecided.budgetRanOut());
  }
}
