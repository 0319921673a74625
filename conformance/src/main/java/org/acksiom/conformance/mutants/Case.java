package org.acksiom.conformance.mutants;

import java.io.IOException;
import java.util.List;

/** Where a mutant is tried, and by whom. */
public sealed interface Case permits ClusterCase, StorageCase {

  /**
   * The case that its {@code toString} writes like that.
   *
   * @throws PatchException if there is none; the message says what was expected
   */
  static Case parse(String text) throws PatchException {
    return text.equals(StorageCase.NAME) ? new StorageCase() : ClusterCase.parse(text);
  }

  /** Who looks at it, in the order of the report; the first is the judge. */
  List<WitnessKind> witnesses();

  /**
   * What a witness says of an implementation here.
   *
   * @param kind one of {@link #witnesses}
   * @param implementation a mutant, or the real one
   * @param limits how much it may use
   * @throws IOException if the specification can't be read
   */
  Testimony ask(WitnessKind kind, Isolation implementation, Limits limits) throws IOException;
}
