package org.acksiom.conformance;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.acksiom.impl.simulator.Cluster;
import org.acksiom.impl.simulator.Event;
import org.acksiom.impl.simulator.Schedule;
import org.acksiom.modelcheck.KafkaDeliveryModel;
import org.acksiom.modelcheck.TlaValue;

/**
 * What the implementation did, as a question to the specification: a module in whose states only
 * those are that the implementation passed.
 */
final class Observed {
  /** The module's name. */
  static final String MODULE = "Observed";

  /** The constraint that leaves a model these states only. */
  static final String CONSTRAINT = "IsObserved";

  private Observed() {}

  /** The module's text: each state a record of the specification's variables. */
  static String module(Collection<Schedule> behaviours) {
    Set<Map<String, TlaValue>> states = new LinkedHashSet<>();
    for (Schedule behaviour : behaviours) {
      behaviour.run(
          new Schedule.Observer() {
            @Override
            public void begun(Cluster initial) {
              states.add(Abstraction.of(initial));
            }

            @Override
            public void happened(Event event, Cluster after) {
              states.add(Abstraction.of(after));
            }
          });
    }
    List<String> lines = new ArrayList<>();
    states.forEach(state -> lines.add("  " + tuple(state.values())));
    return """
        ---- MODULE %s ----
        (* The states that the implementation passed where it showed what is asked for. *)
        EXTENDS %s

        Passed == {
        %s}

        %s == %s \\in Passed
        ====
        """
        .formatted(
            MODULE,
            KafkaDeliveryModel.MODULE,
            String.join(",\n", lines),
            CONSTRAINT,
            tuple(states.iterator().next().keySet()));
  }

  private static String tuple(Collection<?> elements) {
    return elements.stream().map(Object::toString).collect(Collectors.joining(", ", "<<", ">>"));
  }
}
