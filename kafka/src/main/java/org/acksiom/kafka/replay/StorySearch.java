package org.acksiom.kafka.replay;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.acksiom.impl.simulator.Cluster;
import org.acksiom.impl.simulator.Event;
import org.acksiom.impl.simulator.EventScheduler;
import org.acksiom.impl.simulator.HistoryRecorder;
import org.acksiom.impl.simulator.Schedule;
import org.acksiom.linearizability.delivery.DeliveryChecker;
import org.acksiom.specs.Anomaly;

/**
 * Looks for a schedule of a story among the simulated cluster's states: on from those that have
 * passed the most landmarks, and of these from the one that was found first.
 */
public final class StorySearch {
  private StorySearch() {}

  /** A state, how many landmarks were passed on the way to it, and the way. */
  private record Node(Cluster cluster, int passed, Node before, Event event) {
    List<Event> events() {
      List<Event> events = new ArrayList<>();
      for (Node node = this; node.before != null; node = node.before) {
        events.add(node.event);
      }
      Collections.reverse(events);
      return events;
    }
  }

  /** A state, by its fingerprint, and the landmarks passed: two ways to the same are one. */
  private record Visited(long fingerprint, int passed) {}

  /**
   * The first schedule found that passes the landmarks, ends settled and in the story's anomaly, or
   * in none. The same story has the same one.
   *
   * @param states how many distinct states to visit at most
   * @return empty if there is none among those states
   */
  public static Optional<Schedule> find(Story story, long states) {
    EventScheduler scheduler = new EventScheduler(story.setup());
    List<Event> landmarks = story.landmarks();
    Set<Visited> visited = new HashSet<>();
    List<Deque<Node>> frontier = new ArrayList<>();
    for (int passed = 0; passed <= landmarks.size(); passed++) {
      frontier.add(new ArrayDeque<>());
    }
    frontier.get(0).add(new Node(new Cluster(story.setup()), 0, null, null));
    Node node;
    while ((node = next(frontier)) != null && visited.size() < states) {
      if (node.passed() == landmarks.size() && node.cluster().isSettled()) {
        Schedule schedule = new Schedule(story.setup(), node.events());
        if (endsRight(story, schedule)) {
          return Optional.of(schedule);
        }
      }
      for (Event event : scheduler.enabled(node.cluster())) {
        Cluster next = node.cluster().copy();
        next.step(event);
        int passed = node.passed();
        if (passed < landmarks.size() && landmarks.get(passed).equals(event)) {
          passed++;
        }
        if (visited.add(new Visited(next.fingerprint(), passed))) {
          frontier.get(passed).add(new Node(next, passed, node, event));
        }
      }
    }
    return Optional.empty();
  }

  private static Node next(List<Deque<Node>> frontier) {
    for (int passed = frontier.size() - 1; passed >= 0; passed--) {
      if (!frontier.get(passed).isEmpty()) {
        return frontier.get(passed).remove();
      }
    }
    return null;
  }

  private static boolean endsRight(Story story, Schedule schedule) {
    Set<Anomaly> anomalies =
        new DeliveryChecker().check(HistoryRecorder.historyOf(schedule)).anomalies().keySet();
    return story.ending().map(anomalies::contains).orElseGet(anomalies::isEmpty);
  }
}
