package org.acksiom.linearizability;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.acksiom.linearizability.history.History;
import org.acksiom.linearizability.history.Operation;
import org.acksiom.linearizability.model.Model;

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
  public <S, C> Judgement check(Model<S, C> model, History history) {
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
    return check(model, history, parts);
  }

  /**
   * Checks a history as one, even if the model has independent parts.
   *
   * @throws org.acksiom.linearizability.model.IllegalOperationException if the model has no such
   *     operation
   */
  public <S, C> Judgement checkWhole(Model<S, C> model, History history) {
    List<Problem.Part<C>> whole = new ArrayList<>();
    for (Operation operation : history.operations()) {
      model.call(operation).ifPresent(call -> whole.add(new Problem.Part<>(operation, call)));
    }
    return check(model, history, Map.of(Optional.empty(), whole));
  }

  /**
   * One part that the model cannot explain decides; a part that is undecided leaves the others to
   * be looked at.
   */
  private <S, C> Judgement check(
      Model<S, C> model, History history, Map<Optional<Object>, List<Problem.Part<C>>> parts) {
    Deadline deadline = new Deadline(nanoClock, budget.time());
    long configurations = 0;
    Optional<String> exhausted = Optional.empty();
    Optional<Counterexample> counterexample = Optional.empty();
    for (Map.Entry<Optional<Object>, List<Problem.Part<C>>> part : parts.entrySet()) {
      Search<S, C> search = null;
      try {
        Memory memory = new Memory(budget.memoryBytes());
        search = new Search<>(model, Problem.of(part.getValue()), memory, deadline);
        if (!search.run()) {
          counterexample = Optional.of(search.counterexample(part.getKey()));
        }
      } catch (MemoryExhausted | Deadline.Passed e) {
        exhausted = Optional.of(e.getMessage());
      }
      configurations += search == null ? 0 : search.configurations();
      if (counterexample.isPresent()) {
        exhausted = Optional.empty();
        break;
      }
    }
    Verdict verdict =
        counterexample.isPresent()
            ? Verdict.INVALID
            : exhausted.isPresent() ? Verdict.UNKNOWN : Verdict.VALID;
    return new Judgement(
        verdict, history.operations().size(), configurations, exhausted, counterexample);
  }
}
