package org.acksiom.impl.simulator;

import java.util.List;
import java.util.Optional;

/**
 * How a cluster comes to rest once nothing fails any more and nobody gives up: all other events
 * take turns, so that what can happen for long does. Without turns two events that undo each other,
 * such as a leader that asks for an ISR and a controller that refuses it, could keep a third from
 * happening for ever.
 */
final class Settling {
  private final List<Event> events;
  private int turn;

  Settling(EventScheduler scheduler) {
    this.events = scheduler.eventsBeforeGivingUp();
  }

  /** Whose turn it is; empty if the cluster has come to rest. */
  Optional<Event> next(Cluster cluster) {
    for (int passed = 0; passed < events.size(); passed++) {
      turn = (turn + 1) % events.size();
      Event event = events.get(turn);
      if (!cluster.isFault(event) && cluster.canHappen(event)) {
        return Optional.of(event);
      }
    }
    return Optional.empty();
  }
}
