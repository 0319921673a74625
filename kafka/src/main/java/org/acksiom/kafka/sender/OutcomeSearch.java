package org.acksiom.kafka.sender;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.acksiom.impl.core.Consumer;
import org.acksiom.impl.core.Producer;
import org.acksiom.impl.simulator.Budget;
import org.acksiom.impl.simulator.Cluster;
import org.acksiom.impl.simulator.Event;
import org.acksiom.impl.simulator.EventScheduler;
import org.acksiom.impl.simulator.HistoryRecorder;
import org.acksiom.impl.simulator.Schedule;
import org.acksiom.impl.simulator.Setup;
import org.acksiom.linearizability.delivery.DeliveryChecker;
import org.acksiom.specs.Anomaly;

/**
 * All that clients can see in the end of a simulated cluster, with ours or with Kafka's producer in
 * it: every state is visited, breadth first, and each different outcome's history is judged by the
 * delivery checker.
 *
 * <p>States are told apart by 64-bit fingerprints, as the simulator's explorer does. To that of
 * Kafka's producer belongs what can't be seen of it, too.
 */
final class OutcomeSearch {
  private final Setup setup;
  private final Supplier<Producer> producer;
  private final Predicate<Event> allowed;
  private final EventScheduler scheduler;
  private final Set<Long> visited = new HashSet<>();
  private final Deque<Situation> waiting = new ArrayDeque<>();
  private final Map<Outcome, List<Event>> outcomes = new LinkedHashMap<>();

  private record Situation(Cluster cluster, Path<Event> path) {}

  private OutcomeSearch(Setup setup, Supplier<Producer> producer, Predicate<Event> allowed) {
    this.setup = setup;
    this.producer = producer;
    this.allowed = allowed;
    this.scheduler = new EventScheduler(setup);
  }

  /**
   * Searches until everything is visited or the budget is spent.
   *
   * @param producer a producer in its initial state, which the cluster takes for ours
   * @param allowed the events that may happen
   */
  static Outcomes search(
      Setup setup, Supplier<Producer> producer, Predicate<Event> allowed, Budget budget) {
    return new OutcomeSearch(setup, producer, allowed).search(budget);
  }

  private Outcomes search(Budget budget) {
    reach(new Situation(new Cluster(setup, producer.get()), null));
    boolean exhausted = true;
    while (!waiting.isEmpty()) {
      if (budget.isSpent(visited.size())) {
        exhausted = false;
        break;
      }
      Situation at = waiting.remove();
      for (Event event : scheduler.enabled(at.cluster())) {
        if (allowed.test(event)) {
          Cluster next = at.cluster().copy();
          next.step(event);
          reach(new Situation(next, new Path<>(at.path(), event)));
        }
      }
    }
    return new Outcomes(
        exhausted, visited.size(), Collections.unmodifiableMap(outcomes), witnesses());
  }

  private void reach(Situation situation) {
    Cluster cluster = situation.cluster();
    if (!visited.add(fingerprint(cluster))) {
      return;
    }
    waiting.add(situation);
    if (cluster.isSettled()) {
      outcomes.computeIfAbsent(outcome(cluster), each -> Path.list(situation.path()));
    }
  }

  private static long fingerprint(Cluster cluster) {
    long seen = cluster.fingerprint();
    return cluster.producer() instanceof RealProducer real
        ? seen + real.node().fingerprint()
        : seen;
  }

  private static Outcome outcome(Cluster cluster) {
    Producer producer = cluster.producer();
    return new Outcome(
        IntStream.rangeClosed(1, producer.records()).mapToObj(producer::result).toList(),
        cluster.finalLog().stream().map(Consumer.Read::record).toList());
  }

  private Map<Anomaly, Schedule> witnesses() {
    DeliveryChecker checker = new DeliveryChecker(0);
    Map<Anomaly, Schedule> witnesses = new EnumMap<>(Anomaly.class);
    for (List<Event> events : outcomes.values()) {
      for (Anomaly anomaly : checker.check(history(events)).anomalies().keySet()) {
        witnesses.putIfAbsent(anomaly, new Schedule(setup, events));
      }
    }
    return Collections.unmodifiableMap(witnesses);
  }

  private List<org.acksiom.linearizability.history.Event> history(List<Event> events) {
    Cluster cluster = new Cluster(setup, producer.get());
    HistoryRecorder recorder = new HistoryRecorder();
    recorder.begun(cluster);
    for (Event event : events) {
      cluster.apply(event);
      recorder.happened(event, cluster);
    }
    return recorder.ended(cluster);
  }
}
