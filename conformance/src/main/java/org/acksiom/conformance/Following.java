package org.acksiom.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.acksiom.impl.simulator.Cluster;
import org.acksiom.impl.simulator.Event;
import org.acksiom.impl.simulator.EventScheduler;
import org.acksiom.impl.simulator.Schedule;
import org.acksiom.impl.simulator.Setup;
import org.acksiom.modelcheck.TlaValue;
import org.acksiom.modelcheck.Trace;
import org.acksiom.modelcheck.TraceState;

/**
 * Follows a behaviour of the specification in the implementation. TLC names the action of each step
 * but not its parameters; the step taken is the one of that name whose state, abstracted, is the
 * specification's next state.
 */
public final class Following {
  private Following() {}

  /**
   * The schedule that a behaviour is.
   *
   * @param trace a behaviour of {@code KafkaDelivery}, from its initial state
   * @param setup what it is a behaviour of
   * @throws Divergence if the implementation has no such behaviour; the message says at which step,
   *     and which variables differ
   */
  public static Schedule follow(Trace trace, Setup setup) throws Divergence {
    EventScheduler scheduler = new EventScheduler(setup);
    Cluster cluster = new Cluster(setup);
    List<Event> events = new ArrayList<>();
    compare(Abstraction.of(cluster), trace.states().get(0), setup, events);
    for (TraceState next : trace.states().subList(1, trace.length())) {
      Event event = step(scheduler, cluster, next, setup, events);
      cluster.apply(event);
      events.add(event);
    }
    return new Schedule(setup, events);
  }

  private static Event step(
      EventScheduler scheduler, Cluster cluster, TraceState next, Setup setup, List<Event> events)
      throws Divergence {
    Map<String, TlaValue> nearest = null;
    for (Event event : scheduler.enabled(cluster)) {
      if (event.action().specName().equals(next.action())) {
        Cluster after = cluster.copy();
        after.apply(event);
        Map<String, TlaValue> state = Abstraction.of(after);
        if (differences(state, next).isEmpty()) {
          return event;
        }
        if (nearest == null
            || differences(state, next).size() < differences(nearest, next).size()) {
          nearest = state;
        }
      }
    }
    if (nearest == null) {
      throw new Divergence(
          "step "
              + (next.number() - 1)
              + ": the specification takes "
              + next.action()
              + ", the implementation can't",
          new Schedule(setup, events));
    }
    compare(nearest, next, setup, events);
    throw new IllegalStateException("expected a difference at step " + next.number());
  }

  private static void compare(
      Map<String, TlaValue> state, TraceState expected, Setup setup, List<Event> events)
      throws Divergence {
    List<String> differences = differences(state, expected);
    if (!differences.isEmpty()) {
      throw new Divergence(
          "step "
              + (expected.number() - 1)
              + ": after "
              + expected.action()
              + " the two differ in "
              + String.join("; ", differences),
          new Schedule(setup, events));
    }
  }

  private static List<String> differences(Map<String, TlaValue> state, TraceState expected) {
    List<String> differences = new ArrayList<>();
    state.forEach(
        (name, value) -> {
          TlaValue specified = expected.variables().get(name);
          if (!value.equals(specified)) {
            differences.add(
                name
                    + " (specification: "
                    + (specified == null ? "none" : specified)
                    + ", implementation: "
                    + value
                    + ")");
          }
        });
    return differences;
  }
}
