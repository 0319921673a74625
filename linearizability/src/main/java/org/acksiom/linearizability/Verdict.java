package org.acksiom.linearizability;

/** What a checker says of a history. */
public enum Verdict {
  /** The model explains it. */
  VALID,
  /** Nothing that the model allows explains it. */
  INVALID,
  /** The budget ran out first. */
  UNKNOWN
}
