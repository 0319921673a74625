package org.acksiom.kafka.replay;

/**
 * Who leads the partition, as somebody takes it to be.
 *
 * @param leader a broker, or -1 if there is none
 * @param leaderEpoch Kafka's number of the leadership, from 0
 */
record Belief(int leader, int leaderEpoch) {}
