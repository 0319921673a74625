package org.acksiom.impl.simulator;

import org.acksiom.impl.core.Broker;
import org.acksiom.impl.core.PartitionState;
import org.acksiom.impl.core.ReplicaSet;

/**
 * What may be unusual about a state. All that is so at a time is the abstract situation in which an
 * action is taken: a run that never leaves the usual one has shown little.
 */
public enum Situation {
  /** The controller names no leader. */
  NO_LEADER {
    @Override
    boolean holds(Cluster cluster) {
      return cluster.leader() == PartitionState.NO_LEADER;
    }
  },
  /** A broker takes itself for the leader under an older leader epoch than the controller's. */
  ZOMBIE {
    @Override
    boolean holds(Cluster cluster) {
      int newest = cluster.controller().partition().leaderEpoch();
      for (int id = 1; id <= replicas(cluster); id++) {
        PartitionState view = cluster.broker(id).view();
        if (cluster.broker(id).up() && view.leader() == id && view.leaderEpoch() < newest) {
          return true;
        }
      }
      return false;
    }
  },
  /** A broker is down. */
  BROKER_DOWN {
    @Override
    boolean holds(Cluster cluster) {
      for (int id = 1; id <= replicas(cluster); id++) {
        if (!cluster.broker(id).up()) {
          return true;
        }
      }
      return false;
    }
  },
  /** The controller holds a broker for stopped. */
  BROKER_FENCED {
    @Override
    boolean holds(Cluster cluster) {
      return !cluster.controller().fenced().isEmpty();
    }
  },
  /** A replica is not in the ISR. */
  ISR_SHRUNK {
    @Override
    boolean holds(Cluster cluster) {
      return !cluster.controller().partition().isr().equals(ReplicaSet.all(replicas(cluster)));
    }
  },
  /** A leader has asked for another ISR. */
  ISR_ASKED_FOR {
    @Override
    boolean holds(Cluster cluster) {
      for (int id = 1; id <= replicas(cluster); id++) {
        if (cluster.broker(id).pendingIsr().isPresent()) {
          return true;
        }
      }
      return false;
    }
  },
  /** Requests of closed connections may still arrive. */
  LATE_REQUESTS {
    @Override
    boolean holds(Cluster cluster) {
      for (int id = 1; id <= replicas(cluster); id++) {
        if (!cluster.router().late(id).isEmpty()) {
          return true;
        }
      }
      return false;
    }
  },
  /** The last entries of two logs are of different leader epochs. */
  EPOCHS_DIFFER {
    @Override
    boolean holds(Cluster cluster) {
      int epoch = 0;
      for (int id = 1; id <= replicas(cluster); id++) {
        int last = lastEpoch(cluster.broker(id));
        if (epoch != 0 && last != 0 && last != epoch) {
          return true;
        }
        epoch = Math.max(epoch, last);
      }
      return false;
    }
  };

  private static final Situation[] ALL = values();

  abstract boolean holds(Cluster cluster);

  /** All that is so in a state: bit {@code ordinal()} for each. */
  static int of(Cluster cluster) {
    int bits = 0;
    for (Situation each : ALL) {
      if (each.holds(cluster)) {
        bits |= 1 << each.ordinal();
      }
    }
    return bits;
  }

  private static int replicas(Cluster cluster) {
    return cluster.setup().bounds().replicas();
  }

  /** 0 if the log is empty. */
  private static int lastEpoch(Broker broker) {
    int end = broker.log().endOffset();
    return end == 0 ? 0 : broker.log().entry(end - 1).leaderEpoch();
  }
}
