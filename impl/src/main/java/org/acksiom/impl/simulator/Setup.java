package org.acksiom.impl.simulator;

import org.acksiom.specs.Bounds;
import org.acksiom.specs.DeliverySettings;
import org.acksiom.specs.FaultModel;

/**
 * What a simulation is of.
 *
 * @param settings the producer's, topic's and brokers' settings
 * @param faults the faults that may happen
 * @param bounds how many of everything
 */
public record Setup(DeliverySettings settings, FaultModel faults, Bounds bounds) {

  /** How often one record is sent at most. */
  public int maxAttempts() {
    return settings.retries() ? bounds.retries() + 1 : 1;
  }
}
