package org.acksiom.conformance.mutants;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.acksiom.impl.simulator.Budget;
import org.acksiom.impl.simulator.Explorer;
import org.acksiom.impl.simulator.Setup;
import org.acksiom.specs.Anomaly;

/**
 * Shows mutants to their witnesses. Safe for several threads at a time, each with a mutant of its
 * own.
 */
public final class Trial {
  private final Path module;
  private final long pairs;
  private final long states;
  private final LongSupplier clockNanos;
  private final Map<ClusterCase, Optional<Set<Anomaly>>> possible = new ConcurrentHashMap<>();

  /**
   * What a witness came to.
   *
   * @param kind the witness
   * @param at the case in which it noticed; else the last one
   * @param testimony what it says there
   * @param elapsedMillis how long it looked, over all cases
   */
  public record Hearing(WitnessKind kind, Case at, Testimony testimony, long elapsedMillis) {
    /** Whether the witness noticed. */
    public boolean caught() {
      return testimony.verdict() == Testimony.Verdict.CAUGHT;
    }
  }

  /**
   * Prepares trials.
   *
   * @param module {@code MCKafkaDelivery} with all that it extends in its folder, where models are
   *     written, too
   * @param pairs of states that one walk may compare
   * @param states that one exploration may visit
   * @param clockNanos a clock that never goes back, in nanoseconds
   */
  public Trial(Path module, long pairs, long states, LongSupplier clockNanos) {
    this.module = module;
    this.pairs = pairs;
    this.states = states;
    this.clockNanos = clockNanos;
  }

  /**
   * Shows a mutant to every witness of its cases.
   *
   * @param progress told how many pairs of states lock-step has compared, now and then
   * @return one hearing for each witness, in their order; the first is the judge's
   * @throws PatchException if the patch does not apply or its result does not compile
   * @throws IOException if the specification can't be read
   */
  public List<Hearing> of(Mutant mutant, LongConsumer progress) throws PatchException, IOException {
    Isolation isolation = Isolation.of(mutant);
    List<Hearing> hearings = new ArrayList<>();
    for (WitnessKind kind : mutant.witnesses()) {
      hearings.add(hear(kind, isolation, mutant.cases(), progress));
    }
    return hearings;
  }

  /** Shows an implementation to one witness, case by case until it notices something. */
  Hearing hear(WitnessKind kind, Isolation isolation, List<Case> cases, LongConsumer progress)
      throws IOException {
    Limits limits = new Limits(module, pairs, states, this::possible, progress);
    long nanos = 0;
    Hearing worst = null;
    for (Case at : cases) {
      long start = clockNanos.getAsLong();
      Testimony testimony = at.ask(kind, isolation, limits);
      nanos += clockNanos.getAsLong() - start;
      Hearing hearing = new Hearing(kind, at, testimony, nanos / 1_000_000);
      if (hearing.caught()) {
        return hearing;
      }
      worst =
          worst != null && testimony.verdict() == Testimony.Verdict.SURVIVED
              ? new Hearing(kind, at, worst.testimony(), nanos / 1_000_000)
              : hearing;
    }
    return worst;
  }

  /**
   * The anomalies of the real implementation, which lock-step finds equal to the specification;
   * empty if it has more states than may be visited.
   */
  private Optional<Set<Anomaly>> possible(ClusterCase at) {
    return possible.computeIfAbsent(
        at,
        key -> {
          Explorer.Exploration explored =
              Explorer.explore(
                  new Setup(at.preset().settings(), at.faults(), at.bounds()),
                  Budget.ofStates(states));
          return explored.exhausted()
              ? Optional.of(explored.witnesses().keySet())
              : Optional.empty();
        });
  }
}
