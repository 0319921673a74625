package org.acksiom.cli;

/**
 * What the process tells its caller, from the best to the worst: of several answers the worst
 * counts.
 */
enum ExitCode {
  /** What was asked holds. */
  HOLDS(0),
  /** The budget ran out before an answer. */
  UNDECIDED(3),
  /** A violation, an anomaly or a mismatch was found. */
  VIOLATED(1),
  /** Bad usage or bad input. */
  BAD_INPUT(2),
  /** A part failed: TLC crashed, a broker would not start, or Acksiom has a defect. */
  FAILED(4);

  private final int value;

  ExitCode(int value) {
    this.value = value;
  }

  /** The number that the process exits with. */
  int value() {
    return value;
  }

  /** The worse of the two. */
  ExitCode worst(ExitCode other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
