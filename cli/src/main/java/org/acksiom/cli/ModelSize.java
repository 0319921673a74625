package org.acksiom.cli;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.acksiom.conformance.ModelFailed;
import org.acksiom.conformance.Prediction;
import org.acksiom.specs.Anomaly;
import org.acksiom.specs.Bounds;
import org.acksiom.specs.DeliverySettings;

/**
 * A topic at the size of a model, which has at most two replicas. What counts for a record is how
 * many replicas may lack it when it is acknowledged: the replication factor less {@code
 * min.insync.replicas}. The model keeps that number as far as it can, so that 2 of 3 in sync become
 * 1 of 2, and not 2 of 2, which would promise more than the topic does.
 *
 * @param replicationFactor the topic's replicas, at least 1
 * @param bounds the model's
 */
record ModelSize(int replicationFactor, Bounds bounds) {

  static ModelSize of(int replicationFactor) {
    Bounds small = Bounds.SMALL;
    return new ModelSize(
        replicationFactor,
        new Bounds(
            Math.min(small.replicas(), replicationFactor),
            small.records(),
            small.retries(),
            small.faults()));
  }

  /** The settings in the model. More in sync than there are replicas are as many as there are. */
  DeliverySettings modelled(DeliverySettings settings) {
    int left = replicationFactor - bounds.replicas();
    return new DeliverySettings(
        settings.acks(),
        settings.retries(),
        settings.idempotence(),
        settings.maxInFlight(),
        Math.max(1, Math.min(settings.minInsyncReplicas() - left, bounds.replicas())),
        settings.uncleanLeaderElection());
  }

  /** Asks for settings of the topic; those that are one in the model are asked for once. */
  Asking asking(SmallestChange.Question models) {
    return new Asking(this, models, new LinkedHashMap<>());
  }

  /** Questions about settings of the topic, answered in the model. */
  record Asking(
      ModelSize size,
      SmallestChange.Question models,
      Map<DeliverySettings, Map<Anomaly, Prediction>> known)
      implements SmallestChange.Question {

    @Override
    public List<Map<Anomaly, Prediction>> predict(List<DeliverySettings> settings)
        throws IOException, InterruptedException, ModelFailed {
      List<DeliverySettings> fresh =
          settings.stream()
              .map(size::modelled)
              .distinct()
              .filter(modelled -> !known.containsKey(modelled))
              .toList();
      List<Map<Anomaly, Prediction>> answers = models.predict(fresh);
      for (int i = 0; i < fresh.size(); i++) {
        known.put(fresh.get(i), answers.get(i));
      }
      return settings.stream().map(one -> known.get(size.modelled(one))).toList();
    }
  }
}
