package org.acksiom.conformance.mutants.isolated;

import java.io.IOException;
import java.util.Map;
import java.util.stream.Collectors;
import org.acksiom.conformance.Lockstep;
import org.acksiom.conformance.mutants.ClusterCase;
import org.acksiom.conformance.mutants.ClusterWitness;
import org.acksiom.conformance.mutants.Limits;
import org.acksiom.conformance.mutants.Testimony;
import org.acksiom.impl.simulator.Budget;
import org.acksiom.impl.simulator.ScheduleFile;
import org.acksiom.impl.simulator.Setup;

/** Walks specification and mutant together, to the nearest state in which they part. */
public final class LockstepWitness implements ClusterWitness {

  @Override
  public Testimony testify(ClusterCase at, Limits limits) throws IOException {
    Lockstep.Walk walk =
        Lockstep.walk(
            new Setup(at.preset().settings(), at.faults(), at.bounds()),
            limits.module(),
            Budget.ofStates(limits.pairs()),
            limits.progress());
    return walk.difference()
        .map(LockstepWitness::caught)
        .orElseGet(
            () ->
                walk.exhausted()
                    ? Testimony.survived()
                    : Testimony.undecided("the walk did not end within its budget"));
  }

  /** The steps before the difference are steps of both sides, so they replay on the real core. */
  private static Testimony caught(Lockstep.Difference difference) {
    String step = difference.step().map(event -> event + ": ").orElse("");
    String finding = step + difference.reason() + words(difference.fields());
    int steps = difference.before().events().size() + (difference.step().isPresent() ? 1 : 0);
    return Testimony.caught(finding, ScheduleFile.write(difference.before()), steps);
  }

  /** What is not as the specification says. */
  static String words(Map<String, Lockstep.Sides> fields) {
    return fields.entrySet().stream()
        .map(
            field ->
                "; %s is %s instead of %s"
                    .formatted(
                        field.getKey(),
                        field.getValue().implementation(),
                        field.getValue().specification()))
        .collect(Collectors.joining());
  }
}
