package org.acksiom.impl.core;

/**
 * A follower asks its leader for what follows its log (Kafka: {@code FetchRequest} since KIP-595's
 * diverging epochs).
 *
 * @param follower who asks
 * @param brokerEpoch the epoch of its registration with the controller (KIP-903)
 * @param leaderEpoch the leader epoch that the follower knows (KIP-320)
 * @param fetchOffset the end of its log
 * @param lastFetchedEpoch the leader epoch of its last entry, -1 if it has none
 * @param highWatermark its high watermark; in Kafka the leader remembers instead which one it sent
 *     last ({@code FetchSession.CachedPartition})
 */
public record FetchRequest(
    int follower,
    int brokerEpoch,
    int leaderEpoch,
    int fetchOffset,
    int lastFetchedEpoch,
    int highWatermark) {}
