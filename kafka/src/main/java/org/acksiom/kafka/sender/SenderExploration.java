package org.acksiom.kafka.sender;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.acksiom.impl.core.Producer;
import org.acksiom.impl.simulator.Action;
import org.acksiom.impl.simulator.Budget;
import org.acksiom.impl.simulator.Event;
import org.acksiom.impl.simulator.Schedule;
import org.acksiom.impl.simulator.Setup;

/**
 * Kafka's producer, without sockets and threads, held against ours: see the package's description.
 * Each search ends by itself or when its budget is spent, and says which; the same setup and a
 * budget of states give the same results.
 */
public final class SenderExploration {
  private SenderExploration() {}

  /**
   * Puts the two in turn into the same cluster and collects what clients can see in the end.
   *
   * @param budget each of the two searches may use as much
   * @throws IllegalStateException if the kafka-clients on the class path are not those that this is
   *     for, or do something that is not foreseen here, such as telling the application twice
   */
  public static Exploration outcomes(Setup setup, Timeouts timeouts, Budget budget) {
    Predicate<Event> allowed =
        event -> timeouts == Timeouts.ELAPSE || event.action() != Action.PRODUCER_GIVES_UP;
    SenderAutomaton automaton = automaton(setup);
    return new Exploration(
        OutcomeSearch.search(setup, () -> ours(setup), allowed, budget),
        OutcomeSearch.search(setup, () -> new RealProducer(automaton, setup), allowed, budget));
  }

  /**
   * Runs Kafka's beside ours in the same cluster, step by step, until they part.
   *
   * @return for each way to part a shortest schedule, which can be replayed with ours; its last
   *     event is the one after which they differ or, where only Kafka's can take that, the one
   *     before
   * @throws IllegalStateException as {@link #outcomes}
   */
  public static Lockstep<Schedule> lockstep(Setup setup, Budget budget) {
    return new ClusterLockstep(setup, automaton(setup)).run(budget);
  }

  /**
   * Runs Kafka's beside ours with brokers that may do anything, any number of times, one thing in a
   * turn of the I/O thread: the setup's faults and number of faults are not used. What lies behind
   * a way to part is not looked at, and of ways of one kind only the first is kept.
   *
   * @return for each way to part a shortest one, as the specification names its steps
   * @throws IllegalStateException as {@link #outcomes}
   */
  public static Lockstep<List<String>> lockstepWithAnyBrokers(Setup setup, Budget budget) {
    return new AnyBrokers(setup, automaton(setup)).run(ours(setup), budget);
  }

  /**
   * Runs Kafka's beside ours along one schedule.
   *
   * @return the first way in which they part; empty if they do not
   * @throws IllegalArgumentException if an event can not happen when its turn comes
   * @throws IllegalStateException as {@link #outcomes}
   */
  public static Optional<Divergence> follow(Schedule schedule) {
    Setup setup = schedule.setup();
    return new ClusterLockstep(setup, automaton(setup)).follow(schedule.events());
  }

  static Producer ours(Setup setup) {
    return new Producer(
        setup.settings(), setup.bounds().replicas(), setup.bounds().records(), setup.maxAttempts());
  }

  static SenderAutomaton automaton(Setup setup) {
    return new SenderAutomaton(
        setup.settings(), setup.bounds().replicas(), setup.bounds().records());
  }
}
