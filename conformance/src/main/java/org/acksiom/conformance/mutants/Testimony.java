package org.acksiom.conformance.mutants;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a witness says of a mutant in one case.
 *
 * @param verdict whether it noticed
 * @param finding what it noticed, or why it can't say, in words; empty if there was nothing
 * @param schedule the shortest one that shows it, as a file; empty if no schedule does
 * @param steps how many steps show it; empty if it is not by steps that it shows, or not at all
 */
public record Testimony(
    Verdict verdict, String finding, Optional<String> schedule, OptionalInt steps) {

  /** Whether a witness noticed. */
  public enum Verdict {
    /** It did, and says how. */
    CAUGHT,
    /** It looked at all that it is to look at and did not. */
    SURVIVED,
    /** It did not come to the end of it. */
    UNDECIDED
  }

  /** Something was noticed in a schedule. */
  public static Testimony caught(String finding, String schedule, int steps) {
    return new Testimony(Verdict.CAUGHT, finding, Optional.of(schedule), OptionalInt.of(steps));
  }

  /** Something was noticed in what no schedule tells, such as the steps of a log. */
  public static Testimony caught(String finding, OptionalInt steps) {
    return new Testimony(Verdict.CAUGHT, finding, Optional.empty(), steps);
  }

  /** Nothing was noticed. */
  public static Testimony survived() {
    return new Testimony(Verdict.SURVIVED, "", Optional.empty(), OptionalInt.empty());
  }

  /** It can't be said. */
  public static Testimony undecided(String why) {
    return new Testimony(Verdict.UNDECIDED, why, Optional.empty(), OptionalInt.empty());
  }
}
