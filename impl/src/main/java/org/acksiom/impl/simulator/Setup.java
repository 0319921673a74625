package org.acksiom.impl.simulator;

import org.acksiom.specs.Bounds;
import org.acksiom.specs.DeliverySettings;
import org.acksiom.specs.FaultModel;

/**
 * What a simulation is of.
 *
 * @param settings the producer's, topic's and brokers' settings
 * @param faults the faults that may happen: at most {@link FaultModel#CRASH}, which is as far as
 *     {@code KafkaDelivery} goes
 * @param bounds how many of everything
 */
public record Setup(DeliverySettings settings, FaultModel faults, Bounds bounds) {

  /**
   * Checks that the simulator knows the faults.
   *
   * @throws IllegalArgumentException for a fault model that is not simulated
   */
  public Setup {
    if (faults.compareTo(FaultModel.CRASH) > 0) {
      throw new IllegalArgumentException(
          "expected the fault model none, network or crash, found "
              + faults.id()
              + ", which is not modelled yet");
    }
  }

  int maxAttempts() {
    return settings.retries() ? bounds.retries() + 1 : 1;
  }
}
