package org.acksiom.impl.simulator;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.acksiom.impl.core.Result;
import org.acksiom.linearizability.delivery.DeliveryChecker;
import org.acksiom.specs.Anomaly;

/**
 * The explorer's oracle: breadth first over states that are compared by {@code equals}, with the
 * schedule to each, and every settled state judged.
 */
final class NaiveSearch {
  private final Map<Cluster, Schedule> scheduleTo = new LinkedHashMap<>();
  private final Map<Anomaly, Integer> shortest = new EnumMap<>(Anomaly.class);
  private final Set<List<Object>> endings = new HashSet<>();
  private int depth;
  private long transitions;

  NaiveSearch(Setup setup) {
    ArrayDeque<Cluster> frontier = new ArrayDeque<>();
    Cluster initial = new Cluster(setup);
    scheduleTo.put(initial, new Schedule(setup, List.of()));
    frontier.add(initial);
    EventScheduler scheduler = new EventScheduler(setup);
    while (!frontier.isEmpty()) {
      Cluster state = frontier.poll();
      Schedule schedule = scheduleTo.get(state);
      depth = schedule.events().size() + 1;
      judge(state, schedule);
      for (Event event : scheduler.enabled(state)) {
        Cluster next = state.copy();
        next.apply(event);
        transitions++;
        if (!scheduleTo.containsKey(next)) {
          scheduleTo.put(next, longer(schedule, event));
          frontier.add(next);
        }
      }
    }
  }

  private static Schedule longer(Schedule schedule, Event event) {
    List<Event> events = new ArrayList<>(schedule.events());
    events.add(event);
    return new Schedule(schedule.setup(), events);
  }

  private void judge(Cluster state, Schedule schedule) {
    if (!state.isSettled()) {
      return;
    }
    List<Result> results = new ArrayList<>();
    for (int record = 1; record <= state.producer().records(); record++) {
      results.add(state.producer().result(record));
    }
    endings.add(List.of(results, state.consumer().reads(), state.finalLog()));
    new DeliveryChecker()
        .check(HistoryRecorder.historyOf(schedule))
        .anomalies()
        .keySet()
        .forEach(anomaly -> shortest.putIfAbsent(anomaly, schedule.events().size()));
  }

  Set<Cluster> states() {
    return scheduleTo.keySet();
  }

  long transitions() {
    return transitions;
  }

  /** The number of states on the longest of the shortest paths. */
  int depth() {
    return depth;
  }

  int endings() {
    return endings.size();
  }

  /** For every anomaly that a settled state shows the length of a shortest schedule to one. */
  Map<Anomaly, Integer> shortest() {
    return shortest;
  }
}
