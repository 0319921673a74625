package org.acksiom.impl.simulator;

import java.util.List;

/**
 * One behaviour of a cluster, from its initial state: replaying it is all there is to reproducing
 * it.
 *
 * @param setup what is simulated
 * @param events what happens, in order
 */
public record Schedule(Setup setup, List<Event> events) {

  /** Copies the list. */
  public Schedule {
    events = List.copyOf(events);
  }

  /**
   * The state after the last event.
   *
   * @throws IllegalArgumentException if an event can not happen when its turn comes; the message
   *     names it and its position
   */
  public Cluster run() {
    return run(new Observer() {});
  }

  /** The same, with every step shown to an observer. */
  public Cluster run(Observer observer) {
    Cluster cluster = new Cluster(setup);
    observer.begun(cluster);
    for (int i = 0; i < events.size(); i++) {
      Event event = events.get(i);
      try {
        cluster.apply(event);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("event " + (i + 1) + ": " + e.getMessage(), e);
      }
      observer.happened(event, cluster);
    }
    return cluster;
  }

  /** Watches a run. */
  public interface Observer {
    /** The run begins in that state. */
    default void begun(Cluster initial) {}

    /** The event has happened and led to that state, which the observer must not change. */
    default void happened(Event event, Cluster after) {}
  }
}
