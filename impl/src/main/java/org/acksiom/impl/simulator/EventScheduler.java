package org.acksiom.impl.simulator;

import java.util.ArrayList;
import java.util.List;
import org.acksiom.specs.Bounds;
import org.acksiom.specs.FaultModel;

/**
 * Says which events can happen next. All of them are equally near: time is nothing but their order.
 */
public final class EventScheduler {
  private final List<Event> events;
  private final List<Event> eventsBeforeGivingUp;
  private final List<Group> groups = new ArrayList<>();

  /** Events that differ in their second parameter alone. */
  private record Group(Action action, int first, List<Event> events) {}

  /** A scheduler for clusters of that setup. */
  public EventScheduler(Setup setup) {
    events = conceivable(setup);
    eventsBeforeGivingUp =
        events.stream().filter(event -> event.action() != Action.PRODUCER_GIVES_UP).toList();
    for (Event event : events) {
      Group last = groups.isEmpty() ? null : groups.get(groups.size() - 1);
      if (last == null || last.action() != event.action() || last.first() != event.first()) {
        last = new Group(event.action(), event.first(), new ArrayList<>());
        groups.add(last);
      }
      last.events().add(event);
    }
  }

  /** All that may ever happen in the setup, in the order of the specification's {@code Next}. */
  List<Event> events() {
    return events;
  }

  /** The same, as long as the producer gives nothing up. */
  List<Event> eventsBeforeGivingUp() {
    return eventsBeforeGivingUp;
  }

  /** The events that can happen in that state, in the order of the specification's {@code Next}. */
  public List<Event> enabled(Cluster cluster) {
    List<Event> enabled = new ArrayList<>(16);
    addEnabled(cluster, enabled);
    return enabled;
  }

  /** Adds the same to a list. */
  void addEnabled(Cluster cluster, List<Event> enabled) {
    for (Group group : groups) {
      if (cluster.canHappen(group.action(), group.first())) {
        for (Event event : group.events()) {
          if (cluster.canHappenWith(event)) {
            enabled.add(event);
          }
        }
      }
    }
  }

  private static List<Event> conceivable(Setup setup) {
    Bounds bounds = setup.bounds();
    int replicas = bounds.replicas();
    int longestLog = bounds.records() * setup.maxAttempts();
    List<Event> all = new ArrayList<>();
    for (Action action : Action.values()) {
      switch (action) {
        case PRODUCER_SENDS, PRODUCER_REFRESHES_METADATA -> all.add(Event.of(action));
        case PRODUCER_GIVES_UP -> addOne(all, action, bounds.records());
        case CONNECTION_BREAKS -> addTwo(all, action, replicas, 0, bounds.records());
        case LATE_REQUEST_ARRIVES -> addTwo(all, action, replicas, 1, bounds.faults());
        case LEADER_ANSWERS_FETCH, LEADER_EXPANDS_ISR, LEADER_SHRINKS_ISR ->
            addTwo(all, action, replicas, 1, replicas);
        case BROKER_CRASHES -> addTwo(all, action, replicas, 0, longestLog);
        case BROKER_RESTARTS, CONTROLLER_FENCES, CONTROLLER_UNFENCES ->
            addTwo(all, action, replicas, 0, replicas);
        default -> addOne(all, action, replicas);
      }
    }
    return all.stream().filter(event -> isConceivable(event, setup)).toList();
  }

  /** Whether an event can ever happen in that setup: leaving out the others saves looking. */
  private static boolean isConceivable(Event event, Setup setup) {
    FaultModel faults = setup.faults();
    return switch (event.action()) {
      case CONNECTION_BREAKS, LATE_REQUEST_ARRIVES -> faults.includes(FaultModel.NETWORK);
      case BROKER_CRASHES -> faults.includes(Cluster.crashKind(event.second()));
      case BROKER_RESTARTS,
          CONTROLLER_FENCES,
          CONTROLLER_UNFENCES,
          CONTROLLER_ALTERS_PARTITION,
          CONTROLLER_REFUSES ->
          faults.includes(FaultModel.CRASH);
      case LEADER_EXPANDS_ISR ->
          faults.includes(FaultModel.CRASH) && event.first() != event.second();
      case LEADER_SHRINKS_ISR ->
          faults.includes(FaultModel.PARTITION) && event.first() != event.second();
      case LEADER_ANSWERS_FETCH -> event.first() != event.second();
      case CONSUMER_READS -> setup.bounds().consumers() > 0;
      default -> true;
    };
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
