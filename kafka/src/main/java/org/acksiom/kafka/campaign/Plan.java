package org.acksiom.kafka.campaign;

import java.util.List;
import org.acksiom.specs.DeliverySettings;
import org.acksiom.specs.FaultModel;

/**
 * What is done to a cluster and its clients in one run. It says when each nemesis strikes in terms
 * of what the clients do, so it means the same on any machine; what Kafka's threads make of it does
 * not have to be the same twice.
 *
 * @param settings the producers' and the topic's
 * @param load what the clients do
 * @param steps what goes wrong, in any order
 */
public record Plan(DeliverySettings settings, Load load, List<Step> steps) {
  public Plan {
    steps = List.copyOf(steps);
  }

  /** The weakest fault model that includes all that the plan does. */
  public FaultModel faults() {
    return faults(load, steps);
  }

  static FaultModel faults(Load load, List<Step> struck) {
    FaultModel faults = load.hasShortTimeouts() ? FaultModel.NETWORK : FaultModel.NONE;
    for (Step step : struck) {
      faults = faults.includes(step.nemesis().faults()) ? faults : step.nemesis().faults();
    }
    return faults;
  }

  Plan with(Load other) {
    return new Plan(settings, other, steps);
  }

  Plan with(List<Step> others) {
    return new Plan(settings, load, others);
  }
}
