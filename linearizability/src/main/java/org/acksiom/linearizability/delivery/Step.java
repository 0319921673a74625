package org.acksiom.linearizability.delivery;

/**
 * A consumer's move that is not to the next offset.
 *
 * @param consumer its process
 * @param from the offset that it read before
 * @param fromEvent the event of that read
 * @param to the place that it read then
 * @param toEvent the event of that read
 */
record Step(long consumer, long from, int fromEvent, Observation to, int toEvent) {}
