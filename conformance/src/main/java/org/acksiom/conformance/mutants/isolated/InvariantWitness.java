package org.acksiom.conformance.mutants.isolated;

import org.acksiom.conformance.mutants.ClusterCase;
import org.acksiom.conformance.mutants.ClusterWitness;
import org.acksiom.conformance.mutants.Limits;
import org.acksiom.conformance.mutants.Testimony;

/** Visits every state of the mutant and notices one that no core should be in. */
public final class InvariantWitness implements ClusterWitness {

  @Override
  public Testimony testify(ClusterCase at, Limits limits) {
    return Exploring.testify(at, limits, explored -> explored.broken());
  }
}
