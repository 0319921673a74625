package org.acksiom.conformance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import org.acksiom.impl.simulator.Action;
import org.acksiom.impl.simulator.Budget;
import org.acksiom.impl.simulator.Cluster;
import org.acksiom.impl.simulator.Cluster.Part;
import org.acksiom.impl.simulator.Event;
import org.acksiom.impl.simulator.EventScheduler;
import org.acksiom.impl.simulator.Schedule;
import org.acksiom.impl.simulator.Setup;
import org.acksiom.impl.simulator.Way;
import org.acksiom.modelcheck.Specification;
import org.acksiom.modelcheck.TlaValue;

/**
 * Walks the state graphs of specification and implementation together, to the end of their bounds.
 * From each pair of states that can be reached, every step of the implementation must be one of the
 * specification, of the same name and parameters and to the state that the {@link Abstraction}
 * says, and every step of the specification must be one of the implementation. If so, the two are
 * bisimilar: what one can do the other can, for ever.
 */
public final class Lockstep {
  private final Setup setup;
  private final Oracle oracle;
  private final List<String> variables;
  private final List<Event> steps;
  private final Map<Event, Integer> positions = new HashMap<>();
  private final EventScheduler scheduler;
  private final Map<Part, Map<Long, int[]>> abstracted = new EnumMap<>(Part.class);
  private final Map<Part, int[]> variablesOf = new EnumMap<>(Part.class);
  private final Set<Long> visited = new HashSet<>();
  private final ArrayDeque<Pair> frontier = new ArrayDeque<>();
  private long transitions;
  private Difference difference;

  /** A pair of states whose steps wait to be compared, and the way to it. */
  private record Pair(Cluster cluster, Way way) {}

  /**
   * Where the two part.
   *
   * @param step the step at which they do; empty if they do in a state
   * @param reason what is different, in words
   * @param fields the variables that differ after the step; none where only one side takes it
   * @param before a shortest schedule to the state in which they part
   */
  public record Difference(
      Optional<Event> step, String reason, Map<String, Sides> fields, Schedule before) {}

  /** A variable's value on both sides. */
  public record Sides(TlaValue specification, TlaValue implementation) {}

  /**
   * What a walk came to.
   *
   * @param pairs of states that were compared
   * @param transitions of the implementation
   * @param exhausted whether the walk came to the end of the graphs; if not, and there is no
   *     difference, the budget ran out
   * @param difference the nearest one, if any
   */
  public record Walk(
      long pairs, long transitions, boolean exhausted, Optional<Difference> difference) {}

  private Lockstep(Setup setup, Oracle oracle) {
    this.setup = setup;
    this.oracle = oracle;
    this.variables = oracle.variables();
    this.scheduler = new EventScheduler(setup);
    this.steps = oracle.steps().stream().map(this::event).toList();
    for (int step = 0; step < steps.size(); step++) {
      positions.put(steps.get(step), step);
    }
    for (Part part : Part.values()) {
      abstracted.put(part, new HashMap<>());
      variablesOf.put(
          part,
          Abstraction.fields().stream()
              .filter(field -> field.part() == part)
              .mapToInt(field -> variables.indexOf(field.variable()))
              .toArray());
    }
  }

  private Event event(Specification.Step step) {
    Action action;
    try {
      action = Action.of(step.action());
    } catch (IllegalArgumentException e) {
      part(Optional.empty(), "the implementation has no action " + step.action(), null);
      return null; // never walked, as the two have parted
    }
    int[] parameters =
        step.parameters().stream().mapToInt(value -> ((TlaValue.Int) value).value()).toArray();
    return new Event(
        action,
        parameters.length > 0 ? parameters[0] : 0,
        parameters.length > 1 ? parameters[1] : 0);
  }

  /**
   * Walks both graphs.
   *
   * @param setup what is simulated; the model is that of the same settings, faults and bounds
   * @param module {@code MCKafkaDelivery} with all that it extends in its folder, where the model
   *     is written, too
   * @param budget of the walk, in pairs of states and time
   * @param progress told how many pairs were compared, now and then
   * @throws IOException if the model can't be written, or the specification can't be read
   */
  public static Walk walk(Setup setup, Path module, Budget budget, LongConsumer progress)
      throws IOException {
    try (Oracle oracle = Oracle.open(setup, module)) {
      return walk(setup, oracle, budget, progress);
    }
  }

  /**
   * The same with an oracle that may have been asked before.
   *
   * @param oracle opened for that setup
   */
  static Walk walk(Setup setup, Oracle oracle, Budget budget, LongConsumer progress) {
    return new Lockstep(setup, oracle).walk(budget, progress);
  }

  private Walk walk(Budget budget, LongConsumer progress) {
    Cluster first = new Cluster(setup);
    compareInitial(reach(first, null));
    boolean exhausted = true;
    long pairs = 0;
    while (difference == null && !frontier.isEmpty()) {
      if (budget.isSpent(visited.size())) {
        exhausted = false;
        break;
      }
      compareSteps(frontier.poll());
      if (++pairs % 1_000 == 0) {
        progress.accept(pairs);
      }
    }
    return new Walk(
        pairs, transitions, exhausted && difference == null, Optional.ofNullable(difference));
  }

  /** The specification's state that the implementation's stands for. */
  private int[] reach(Cluster cluster, Way way) {
    int[] state = abstraction(cluster);
    if (visited.add(cluster.fingerprint())) {
      String violated = oracle.violated(new Oracle.State(state));
      if (violated != null) {
        part(Optional.empty(), "the state that the implementation is in violates " + violated, way);
      }
      frontier.add(new Pair(cluster, way));
    }
    return state;
  }

  /** Most parts of a state have been abstracted before. */
  private int[] abstraction(Cluster cluster) {
    int[] state = new int[variables.size()];
    for (Map.Entry<Part, int[]> each : variablesOf.entrySet()) {
      Part part = each.getKey();
      int[] values =
          abstracted
              .get(part)
              .computeIfAbsent(cluster.fingerprint(part), unknown -> values(part, cluster));
      for (int i = 0; i < values.length; i++) {
        state[each.getValue()[i]] = values[i];
      }
    }
    return state;
  }

  private int[] values(Part part, Cluster cluster) {
    return Abstraction.fields().stream()
        .filter(field -> field.part() == part)
        .mapToInt(field -> oracle.number(field.of().apply(cluster)))
        .toArray();
  }

  private void compareInitial(int[] state) {
    List<int[]> initial = oracle.initial();
    if (initial.size() != 1 || !Arrays.equals(initial.get(0), state)) {
      part(
          Optional.empty(),
          "the two do not start in the same state",
          initial.isEmpty() ? Map.of() : fields(initial.get(0), state),
          null);
    }
  }

  private void compareSteps(Pair pair) {
    int[][] taken = new int[steps.size()][];
    for (Event event : scheduler.enabled(pair.cluster())) {
      Cluster next = pair.cluster().copy();
      try {
        next.step(event);
      } catch (RuntimeException e) {
        part(Optional.of(event), "the implementation fails: " + e, pair.way());
        return;
      }
      transitions++;
      int[] state = reach(next, Way.on(pair.way(), event));
      Integer position = positions.get(event);
      if (position == null) {
        compare(event, List.of(), state, pair);
      } else {
        taken[position] = state;
      }
    }
    Oracle.State state = new Oracle.State(abstraction(pair.cluster()));
    for (int step = 0; step < taken.length; step++) {
      compare(steps.get(step), oracle.next(step, state), taken[step], pair);
    }
  }

  private void compare(Event event, List<int[]> specified, int[] implemented, Pair pair) {
    if (specified.isEmpty() && implemented == null) {
      return;
    }
    if (specified.isEmpty()) {
      part(Optional.of(event), "the implementation can take the step", pair.way());
    } else if (implemented == null) {
      part(Optional.of(event), "the specification can take the step", pair.way());
    } else if (specified.size() > 1) {
      part(Optional.of(event), "the specification leaves open where to", pair.way());
    } else if (!Arrays.equals(specified.get(0), implemented)) {
      part(
          Optional.of(event),
          "the step leads to different states",
          fields(specified.get(0), implemented),
          pair.way());
    }
  }

  private void part(Optional<Event> event, String reason, Way way) {
    part(event, reason, Map.of(), way);
  }

  /** The first difference is the nearest. */
  private void part(Optional<Event> event, String reason, Map<String, Sides> fields, Way way) {
    if (difference == null) {
      difference = new Difference(event, reason, fields, Way.schedule(setup, way));
    }
  }

  private Map<String, Sides> fields(int[] specified, int[] implemented) {
    Map<String, Sides> fields = new LinkedHashMap<>();
    for (int i = 0; i < specified.length; i++) {
      if (specified[i] != implemented[i]) {
        fields.put(
            variables.get(i), new Sides(oracle.value(specified[i]), oracle.value(implemented[i])));
      }
    }
    return fields;
  }
}
