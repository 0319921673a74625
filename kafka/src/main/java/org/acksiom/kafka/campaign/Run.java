package org.acksiom.kafka.campaign;

import java.util.List;
import java.util.Set;
import org.acksiom.linearizability.delivery.DeliveryReport;
import org.acksiom.linearizability.history.Event;
import org.acksiom.specs.Anomaly;
import org.acksiom.specs.FaultModel;

/**
 * What came of a plan.
 *
 * @param plan what was to be done
 * @param struck the steps whose moment came
 * @param faults the weakest fault model that includes them, and what else was seen to go wrong
 *     between brokers and controller
 * @param sent how many records were sent
 * @param history what the clients were told and read, and what was finally in the log
 * @param report what the delivery checker says of the history
 */
public record Run(
    Plan plan,
    List<Step> struck,
    FaultModel faults,
    int sent,
    List<Event> history,
    DeliveryReport report) {
  public Run {
    struck = List.copyOf(struck);
    history = List.copyOf(history);
  }

  /** Which anomalies show. */
  public Set<Anomaly> anomalies() {
    return report.anomalies().keySet();
  }
}
