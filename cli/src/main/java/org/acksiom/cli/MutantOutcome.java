package org.acksiom.cli;

import java.util.List;
import java.util.Optional;
import org.acksiom.conformance.mutants.Mutant;
import org.acksiom.conformance.mutants.Testimony.Verdict;
import org.acksiom.conformance.mutants.Trial.Hearing;

/**
 * What all witnesses said of a seeded bug.
 *
 * @param mutant the bug
 * @param hearings one for each witness, in their order
 */
record MutantOutcome(Mutant mutant, List<Hearing> hearings) {

  /** Copies the hearings. */
  MutantOutcome {
    hearings = List.copyOf(hearings);
  }

  /** Noticed by anybody, or by nobody, or nobody can say. */
  ExitCode exitCode() {
    if (hearings.stream().anyMatch(Hearing::caught)) {
      return ExitCode.HOLDS;
    }
    return hearings.stream().anyMatch(hearing -> hearing.testimony().verdict() == Verdict.UNDECIDED)
        ? ExitCode.UNDECIDED
        : ExitCode.VIOLATED;
  }

  /** The witness whose schedule tells most: clients' histories are whole stories. */
  Optional<Hearing> drawn() {
    return hearings.stream().filter(Hearing::caught).reduce((first, last) -> last);
  }

  /** How long all witnesses looked. */
  long elapsedMillis() {
    return hearings.stream().mapToLong(Hearing::elapsedMillis).sum();
  }
}
