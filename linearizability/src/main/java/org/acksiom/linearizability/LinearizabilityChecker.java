package org.acksiom.linearizability;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.acksiom.linearizability.history.History;
import org.acksiom.linearizability.history.Operation;
import org.acksiom.linearizability.model.SequentialModel;
import org.acksiom.linearizability.model.Step;

/**
 * Decides whether a history is linearizable with respect to a model.
 *
 * <p>What an operation that ended in {@code info}, or never ended, asks for may take effect at any
 * later time or never; what {@code fail} means is the model's to say, and usually that it never
 * happened.
 *
 * <p>The question is NP-complete (Gibbons and Korach, 1997). Time and memory are exponential in the
 * number of operations under way at a time at worst, crashed ones included, and close to linear in
 * the length of the history where few are.
 */
public final class LinearizabilityChecker {

  /** To find all states in which explanations end. */
  private static final int EXPLAINED_CONFIGURATIONS_MAX = 20_000;

  private final Budget budget;
  private final LongSupplier nanoClock;

  /**
   * A checker that ends when its budget does.
   *
   * @param budget for each check
   * @param nanoClock the time in nanoseconds from any origin, such as {@code System::nanoTime}
   */
  public LinearizabilityChecker(Budget budget, LongSupplier nanoClock) {
    this.budget = budget;
    this.nanoClock = nanoClock;
  }

  /**
   * Checks a history part by part where the model has independent parts, and else whole. By Herlihy
   * and Wing's locality the verdict is the same as that of {@link #checkWhole}.
   *
   * @throws org.acksiom.linearizability.model.IllegalOperationException if the model has no such
   *     operation
   */
  public <S, C> Judgement check(SequentialModel<S, C> model, History history) {
    Map<Optional<Object>, List<Problem.Part<C>>> parts = new LinkedHashMap<>();
    for (Operation operation : history.operations()) {
      model
          .call(operation)
          .ifPresent(
              call ->
                  parts
                      .computeIfAbsent(model.partition(call), key -> new ArrayList<>())
                      .add(new Problem.Part<>(operation, call)));
    }
    return check(model, history, parts, true);
  }

  /**
   * Checks a history as one, even if the model has independent parts, and by a search, even if
   * there is a shortcut.
   *
   * @throws org.acksiom.linearizability.model.IllegalOperationException if the model has no such
   *     operation
   */
  public <S, C> Judgement checkWhole(SequentialModel<S, C> model, History history) {
    List<Problem.Part<C>> whole = new ArrayList<>();
    for (Operation operation : history.operations()) {
      model.call(operation).ifPresent(call -> whole.add(new Problem.Part<>(operation, call)));
    }
    return check(model, history, Map.of(Optional.empty(), whole), false);
  }

  /**
   * One part that the model cannot explain decides; a part that is undecided leaves the others to
   * be looked at.
   */
  private <S, C> Judgement check(
      SequentialModel<S, C> model,
      History history,
      Map<Optional<Object>, List<Problem.Part<C>>> parts,
      boolean shortcuts) {
    Deadline deadline = new Deadline(nanoClock, budget.time());
    long configurations = 0;
    Optional<String> exhausted = Optional.empty();
    for (Map.Entry<Optional<Object>, List<Problem.Part<C>>> part : parts.entrySet()) {
      Search<S, C> search = null;
      boolean explained = true;
      try {
        Optional<Unsearched<S, C>> unsearched =
            shortcuts ? unsearched(model, part.getValue(), deadline) : Optional.empty();
        if (unsearched.isPresent()) {
          if (unsearched.get().isLinearizable()) {
            continue;
          }
          return new Judgement(
              Verdict.INVALID,
              history.operations().size(),
              configurations,
              Optional.empty(),
              () -> explain(model, part.getKey(), part.getValue()));
        }
        search = search(model, part.getValue(), deadline);
        explained = search.run();
      } catch (MemoryExhausted | Deadline.Passed e) {
        exhausted = Optional.of(e.getMessage());
      }
      configurations += search == null ? 0 : search.configurations();
      if (!explained) {
        int stuck = search.furthest();
        return new Judgement(
            Verdict.INVALID,
            history.operations().size(),
            configurations,
            Optional.empty(),
            () -> Optional.of(explain(model, part.getKey(), part.getValue(), stuck)));
      }
    }
    return new Judgement(
        exhausted.isPresent() ? Verdict.UNKNOWN : Verdict.VALID,
        history.operations().size(),
        configurations,
        exhausted,
        Optional::empty);
  }

  /** Empty if there is no shortcut, or none with so little memory. */
  private <S, C> Optional<Unsearched<S, C>> unsearched(
      SequentialModel<S, C> model, List<Problem.Part<C>> operations, Deadline deadline)
      throws Deadline.Passed {
    try {
      return Unsearched.of(model, operations, new Memory(budget.memoryBytes()), deadline);
    } catch (MemoryExhausted e) {
      return Optional.empty();
    }
  }

  /** Explains what a shortcut found; if it cannot, by a search; if that does not end, not. */
  private <S, C> Optional<Counterexample> explain(
      SequentialModel<S, C> model, Optional<Object> partition, List<Problem.Part<C>> operations) {
    Deadline none = new Deadline(() -> 0, budget.time());
    try {
      Optional<Counterexample> counterexample =
          unsearched(model, operations, none).get().counterexample(partition);
      if (counterexample.isPresent()) {
        return counterexample;
      }
      Search<S, C> search = search(model, operations, new Deadline(nanoClock, budget.time()));
      search.run();
      return Optional.of(explain(model, partition, operations, search.furthest()));
    } catch (MemoryExhausted | Deadline.Passed e) {
      return Optional.empty();
    }
  }

  private <S, C> Search<S, C> search(
      SequentialModel<S, C> model, List<Problem.Part<C>> operations, Deadline deadline)
      throws MemoryExhausted {
    Memory memory = new Memory(budget.memoryBytes());
    memory.take(Problem.OPERATION_BYTES * operations.size());
    return new Search<>(model, new Problem<>(model, operations), memory, deadline);
  }

  /**
   * Searches once more to see how explanations end at the completion that nothing explains. That
   * takes no more than it took to find it, so the clock is not asked.
   */
  private <S, C> Counterexample explain(
      SequentialModel<S, C> model,
      Optional<Object> partition,
      List<Problem.Part<C>> operations,
      int furthest) {
    Search<S, C> again;
    try {
      again = search(model, operations, new Deadline(() -> 0, budget.time()));
      again.watch(furthest);
      again.run();
    } catch (MemoryExhausted | Deadline.Passed e) {
      throw new IllegalStateException("the same search took more than before", e);
    }
    Problem<S, C> problem = again.problem();
    int stuck = problem.completions[furthest];
    C call = problem.calls.get(problem.callOf[stuck]);
    Optional<Collection<S>> all =
        PossibleStates.before(model, problem, furthest, EXPLAINED_CONFIGURATIONS_MAX);
    List<Counterexample.Possible> states =
        all.orElseGet(again::watchedStates).stream()
            .limit(Counterexample.STATES_MAX)
            .map(
                state ->
                    new Counterexample.Possible(String.valueOf(state), reason(model, state, call)))
            .toList();
    return new Counterexample(
        partition,
        again.longestExplanation(),
        problem.operations.get(stuck),
        states,
        all.isPresent() && all.get().size() == states.size());
  }

  private static <S, C> String reason(SequentialModel<S, C> model, S state, C call) {
    return ((Step.Rejected<S>) model.step(state, call)).reason().get();
  }
}
