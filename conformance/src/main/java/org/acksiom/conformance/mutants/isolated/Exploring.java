package org.acksiom.conformance.mutants.isolated;

import java.util.Comparator;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.acksiom.conformance.mutants.ClusterCase;
import org.acksiom.conformance.mutants.Limits;
import org.acksiom.conformance.mutants.Testimony;
import org.acksiom.impl.simulator.Budget;
import org.acksiom.impl.simulator.Explorer;
import org.acksiom.impl.simulator.Schedule;
import org.acksiom.impl.simulator.ScheduleFile;
import org.acksiom.impl.simulator.Setup;

/** What witnesses say who need no specification: they look at all that the explorer visits. */
final class Exploring {
  private Exploring() {}

  /**
   * Explores a mutant.
   *
   * @param wrong what is wrong, each with a shortest schedule that shows it
   */
  static Testimony testify(
      ClusterCase at,
      Limits limits,
      Function<Explorer.Exploration, Map<? extends Enum<?>, Schedule>> wrong) {
    Explorer.Exploration explored;
    try {
      explored =
          Explorer.explore(
              new Setup(at.preset().settings(), at.faults(), at.bounds()),
              Budget.ofStates(limits.states()));
    } catch (RuntimeException e) { // a broken core may do anything
      return Testimony.undecided("the exploration broke off: " + e);
    }
    Map<? extends Enum<?>, Schedule> found = wrong.apply(explored);
    if (found.isEmpty()) {
      return explored.exhausted()
          ? Testimony.survived()
          : Testimony.undecided("the exploration did not end within its budget");
    }
    Schedule shortest =
        found.values().stream()
            .min(Comparator.comparing(schedule -> schedule.events().size()))
            .orElseThrow();
    return Testimony.caught(
        found.keySet().stream().map(Enum::name).collect(Collectors.joining(", ")),
        ScheduleFile.write(shortest),
        shortest.events().size());
  }
}
