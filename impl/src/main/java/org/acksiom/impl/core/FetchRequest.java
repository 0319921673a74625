package org.acksiom.impl.core;

/**
 * A follower asks its leader for what follows its log (Kafka: {@code FetchRequest} since KIP-595's
 * diverging epochs).
 *
 * @param follower who asks
 * @param leaderEpoch the leader epoch that the follower knows
 * @param fetchOffset the end of its log
 * @param lastFetchedEpoch the leader epoch of its last entry, -1 if it has none
 */
public record FetchRequest(int follower, int leaderEpoch, int fetchOffset, int lastFetchedEpoch) {}
