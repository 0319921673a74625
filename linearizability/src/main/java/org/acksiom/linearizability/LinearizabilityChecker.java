package org.acksiom.linearizability;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.acksiom.linearizability.history.History;
import org.acksiom.linearizability.history.Operation;
import org.acksiom.linearizability.model.SequentialModel;

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
  private final int workers;
  private final Check.Settings settings;

  /**
   * A checker that ends when its budget does, and uses the thread that calls it.
   *
   * @param budget for each check
   * @param nanoClock the time in nanoseconds from any origin, such as {@code System::nanoTime}
   */
  public LinearizabilityChecker(Budget budget, LongSupplier nanoClock) {
    this(budget, nanoClock, 1);
  }

  /**
   * The same with several threads, which are only begun for histories that are hard. The result is
   * the same for any number of them, unless time runs out.
   *
   * @param budget for each check
   * @param nanoClock the time in nanoseconds from any origin, such as {@code System::nanoTime}
   * @param workers at least 1; the model is asked by several threads at a time if more than 1
   */
  public LinearizabilityChecker(Budget budget, LongSupplier nanoClock, int workers) {
    this(budget, nanoClock, workers, Check.Settings.USUAL);
  }

  LinearizabilityChecker(
      Budget budget, LongSupplier nanoClock, int workers, Check.Settings settings) {
    if (workers < 1) {
      throw new IllegalArgumentException("expected at least 1 worker, found " + workers);
    }
    this.budget = budget;
    this.nanoClock = nanoClock;
    this.workers = workers;
    this.settings = settings;
  }

  /**
   * Checks a history part by part where the model has independent parts, and else whole. By Herlihy
   * and Wing's locality the verdict is the same as that of {@link #checkWhole}.
   *
   * @param <S> the model's states
   * @param <C> the model's calls
   * @param model what the object is to be
   * @param history what clients did and were told
   * @throws org.acksiom.linearizability.model.IllegalOperationException if the model has no such
   *     operation
   */
  public <S, C> Judgement check(SequentialModel<S, C> model, History history) {
    return withinTheHeap(history, () -> checkParts(model, history));
  }

  private <S, C> Judgement checkParts(SequentialModel<S, C> model, History history) {
    Map<Optional<Object>, List<Problem.Part<C>>> parts = new LinkedHashMap<>();
    for (Operation operation : history.operations()) {
      Optional<C> call = model.call(operation);
      if (call.isPresent()) {
        parts
            .computeIfAbsent(model.partition(call.get()), key -> new ArrayList<>())
            .add(new Problem.Part<>(operation, call.get()));
      }
    }
    List<Check.Part<C>> named = new ArrayList<>();
    parts.forEach((name, operations) -> named.add(new Check.Part<>(name, operations)));
    return check(model, history, named, settings);
  }

  /**
   * Checks a history as one and by a search, even if the model has independent parts, or there is a
   * shortcut.
   *
   * @param <S> the model's states
   * @param <C> the model's calls
   * @param model what the object is to be
   * @param history what clients did and were told
   * @throws org.acksiom.linearizability.model.IllegalOperationException if the model has no such
   *     operation
   */
  public <S, C> Judgement checkWhole(SequentialModel<S, C> model, History history) {
    return withinTheHeap(history, () -> checkOne(model, history));
  }

  private <S, C> Judgement checkOne(SequentialModel<S, C> model, History history) {
    List<Problem.Part<C>> whole = new ArrayList<>();
    for (Operation operation : history.operations()) {
      model.call(operation).ifPresent(call -> whole.add(new Problem.Part<>(operation, call)));
    }
    List<Check.Part<C>> one = List.of(new Check.Part<>(Optional.empty(), whole));
    return check(model, history, one, settings.withoutShortcuts());
  }

  private <S, C> Judgement check(
      SequentialModel<S, C> model, History history, List<Check.Part<C>> parts, Check.Settings how) {
    int operations = history.operations().size();
    Deadline deadline = Deadline.in(budget.time(), nanoClock);
    try (Workers hands = new Workers(workers)) {
      return new Check<>(model, operations, budget.memoryBytes(), deadline, hands, how)
          .judge(parts);
    }
  }

  /** The heap is too small where it is smaller than the budget, or states than the model says. */
  private static Judgement withinTheHeap(History history, Supplier<Judgement> check) {
    try {
      return check.get();
    } catch (OutOfMemoryError e) {
      return new Judgement(
          Verdict.UNKNOWN,
          history.operations().size(),
          0,
          Optional.of("the heap is full"),
          Optional::empty,
          Optional::empty);
    }
  }
}
