package org.acksiom.kafka.sender;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.acksiom.impl.core.ErrorCode;
import org.acksiom.impl.core.ProduceRequest;
import org.acksiom.impl.core.ProduceResponse;
import org.acksiom.impl.simulator.Action;
import org.acksiom.impl.simulator.Budget;
import org.acksiom.impl.simulator.Cluster;
import org.acksiom.impl.simulator.Event;
import org.acksiom.impl.simulator.EventScheduler;
import org.acksiom.impl.simulator.Schedule;
import org.acksiom.impl.simulator.Setup;

/**
 * Kafka's producer beside ours in a simulated cluster: whatever happens to ours happens to Kafka's,
 * and both are compared. So each way to part is one that brokers and network can bring about, and
 * its shortest way is a schedule that can be replayed.
 *
 * <p>What both do alike is followed; where they part the schedule is written down and left. An
 * event that does not touch the producer is not shown to Kafka's: it can't know of it.
 */
final class ClusterLockstep {
  private final Setup setup;
  private final SenderAutomaton automaton;
  private final EventScheduler scheduler;
  private final Set<Long> visited = new HashSet<>();
  private final Deque<Situation> waiting = new ArrayDeque<>();
  private final Map<Divergence, Schedule> divergences = new LinkedHashMap<>();
  private long steps;

  private record Situation(Cluster cluster, SenderAutomaton.Node theirs, Path<Event> path) {}

  /**
   * @param automaton Kafka's producer with the same settings, brokers and records
   */
  ClusterLockstep(Setup setup, SenderAutomaton automaton) {
    this.setup = setup;
    this.automaton = automaton;
    this.scheduler = new EventScheduler(setup);
  }

  /** Runs both until everything is visited or the budget is spent. */
  Lockstep<Schedule> run(Budget budget) {
    reach(initial());
    boolean exhausted = true;
    while (!waiting.isEmpty()) {
      if (budget.isSpent(visited.size())) {
        exhausted = false;
        break;
      }
      visit(waiting.remove());
    }
    return new Lockstep<>(
        exhausted,
        visited.size(),
        steps,
        automaton.states(),
        automaton.runs(),
        Collections.unmodifiableMap(divergences));
  }

  /**
   * Runs both along one schedule.
   *
   * @return the first way in which they part; empty if they do not
   * @throws IllegalArgumentException if an event can not happen when its turn comes
   */
  Optional<Divergence> follow(List<Event> events) {
    Situation at = initial();
    for (Event event : events) {
      if (!scheduler.enabled(at.cluster()).contains(event)) {
        throw new IllegalArgumentException(event + " can not happen here");
      }
      Optional<Situation> next = both(at, event);
      if (next.isEmpty()) {
        break;
      }
      at = next.get();
    }
    return divergences.keySet().stream().findFirst();
  }

  private Situation initial() {
    return new Situation(new Cluster(setup), automaton.initial(), null);
  }

  private void reach(Situation situation) {
    if (visited.add(situation.cluster().fingerprint() + situation.theirs().fingerprint())) {
      waiting.add(situation);
    }
  }

  private void visit(Situation at) {
    boolean oursSends = false;
    Set<Integer> givenUp = new HashSet<>();
    for (Event event : scheduler.enabled(at.cluster())) {
      oursSends |= event.action() == Action.PRODUCER_SENDS;
      if (event.action() == Action.PRODUCER_GIVES_UP) {
        givenUp.add(event.first());
      }
      both(at, event).ifPresent(this::reach);
    }
    int leader = at.cluster().producer().metadata();
    if (!oursSends
        && at.cluster().broker(leader).up()
        && automaton.canSend(at.theirs(), setup.maxAttempts())) {
      parted(at, Optional.empty(), new Event(Action.PRODUCER_SENDS, 0, 0), Difference.THEIRS_ALONE);
    }
    for (int record = 1; record <= automaton.records(); record++) {
      if (!givenUp.contains(record) && at.theirs().state().isOnTime(record)) {
        Event event = new Event(Action.PRODUCER_GIVES_UP, record, 0);
        parted(at, Optional.empty(), event, Difference.THEIRS_ALONE);
      }
    }
  }

  /** What both come to; empty if they part. */
  private Optional<Situation> both(Situation at, Event event) {
    steps++;
    Cluster next = at.cluster().copy();
    next.step(event);
    Path<Event> path = new Path<>(at.path(), event);
    Optional<SenderInput> input = input(at.cluster(), event);
    if (input.isEmpty()) {
      return Optional.of(new Situation(next, at.theirs(), path));
    }
    Optional<ErrorCode> error = error(at.cluster(), event);
    if (isOursAlone(at, event)) {
      parted(at, error, event, Difference.OURS_ALONE);
      return Optional.empty();
    }
    SenderAutomaton.Step theirs = automaton.step(at.theirs(), input.get());
    Optional<Difference> difference =
        Difference.between(next.producer(), written(next, event), theirs);
    difference.ifPresent(each -> parted(at, error, event, each));
    return difference.isPresent()
        ? Optional.empty()
        : Optional.of(new Situation(next, theirs.node(), path));
  }

  private boolean isOursAlone(Situation at, Event event) {
    return switch (event.action()) {
      case PRODUCER_SENDS -> !automaton.canSend(at.theirs(), setup.maxAttempts());
      case PRODUCER_GIVES_UP -> !at.theirs().state().isOnTime(event.first());
      default -> false;
    };
  }

  /** What the event is to the producer; empty if it is nothing to it. */
  private static Optional<SenderInput> input(Cluster cluster, Event event) {
    return switch (event.action()) {
      case PRODUCER_SENDS -> Optional.of(new SenderInput.MaySend());
      case PRODUCER_RECEIVES ->
          Optional.of(
              new SenderInput.Answered(event.first(), answer(cluster, event.first()).error()));
      case PRODUCER_GIVES_UP -> Optional.of(new SenderInput.DeadlinePasses(event.first()));
      case PRODUCER_REFRESHES_METADATA ->
          Optional.of(new SenderInput.LeaderChanges(cluster.leader()));
      case CONNECTION_BREAKS, BROKER_CRASHES ->
          cluster.producer().inFlight(event.first()).isEmpty()
              ? Optional.empty()
              : Optional.of(new SenderInput.Disconnected(event.first()));
      default -> Optional.empty();
    };
  }

  private static ProduceResponse answer(Cluster cluster, int broker) {
    return cluster.router().responses(broker).get(0);
  }

  /** What ours has written, if this was a step in which it does. */
  private static Optional<ProduceRequest> written(Cluster after, Event event) {
    if (event.action() != Action.PRODUCER_SENDS) {
      return Optional.empty();
    }
    List<ProduceRequest> requests = after.router().requests(after.producer().metadata());
    return Optional.of(requests.get(requests.size() - 1));
  }

  private static Optional<ErrorCode> error(Cluster cluster, Event event) {
    return event.action() == Action.PRODUCER_RECEIVES
            && answer(cluster, event.first()).error() != ErrorCode.NONE
        ? Optional.of(answer(cluster, event.first()).error())
        : Optional.empty();
  }

  /** An event that only Kafka's can take is left out of the schedule: it could not be replayed. */
  private void parted(Situation at, Optional<ErrorCode> error, Event event, Difference difference) {
    divergences.computeIfAbsent(
        new Divergence(event.action(), error, difference),
        each ->
            new Schedule(
                setup,
                Path.list(
                    difference == Difference.THEIRS_ALONE
                        ? at.path()
                        : new Path<>(at.path(), event))));
  }
}
