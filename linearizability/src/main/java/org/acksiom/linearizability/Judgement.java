package org.acksiom.linearizability;

import java.util.Optional;
import java.util.function.Supplier;

/** What a check found. */
public final class Judgement {
  private final Verdict verdict;
  private final int operations;
  private final long configurations;
  private final Optional<String> reason;
  private final Supplier<Optional<Counterexample>> explain;
  private Optional<Counterexample> counterexample;

  Judgement(
      Verdict verdict,
      int operations,
      long configurations,
      Optional<String> reason,
      Supplier<Optional<Counterexample>> explain) {
    this.verdict = verdict;
    this.operations = operations;
    this.configurations = configurations;
    this.reason = reason;
    this.explain = explain;
  }

  /** Whether the model explains the history. */
  public Verdict verdict() {
    return verdict;
  }

  /** The operations of the history. */
  public int operations() {
    return operations;
  }

  /**
   * How many different situations the search was in: which operations had taken effect, and what
   * state they had led to.
   */
  public long configurations() {
    return configurations;
  }

  /** For {@link Verdict#UNKNOWN}, what ran out. */
  public Optional<String> reason() {
    return reason;
  }

  /**
   * For {@link Verdict#INVALID}, where explanations end. It is worked out when it is first asked
   * for, in a bounded number of steps.
   */
  public synchronized Optional<Counterexample> counterexample() {
    if (counterexample == null) {
      counterexample = explain.get();
    }
    return counterexample;
  }
}
