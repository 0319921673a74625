package org.acksiom.impl.simulator;

import java.util.Comparator;
import java.util.Optional;

/**
 * How a cluster comes to rest once nothing fails any more and nobody gives up: all other events
 * take turns, so that what can happen for long does. Without turns two events that undo each other,
 * such as a leader that asks for an ISR and a controller that refuses it, could keep a third from
 * happening for ever.
 */
final class Settling {
  private static final Comparator<Event> IN_ORDER =
      Comparator.comparing(Event::action)
          .thenComparingInt(Event::first)
          .thenComparingInt(Event::second);

  private final EventScheduler scheduler;
  private Event last = Event.of(Action.PRODUCER_SENDS);

  Settling(EventScheduler scheduler) {
    this.scheduler = scheduler;
  }

  /** Whose turn it is; empty if the cluster has come to rest. */
  Optional<Event> next(Cluster cluster) {
    Event first = null;
    Event after = null;
    for (Event event : scheduler.enabled(cluster)) {
      if (!cluster.isFault(event) && event.action() != Action.PRODUCER_GIVES_UP) {
        first = first == null ? event : first;
        if (after == null && IN_ORDER.compare(event, last) > 0) {
          after = event;
        }
      }
    }
    Optional<Event> next = Optional.ofNullable(after == null ? first : after);
    next.ifPresent(event -> last = event);
    return next;
  }
}
