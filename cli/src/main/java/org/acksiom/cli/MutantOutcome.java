package org.acksiom.cli;

import java.util.List;
import java.util.Optional;
import org.acksiom.conformance.mutants.Mutant;
import org.acksiom.conformance.mutants.Trial.Hearing;
import org.acksiom.conformance.mutants.WitnessKind;

/**
 * What its witnesses said of a seeded bug.
 *
 * @param mutant the bug
 * @param hearings one for each of its witnesses, in their order
 */
record MutantOutcome(Mutant mutant, List<Hearing> hearings) {

  /** Copies the hearings. */
  MutantOutcome {
    hearings = List.copyOf(hearings);
  }

  /** Whose verdict counts. */
  WitnessKind judge() {
    return hearings.get(0).kind();
  }

  /** Noticed by its judge, or not, or the judge can't say. */
  ExitCode exitCode() {
    return switch (hearings.get(0).testimony().verdict()) {
      case CAUGHT -> ExitCode.HOLDS;
      case SURVIVED -> ExitCode.VIOLATED;
      case UNDECIDED -> ExitCode.UNDECIDED;
    };
  }

  /** Whether a witness of that kind noticed; no witness that was not asked did. */
  boolean isNoticedBy(WitnessKind kind) {
    return hearings.stream().anyMatch(hearing -> hearing.kind() == kind && hearing.caught());
  }

  /**
   * The witness whose schedule tells most: clients' histories are whole stories. Empty if no
   * schedule shows the bug.
   */
  Optional<Hearing> drawn() {
    return hearings.stream()
        .filter(hearing -> hearing.testimony().schedule().isPresent())
        .reduce((first, last) -> last);
  }

  /** How long all witnesses looked. */
  long elapsedMillis() {
    return hearings.stream().mapToLong(Hearing::elapsedMillis).sum();
  }
}
