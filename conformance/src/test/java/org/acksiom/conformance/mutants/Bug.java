package org.acksiom.conformance.mutants;

import java.util.List;

/** Bugs made up for tests. */
final class Bug {
  private Bug() {}

  /** A line of {@code Replica} becomes another one. */
  static Mutant of(String line, String other) throws PatchException {
    String file = "impl/src/main/java/org/acksiom/impl/core/Replica.java";
    return new Mutant(
        "bug",
        "A story.",
        "Nothing.",
        "A test.",
        List.of(
            Case.parse("at-least-once crash replicas=2 records=1 retries=0 faults=1 consumers=0")),
        Patch.parse(
            List.of("--- a/" + file, "+++ b/" + file, "@@ 1 @@", "-    " + line, "+    " + other)));
  }
}
