package org.acksiom.linearizability;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.acksiom.linearizability.history.Operation;

/** What a check found. */
public final class Judgement {
  private final Verdict verdict;
  private final int operations;
  private final long configurations;
  private final Optional<String> reason;
  private final Supplier<Optional<Counterexample>> explain;
  private final Supplier<Optional<List<Operation>>> linearize;
  private Optional<Counterexample> counterexample;

  Judgement(
      Verdict verdict,
      int operations,
      long configurations,
      Optional<String> reason,
      Supplier<Optional<Counterexample>> explain,
      Supplier<Optional<List<Operation>>> linearize) {
    this.verdict = verdict;
    this.operations = operations;
    this.configurations = configurations;
    this.reason = reason;
    this.explain = explain;
    this.linearize = linearize;
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
   * for, in a bounded number of steps; empty if the heap has no room for that.
   */
  public synchronized Optional<Counterexample> counterexample() {
    if (counterexample == null) {
      counterexample = explain.get();
    }
    return counterexample;
  }

  /**
   * For {@link Verdict#VALID}, operations in an order in which they may have taken effect: all that
   * completed, but for those that told nothing, and some of those that nobody heard of. Empty where
   * a breadth-first search saw that there is one, which remembers none.
   */
  public Optional<List<Operation>> linearization() {
    return linearize.get();
  }
}
