package org.acksiom.conformance;

/** Whether prediction and observation are equal. */
public enum Match {
  /** They are: predicted and observed, or predicted impossible and not observed though all was. */
  MATCH,
  /**
   * Observed although predicted impossible: the implementation does more than the specification.
   */
  UNSOUND,
  /** Not observed although predicted possible and everything was explored. */
  INCOMPLETE,
  /** A budget ran out before it was known. */
  UNDECIDED;

  /**
   * The match of one cell.
   *
   * @param predicted what TLC says
   * @param observed whether the history checkers found the anomaly
   * @param exhaustive whether they were shown every way in which the implementation can end
   */
  public static Match of(Verdict predicted, boolean observed, boolean exhaustive) {
    return switch (predicted) {
      case POSSIBLE -> observed ? MATCH : exhaustive ? INCOMPLETE : UNDECIDED;
      case IMPOSSIBLE -> observed ? UNSOUND : exhaustive ? MATCH : UNDECIDED;
      case UNDECIDED -> UNDECIDED;
    };
  }
}
