package org.acksiom.conformance.mutants;

/** What may notice a mutant of the log on a disk; isolated as a {@link ClusterWitness} is. */
public interface StorageWitness {

  /** Looks at the implementation that it was loaded with. */
  Testimony testify();
}
