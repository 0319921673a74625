package org.acksiom.modelcheck;

import java.nio.file.Path;
import java.util.List;

/** What a run of TLC came to. */
public sealed interface TlcResult {

  /** How far the run got. */
  Stats stats();

  /** The file with all that TLC printed. */
  Path log();

  /** Every property holds in the whole state space. */
  record Holds(Stats stats, Path log) implements TlcResult {}

  /**
   * At least one property is violated.
   *
   * @param violations in the order in which they were found; one unless the run continues
   * @param exhausted whether the whole state space was explored all the same, so that each
   *     invariant has been evaluated in each state
   */
  record Violated(List<Violation> violations, boolean exhausted, Stats stats, Path log)
      implements TlcResult {
    public Violated {
      violations = List.copyOf(violations);
    }
  }

  /**
   * The budget ran out. This is never to be shown as "holds".
   *
   * @param budget which of the limits was met
   * @param violations what a run that continues had found by then; these are certain
   */
  record Undecided(Budget budget, List<Violation> violations, Stats stats, Path log)
      implements TlcResult {
    public Undecided {
      violations = List.copyOf(violations);
    }
  }

  /**
   * TLC could not do what was asked: the module doesn't parse, the configuration doesn't fit, an
   * expression can't be evaluated, TLC crashed.
   *
   * @param errors TLC's own words without its boilerplate, at least one line
   * @param exitCode of the forked JVM
   */
  record Failed(List<String> errors, int exitCode, Stats stats, Path log) implements TlcResult {
    public Failed {
      errors = List.copyOf(errors);
    }

    /** The errors in one line. */
    public String message() {
      return String.join(" ", errors);
    }
  }

  /** The limits of a run. */
  enum Budget {
    /** The time-out of the run. */
    TIME,
    /** The heap of the forked JVM. */
    MEMORY
  }
}
