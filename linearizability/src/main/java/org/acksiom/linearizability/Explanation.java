package org.acksiom.linearizability;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.acksiom.linearizability.Way.Progress;
import org.acksiom.linearizability.history.Operation;
import org.acksiom.linearizability.model.SequentialModel;
import org.acksiom.linearizability.model.Step;

/**
 * Finds out where and how the explanations of a part end that the model does not explain, in a
 * bounded number of steps.
 */
final class Explanation<S, C> {
  /** To find the first completion that nothing explains, and the longest explanation before it. */
  private static final long CONFIGURATIONS_MAX = 1 << 18;

  /** Where there are more choices, there may be fewer configurations. */
  private static final int CHOICES_FREE = 16;

  /** To find all states in which explanations end. */
  private static final int STATES_CONFIGURATIONS_MAX = 20_000;

  private final SequentialModel<S, C> model;
  private final Optional<Object> partition;
  private final Problem<S, C> problem;
  private final long memoryBytes;

  /**
   * Where the first completion lies that nothing explains: all before {@code from} are explained,
   * and all with {@code to} are not. The two may be the same.
   */
  record Stuck(int from, int to) {}

  Explanation(SequentialModel<S, C> model, Check.Part<C> part, long memoryBytes) {
    this.model = model;
    this.partition = part.name();
    this.problem = new Problem<>(model, part.operations());
    this.memoryBytes = memoryBytes;
  }

  /** How explanations end in a part that a shortcut has decided. */
  Counterexample counterexample(Unsearched unsearched) {
    Optional<Operation> stuck = unsearched.firstUnexplained();
    if (stuck.isEmpty()) {
      return counterexample(new Stuck(0, problem.completions.length - 1));
    }
    int level = problem.levelOf[problem.operations.indexOf(stuck.get())];
    List<Operation> prefix = unsearched.explanationBefore(stuck.get());
    return counterexample(
        level,
        prefix,
        () -> {
          S state = model.initialState();
          for (Operation operation : prefix) {
            C call = model.call(operation).orElseThrow();
            state = ((Step.Next<S>) model.step(state, call)).state();
          }
          return List.of(state);
        });
  }

  /** How explanations end between the given completions. */
  Counterexample counterexample(Stuck known) {
    Stuck stuck = narrowed(known);
    Optional<Search<S, C>> ends = stuck.from == stuck.to ? ends(stuck.from) : Optional.empty();
    return ends.isPresent()
        ? counterexample(stuck.to, ends.get().longestExplanation(), ends.get()::watchedStates)
        : new Counterexample(
            partition, explanation(stuck.from), completed(stuck.to), List.of(), false);
  }

  /**
   * How explanations end at a completion.
   *
   * @param some states there, if it takes too long to find all
   */
  private Counterexample counterexample(
      int level, List<Operation> prefix, Supplier<Collection<S>> some) {
    Optional<Collection<S>> all =
        PossibleStates.before(model, problem, level, STATES_CONFIGURATIONS_MAX);
    C call = problem.calls.get(problem.callOf[problem.completions[level]]);
    List<Counterexample.Possible> states = new ArrayList<>();
    for (S state : all.orElseGet(some)) {
      if (states.size() < Counterexample.STATES_MAX) {
        String reason = ((Step.Rejected<S>) model.step(state, call)).reason().get();
        states.add(new Counterexample.Possible(String.valueOf(state), reason));
      }
    }
    boolean complete = all.isPresent() && all.get().size() == states.size();
    return new Counterexample(partition, prefix, completed(level), states, complete);
  }

  private Operation completed(int level) {
    return problem.operations.get(problem.completions[level]);
  }

  private Stuck narrowed(Stuck known) {
    int from = known.from;
    int to = known.to;
    while (from < to) {
      int middle = (from + to) >>> 1;
      Progress progress = run(search(middle + 1, middle + 1));
      if (progress == Progress.PAUSED) {
        return new Stuck(from, to);
      }
      if (progress == Progress.EXPLAINED) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return new Stuck(from, to);
  }

  /** A search that has watched how explanations end at a completion that nothing explains. */
  private Optional<Search<S, C>> ends(int stuck) {
    Search<S, C> search = search(stuck + 1, stuck);
    if (search != null) {
      search.watch(stuck);
      run(search);
    }
    return search == null || search.watchedStates().isEmpty()
        ? Optional.empty()
        : Optional.of(search);
  }

  /** An order that explains all that was heard before a completion; empty if none was found. */
  private List<Operation> explanation(int before) {
    Search<S, C> search = search(before, before);
    return run(search) == Progress.EXPLAINED ? search.explanation() : List.of();
  }

  /** {@code null} if there is no memory for one. */
  private Search<S, C> search(int end, int foreseen) {
    try {
      return new Search<>(
          model, problem, end, foreseen, Search.SETBACKS_MIN, new Memory(memoryBytes));
    } catch (MemoryExhausted e) {
      return null;
    }
  }

  private Progress run(Search<S, C> search) {
    try {
      long choices = 1L + (problem.slots + problem.crashed.length) / CHOICES_FREE;
      long configurations = CONFIGURATIONS_MAX / choices + 2L * problem.completions.length;
      return search == null ? Progress.PAUSED : search.run(configurations, Deadline.never());
    } catch (MemoryExhausted e) {
      return Progress.PAUSED;
    } catch (Deadline.Passed e) {
      throw new IllegalStateException(e);
    }
  }
}
