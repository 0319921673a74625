package org.acksiom.linearizability;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
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

  /** To find all states in which explanations end. */
  private static final int STATES_CONFIGURATIONS_MAX = 20_000;

  private final SequentialModel<S, C> model;
  private final Problem<S, C> problem;
  private final long memoryBytes;

  /**
   * Where the first completion lies that nothing explains: all before {@code from} are explained,
   * and all with {@code to} are not. The two may be the same.
   */
  record Stuck(int from, int to) {}

  Explanation(SequentialModel<S, C> model, Problem<S, C> problem, long memoryBytes) {
    this.model = model;
    this.problem = problem;
    this.memoryBytes = memoryBytes;
  }

  /** How explanations end between the given completions. */
  Counterexample counterexample(Optional<Object> partition, Stuck known) {
    Stuck stuck = narrowed(known);
    Search<S, C> ends = null;
    Optional<Collection<S>> states = Optional.empty();
    if (stuck.from == stuck.to) {
      ends = ends(stuck.from);
      states = PossibleStates.before(model, problem, stuck.from, STATES_CONFIGURATIONS_MAX);
    }
    Operation operation = problem.operations.get(problem.completions[stuck.to]);
    C call = problem.calls.get(problem.callOf[problem.completions[stuck.to]]);
    boolean ended = ends != null && !ends.longestExplanation().isEmpty();
    List<Counterexample.Possible> possible =
        states.orElseGet(ended ? ends::watchedStates : List::of).stream()
            .filter(state -> model.step(state, call) instanceof Step.Rejected)
            .limit(Counterexample.STATES_MAX)
            .map(state -> new Counterexample.Possible(String.valueOf(state), reason(state, call)))
            .toList();
    return new Counterexample(
        partition,
        ended ? ends.longestExplanation() : explanation(stuck.from),
        operation,
        possible,
        states.isPresent() && states.get().size() == possible.size());
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
  private Search<S, C> ends(int stuck) {
    Search<S, C> search = search(stuck + 1, stuck);
    if (search != null) {
      search.watch(stuck);
      run(search);
    }
    return search;
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
      long configurations = CONFIGURATIONS_MAX + 2L * problem.completions.length;
      return search == null ? Progress.PAUSED : search.run(configurations, Deadline.never());
    } catch (MemoryExhausted e) {
      return Progress.PAUSED;
    } catch (Deadline.Passed e) {
      throw new IllegalStateException(e);
    }
  }

  private String reason(S state, C call) {
    return ((Step.Rejected<S>) model.step(state, call)).reason().get();
  }
}
