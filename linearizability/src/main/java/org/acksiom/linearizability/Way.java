package org.acksiom.linearizability;

/** A search for an explanation that can be paused. */
interface Way {

  /** How far it has come. */
  enum Progress {
    /** The model explains all that was heard. */
    EXPLAINED,
    /** It does not. */
    UNEXPLAINED,
    /** There is more to try. */
    PAUSED
  }

  /** Goes on until there is an answer, or so many configurations have been met. */
  Progress run(long configurationsMax, Deadline deadline) throws MemoryExhausted, Deadline.Passed;

  /** How many different configurations were met. */
  long configurations();
}
