package org.acksiom.impl.simulator;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.acksiom.impl.core.Consumer;
import org.acksiom.impl.core.Result;
import org.acksiom.linearizability.delivery.DeliveryChecker;
import org.acksiom.specs.Anomaly;

/**
 * Visits every state that a cluster can reach, breadth first, and has the delivery checker judge
 * how it can end.
 *
 * <p>An ending is what clients see of a settled state: every record's result, what the consumer
 * read and the final log. Of each different ending the first schedule that reaches it, which is a
 * shortest one, is run again, and the history that its clients record is checked. So an anomaly is
 * observed by the history checkers alone; the explorer only chooses the histories.
 */
public final class Explorer {
  private final Setup setup;
  private final Budget budget;
  private final EventScheduler scheduler;
  private final VisitedStates visited = new VisitedStates();
  private final ArrayDeque<Node> frontier = new ArrayDeque<>();
  private final Set<Ending> endings = new HashSet<>();
  private final DeliveryChecker checker = new DeliveryChecker();
  private final Map<Anomaly, Schedule> witnesses = new EnumMap<>(Anomaly.class);
  private final Map<Invariant, Schedule> broken = new EnumMap<>(Invariant.class);
  private final long[] taken = new long[Action.values().length];
  private long transitions;
  private int depth;

  /** A state that waits for its successors, and the way to it. */
  private record Node(Cluster cluster, Path path) {}

  /** What clients see of a settled state. */
  private record Ending(
      List<Result> results, List<Consumer.Read> reads, List<Consumer.Read> finalLog) {}

  /**
   * What an exploration found.
   *
   * @param exhausted whether every reachable state was visited; if not, the budget ran out
   * @param distinctStates states visited
   * @param transitions steps taken
   * @param depth the number of states on the longest of the shortest paths, as TLC counts it
   * @param endings different endings, each of which was judged
   * @param witnesses for every anomaly observed a shortest schedule that ends in it
   * @param broken for every invariant that does not hold a shortest schedule to a state in which it
   *     does not
   * @param taken how often each action was taken
   */
  public record Exploration(
      boolean exhausted,
      long distinctStates,
      long transitions,
      int depth,
      int endings,
      Map<Anomaly, Schedule> witnesses,
      Map<Invariant, Schedule> broken,
      Map<Action, Long> taken) {}

  private Explorer(Setup setup, Budget budget) {
    this.setup = setup;
    this.budget = budget;
    this.scheduler = new EventScheduler(setup);
  }

  /** Explores a setup until everything is visited or the budget is spent. */
  public static Exploration explore(Setup setup, Budget budget) {
    return new Explorer(setup, budget).explore();
  }

  private Exploration explore() {
    reach(new Cluster(setup), null);
    boolean exhausted = true;
    while (!frontier.isEmpty()) {
      if (budget.isSpent(visited.size())) {
        exhausted = false;
        break;
      }
      Node node = frontier.poll();
      for (Event event : scheduler.enabled(node.cluster())) {
        Cluster next = node.cluster().copy();
        next.step(event);
        transitions++;
        taken[event.action().ordinal()]++;
        reach(next, Path.on(node.path(), event));
      }
    }
    return new Exploration(
        exhausted,
        visited.size(),
        transitions,
        depth,
        endings.size(),
        Collections.unmodifiableMap(witnesses),
        Collections.unmodifiableMap(broken),
        Collections.unmodifiableMap(timesTaken()));
  }

  private Map<Action, Long> timesTaken() {
    Map<Action, Long> times = new EnumMap<>(Action.class);
    for (Action action : Action.values()) {
      if (taken[action.ordinal()] > 0) {
        times.put(action, taken[action.ordinal()]);
      }
    }
    return times;
  }

  private void reach(Cluster cluster, Path path) {
    if (!visited.add(cluster.fingerprint())) {
      return;
    }
    depth = Math.max(depth, Path.length(path) + 1);
    for (Invariant invariant : Invariant.values()) {
      if (!broken.containsKey(invariant) && !invariant.holds(cluster)) {
        broken.put(invariant, Path.schedule(setup, path));
      }
    }
    if (cluster.isSettled() && endings.add(endingOf(cluster))) {
      judge(Path.schedule(setup, path));
    }
    frontier.add(new Node(cluster, path));
  }

  private void judge(Schedule schedule) {
    checker
        .check(HistoryRecorder.historyOf(schedule))
        .anomalies()
        .keySet()
        .forEach(anomaly -> witnesses.putIfAbsent(anomaly, schedule));
  }

  private static Ending endingOf(Cluster cluster) {
    List<Result> results = new ArrayList<>();
    for (int record = 1; record <= cluster.producer().records(); record++) {
      results.add(cluster.producer().result(record));
    }
    return new Ending(results, List.copyOf(cluster.consumer().reads()), cluster.finalLog());
  }
}
