package org.acksiom.conformance.mutants;

/** The witnesses, in the order of the report. */
public enum WitnessKind {
  /** Every step of the mutant is held against the specification. */
  LOCK_STEP("lock-step", "LockstepWitness"),
  /** The mutant runs under random orders of events, and TLC follows what happens. */
  TRACE_VALIDATION("trace validation", "TraceWitness"),
  /** What must hold in every state of any core, without the specification. */
  INVARIANTS("invariants", "InvariantWitness"),
  /** Only what clients see is judged. */
  HISTORY_CHECKS("history checks", "HistoryWitness"),
  /** A log on a simulated disk is crashed and damaged in every way, and opened again. */
  CRASH_TESTS("crash tests", "CrashTestWitness");

  private final String words;
  private final String className;

  WitnessKind(String words, String className) {
    this.words = words;
    this.className = Isolation.class.getPackageName() + ".isolated." + className;
  }

  /** Its name in the report. */
  public String words() {
    return words;
  }

  /** Its name in files. */
  public String id() {
    return words.replace(' ', '-');
  }

  /** One of the kind, beside an implementation. */
  <T> T beside(Isolation implementation, Class<T> type) {
    return implementation.create(className, type);
  }
}
