package org.acksiom.conformance.mutants;

import java.util.List;

/**
 * A mutant of the log on a disk is tried in all that the crash tests do with a log: scripts, faults
 * and damage are theirs, and there is nothing to choose.
 */
public record StorageCase() implements Case {
  static final String NAME = "storage";

  @Override
  public List<WitnessKind> witnesses() {
    return List.of(WitnessKind.CRASH_TESTS);
  }

  @Override
  public Testimony ask(WitnessKind kind, Isolation implementation, Limits limits) {
    return kind.beside(implementation, StorageWitness.class).testify();
  }

  @Override
  public String toString() {
    return NAME;
  }
}
