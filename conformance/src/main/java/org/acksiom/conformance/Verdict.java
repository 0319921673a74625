package org.acksiom.conformance;

/** What TLC says of an anomaly. */
public enum Verdict {
  /** There is a behaviour that shows it. */
  POSSIBLE,
  /** No behaviour within the bounds shows it: the state graph was exhausted. */
  IMPOSSIBLE,
  /** The budget ran out before either was known. */
  UNDECIDED
}
