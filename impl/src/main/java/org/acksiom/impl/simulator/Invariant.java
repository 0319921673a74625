package org.acksiom.impl.simulator;

import java.util.List;
import java.util.function.BiPredicate;
import org.acksiom.impl.core.Broker;
import org.acksiom.impl.core.Entry;
import org.acksiom.impl.core.Log;

/**
 * Something that holds in every state of a cluster, whatever the settings: if it does not, the core
 * is broken.
 */
public enum Invariant {
  /** No broker's high watermark is past the end of its log. */
  HIGH_WATERMARK_WITHIN_LOG {
    @Override
    boolean holds(Cluster cluster) {
      for (Broker broker : cluster.brokers()) {
        if (broker.highWatermark() > broker.log().endOffset()) {
          return false;
        }
      }
      return true;
    }
  },
  /** No two running brokers take themselves for the leader of one leader epoch. */
  ONE_LEADER_PER_EPOCH {
    @Override
    boolean holds(Cluster cluster) {
      return holdsOfAnyTwo(
          cluster,
          (a, b) -> !(a.leads() && b.leads() && a.view().leaderEpoch() == b.view().leaderEpoch()));
    }
  },
  /** Two logs that have entries of one leader epoch at an offset are equal up to there. */
  LOGS_MATCH {
    @Override
    boolean holds(Cluster cluster) {
      return holdsOfAnyTwo(cluster, (a, b) -> match(a.log(), b.log()));
    }

    private static boolean match(Log a, Log b) {
      boolean equalBelow = true;
      for (int offset = 0; offset < Math.min(a.endOffset(), b.endOffset()); offset++) {
        Entry first = a.entry(offset);
        Entry second = b.entry(offset);
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

  /** Asks of each two brokers once, the lower number first. */
  static boolean holdsOfAnyTwo(Cluster cluster, BiPredicate<Broker, Broker> claim) {
    List<Broker> brokers = cluster.brokers();
    for (int second = 1; second < brokers.size(); second++) {
      for (int first = 0; first < second; first++) {
        if (!claim.test(brokers.get(first), brokers.get(second))) {
          return false;
        }
      }
    }
    return true;
  }
}
