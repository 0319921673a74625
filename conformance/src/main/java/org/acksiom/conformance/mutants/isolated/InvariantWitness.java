package org.acksiom.conformance.mutants.isolated;

import org.acksiom.conformance.mutants.Case;
import org.acksiom.conformance.mutants.Limits;
import org.acksiom.conformance.mutants.Testimony;
import org.acksiom.conformance.mutants.Witness;

/** Visits every state of the mutant and notices one that no core should be in. */
public final class InvariantWitness implements Witness {

  @Override
  public Testimony testify(Case at, Limits limits) {
    return Exploring.testify(at, limits, explored -> explored.broken());
  }
}
