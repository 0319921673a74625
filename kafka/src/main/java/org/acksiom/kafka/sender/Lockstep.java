package org.acksiom.kafka.sender;

import java.util.Map;

/**
 * What running Kafka's producer and ours side by side has found.
 *
 * @param <W> a way to where they part
 * @param exhausted whether everything was visited to which a way leads on which they do not part;
 *     if not, the budget ran out
 * @param states different states visited, of both and what is around them
 * @param steps steps in which both were given the same
 * @param producerStates different states of Kafka's producer met
 * @param runs how often Kafka's producer was run
 * @param divergences for each way to part a shortest one
 */
public record Lockstep<W>(
    boolean exhausted,
    long states,
    long steps,
    int producerStates,
    long runs,
    Map<Divergence, W> divergences) {}
