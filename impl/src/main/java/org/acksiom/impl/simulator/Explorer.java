package org.acksiom.impl.simulator;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
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
 *
 * <p>States are visited in the order of a queue, by however many workers: they take a batch from
 * its head, find the successors of all of it, and say which of these are new, each worker for its
 * share of the fingerprints. A successor is new if no earlier one is the same. So everything that
 * is found, counts and witnesses included, is what one worker finds.
 */
public final class Explorer {
  /** Nodes whose successors are found at a time, and those of one task. */
  private static final int BATCH = 1 << 9;

  private static final int TASK = 1 << 7;

  private final Setup setup;
  private final Budget budget;
  private final Workers workers;
  private final List<Renaming> renamings;
  private final EventScheduler scheduler;
  private final VisitedStates visited = new VisitedStates();
  private final SharedParts parts = new SharedParts();
  private final ArrayDeque<Node> frontier = new ArrayDeque<>();
  private final Set<Ending> endings = new HashSet<>();
  private final DeliveryChecker checker = new DeliveryChecker(0);
  private final Map<Anomaly, Schedule> witnesses = new EnumMap<>(Anomaly.class);
  private final Map<Invariant, Schedule> broken = new EnumMap<>(Invariant.class);
  private final long[] taken = new long[Action.values().length];
  private int depth;

  /** A state that waits for its successors, and the way to it. */
  private record Node(Cluster cluster, Way way) {}

  /** What clients see of a settled state. */
  private record Ending(
      List<Result> results, List<Consumer.Read> reads, List<Consumer.Read> finalLog) {}

  /** The successors of some nodes, in order. */
  private static final class Successors {
    final List<Node> nodes = new ArrayList<>();
    final long[] taken = new long[Action.values().length];
    long[] fingerprints = new long[4 * TASK];
    boolean[] isNew;

    void add(long fingerprint, Node node) {
      if (nodes.size() == fingerprints.length) {
        fingerprints = Arrays.copyOf(fingerprints, 2 * fingerprints.length);
      }
      fingerprints[nodes.size()] = fingerprint;
      nodes.add(node);
    }
  }

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

  private Explorer(Setup setup, Budget budget, Workers workers, List<Renaming> renamings) {
    this.setup = setup;
    this.budget = budget;
    this.workers = workers;
    this.renamings = renamings;
    this.scheduler = new EventScheduler(setup);
  }

  /** Explores a setup until everything is visited or the budget is spent. */
  public static Exploration explore(Setup setup, Budget budget) {
    return explore(setup, budget, Workers.NONE);
  }

  /** The same with others' help: it finds the same. */
  public static Exploration explore(Setup setup, Budget budget, Workers workers) {
    return new Explorer(setup, budget, workers, List.of(Renaming.none(setup.bounds().replicas())))
        .explore();
  }

  /**
   * Explores a setup up to the numbers of those brokers that do not lead at first: of states that
   * differ in nothing else it visits one. It finds the same anomalies with witnesses of the same
   * lengths, and counts fewer states: with {@code n} replicas at best the {@code (n-1)!}-th part.
   */
  public static Exploration exploreUpToSymmetry(Setup setup, Budget budget, Workers workers) {
    return new Explorer(setup, budget, workers, Renaming.ofFollowers(setup.bounds().replicas()))
        .explore();
  }

  private Exploration explore() {
    Cluster initial = new Cluster(setup);
    visited.add(fingerprint(initial));
    reach(new Node(initial, null));
    boolean exhausted = true;
    while (!frontier.isEmpty()) {
      if (budget.isSpent(visited.size())) {
        exhausted = false;
        break;
      }
      visitBatch();
    }
    return new Exploration(
        exhausted,
        visited.size(),
        Arrays.stream(taken).sum(),
        depth,
        endings.size(),
        Collections.unmodifiableMap(witnesses),
        Collections.unmodifiableMap(broken),
        Collections.unmodifiableMap(timesTaken()));
  }

  /** The smaller the batch the less a budget is overdrawn. */
  private void visitBatch() {
    long left = Math.max(1, (budget.states() - visited.size()) / 8);
    Node[] batch = new Node[(int) Math.min(Math.min(BATCH, left), frontier.size())];
    Arrays.setAll(batch, i -> frontier.poll());
    Successors[] successors = new Successors[(batch.length + TASK - 1) / TASK];
    workers.each(
        successors.length,
        task ->
            successors[task] =
                successors(batch, task * TASK, Math.min(batch.length, (task + 1) * TASK)));
    workers.each(VisitedStates.SHARES, share -> markNew(successors, share));
    for (Successors each : successors) {
      for (int i = 0; i < taken.length; i++) {
        taken[i] += each.taken[i];
      }
      for (int i = 0; i < each.nodes.size(); i++) {
        if (each.isNew[i]) {
          reach(each.nodes.get(i));
        }
      }
    }
  }

  private Successors successors(Node[] batch, int from, int to) {
    Successors successors = new Successors();
    for (int i = from; i < to; i++) {
      Node node = batch[i];
      for (Event event : scheduler.enabled(node.cluster())) {
        Cluster next = node.cluster().copy();
        next.step(event);
        successors.taken[event.action().ordinal()]++;
        long fingerprint = fingerprint(next);
        if (!visited.contains(fingerprint)) {
          successors.add(fingerprint, new Node(next, Way.on(node.way(), event)));
        }
      }
    }
    successors.isNew = new boolean[successors.nodes.size()];
    return successors;
  }

  private void markNew(Successors[] successors, int share) {
    for (Successors each : successors) {
      for (int i = 0; i < each.isNew.length; i++) {
        if (VisitedStates.share(each.fingerprints[i]) == share) {
          each.isNew[i] = visited.add(each.fingerprints[i]);
        }
      }
    }
  }

  /** The least of those of all renamings is the same for all of them. */
  private long fingerprint(Cluster cluster) {
    long least = cluster.fingerprint();
    for (int i = 1; i < renamings.size(); i++) {
      least = Math.min(least, cluster.fingerprint(renamings.get(i)));
    }
    return least;
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

  private void reach(Node node) {
    Cluster cluster = node.cluster();
    cluster.share(parts);
    depth = Math.max(depth, Way.length(node.way()) + 1);
    for (Invariant invariant : Invariant.values()) {
      if (!broken.containsKey(invariant) && !invariant.holds(cluster)) {
        broken.put(invariant, Way.schedule(setup, node.way()));
      }
    }
    if (cluster.isSettled() && endings.add(endingOf(cluster))) {
      judge(Way.schedule(setup, node.way()));
    }
    frontier.add(node);
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
