package org.acksiom.conformance.mutants;

import java.io.IOException;

/**
 * What may notice a mutant of the core. It lives on the isolated side, and its questions come from
 * the other.
 */
public interface ClusterWitness {

  /**
   * Looks at the implementation that it was loaded with.
   *
   * @param at where to look
   * @param limits how long
   * @throws IOException if the specification can't be read
   */
  Testimony testify(ClusterCase at, Limits limits) throws IOException;
}
