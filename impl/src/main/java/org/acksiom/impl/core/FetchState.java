package org.acksiom.impl.core;

/**
 * What a follower's last fetch told its leader of it (Kafka: {@code ReplicaState}).
 *
 * @param endOffset the end of its log, or -1 if it has not fetched from this leader yet
 * @param brokerEpoch the epoch of its registration with the controller, 0 if it has not fetched
 */
public record FetchState(int endOffset, int brokerEpoch) {
  /** A new leader has heard nothing of its followers. */
  public static final FetchState UNHEARD = new FetchState(-1, 0);
}
