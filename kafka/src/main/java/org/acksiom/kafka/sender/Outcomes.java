package org.acksiom.kafka.sender;

import java.util.List;
import java.util.Map;
import org.acksiom.impl.simulator.Event;
import org.acksiom.impl.simulator.Schedule;
import org.acksiom.specs.Anomaly;

/**
 * What a search for outcomes found.
 *
 * @param exhausted whether every state was visited; if not, the budget ran out
 * @param states different states visited
 * @param outcomes each different outcome, with a shortest way to it
 * @param witnesses for each anomaly seen a shortest schedule that ends in it
 */
public record Outcomes(
    boolean exhausted,
    long states,
    Map<Outcome, List<Event>> outcomes,
    Map<Anomaly, Schedule> witnesses) {}
