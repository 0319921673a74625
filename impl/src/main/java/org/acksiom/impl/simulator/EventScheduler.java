package org.acksiom.impl.simulator;

import java.util.ArrayList;
import java.util.List;

/**
 * Says which events can happen next. All of them are equally near: time is nothing but their order.
 */
public final class EventScheduler {
  private final List<Event> events;

  /** A scheduler for clusters of that setup. */
  public EventScheduler(Setup setup) {
    this.events = allEvents(setup);
  }

  /** The events that can happen in that state, in the order of the specification's {@code Next}. */
  public List<Event> enabled(Cluster cluster) {
    List<Event> enabled = new ArrayList<>();
    for (Event event : events) {
      if (cluster.canHappen(event)) {
        enabled.add(event);
      }
    }
    return enabled;
  }

  private static List<Event> allEvents(Setup setup) {
    int replicas = setup.bounds().replicas();
    int records = setup.bounds().records();
    List<Event> all = new ArrayList<>();
    for (Action action : Action.values()) {
      switch (action) {
        case PRODUCER_SENDS, PRODUCER_REFRESHES_METADATA -> all.add(Event.of(action));
        case PRODUCER_GIVES_UP -> addOne(all, action, records);
        case CONNECTION_BREAKS -> addTwo(all, action, replicas, 0, records);
        case LATE_REQUEST_ARRIVES -> addTwo(all, action, replicas, 1, setup.bounds().faults());
        case LEADER_EXPANDS_ISR -> addTwo(all, action, replicas, 1, replicas);
        default -> addOne(all, action, replicas);
      }
    }
    return all;
  }

  private static void addOne(List<Event> all, Action action, int most) {
    for (int first = 1; first <= most; first++) {
      all.add(Event.of(action, first));
    }
  }

  private static void addTwo(List<Event> all, Action action, int most, int from, int to) {
    for (int first = 1; first <= most; first++) {
      for (int second = from; second <= to; second++) {
        all.add(Event.of(action, first, second));
      }
    }
  }
}
