package org.acksiom.kafka.workload;

import java.util.List;
import org.acksiom.linearizability.delivery.DeliveryReport;
import org.acksiom.linearizability.history.Event;

/**
 * What one run against real Kafka showed.
 *
 * @param scenario what went wrong around it
 * @param faults how often the network did something else than forward
 * @param history what the producer was told and what was finally in the log
 * @param report what the delivery checker says of the history
 */
public record Observation(
    Scenario scenario, int faults, List<Event> history, DeliveryReport report) {}
