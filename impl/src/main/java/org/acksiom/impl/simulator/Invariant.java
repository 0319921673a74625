package org.acksiom.impl.simulator;

import java.util.List;
import org.acksiom.impl.core.Broker;
import org.acksiom.impl.core.Entry;

/**
 * Something that holds in every state of a cluster, whatever the settings: if it does not, the core
 * is broken.
 */
public enum Invariant {
  /** No broker's high watermark is past the end of its log. */
  HIGH_WATERMARK_WITHIN_LOG {
    @Override
    boolean holds(Cluster cluster) {
      return cluster.brokers().stream().allMatch(b -> b.highWatermark() <= b.log().endOffset());
    }
  },
  /** No two running brokers take themselves for the leader of one leader epoch. */
  ONE_LEADER_PER_EPOCH {
    @Override
    boolean holds(Cluster cluster) {
      List<Integer> epochs =
          cluster.brokers().stream()
              .filter(Broker::leads)
              .map(b -> b.view().leaderEpoch())
              .toList();
      return epochs.stream().distinct().count() == epochs.size();
    }
  },
  /** Two logs that have entries of one leader epoch at an offset are equal up to there. */
  LOGS_MATCH {
    @Override
    boolean holds(Cluster cluster) {
      List<Broker> brokers = cluster.brokers();
      return brokers.stream().allMatch(a -> brokers.stream().allMatch(b -> match(a, b)));
    }

    private static boolean match(Broker a, Broker b) {
      boolean equalBelow = true;
      for (int offset = 0; offset < Math.min(a.log().endOffset(), b.log().endOffset()); offset++) {
        Entry first = a.log().entry(offset);
        Entry second = b.log().entry(offset);
        boolean equal = first.equals(second);
        if (first.leaderEpoch() == second.leaderEpoch() && !(equal && equalBelow)) {
          return false;
        }
        equalBelow &= equal;
      }
      return true;
    }
  };

  abstract boolean holds(Cluster cluster);
}
