package org.acksiom.linearizability;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.acksiom.linearizability.model.SequentialModel;
import org.acksiom.linearizability.model.Step;

/**
 * All states in which explanations may leave the object before some completion, breadth first from
 * completion to completion, with none of the savings of {@link Search}: what is not needed may
 * still have happened.
 */
final class PossibleStates<S, C> {
  private static final int STEPS_PER_CONFIGURATION = 64;

  /** A configuration of so many bits counts as one. */
  private static final int BITS_FREE = 1 << 12;

  private final SequentialModel<S, C> model;
  private final Problem<S, C> problem;
  private int left;

  /** How often the model may still be asked. */
  private long stepsLeft;

  /** What was invoked before the next completion and did not complete. */
  private final BitSet open = new BitSet();

  /**
   * How things may stand.
   *
   * @param taken the operations under way, or crashed, that have taken effect
   */
  private record Configuration<S>(S state, BitSet taken) {}

  private PossibleStates(
      SequentialModel<S, C> model, Problem<S, C> problem, int configurationsMax) {
    this.model = model;
    this.problem = problem;
    this.left = configurationsMax;
    this.stepsLeft = (long) STEPS_PER_CONFIGURATION * configurationsMax;
  }

  /**
   * The states before a completion that nothing explains.
   *
   * @param stuck its place among the completions
   * @param configurationsMax how many configurations there may be
   * @return empty if that was too few
   */
  static <S, C> Optional<Collection<S>> before(
      SequentialModel<S, C> model, Problem<S, C> problem, int stuck, int configurationsMax) {
    return new PossibleStates<>(model, problem, configurationsMax).before(stuck);
  }

  private Optional<Collection<S>> before(int stuck) {
    Set<Configuration<S>> possible =
        Set.of(new Configuration<>(model.initialState(), new BitSet()));
    for (int level = 0; level <= stuck; level++) {
      Set<Configuration<S>> reached = closure(possible, level);
      if (isTooMuch()) {
        return Optional.empty();
      }
      int due = problem.completions[level];
      if (level == stuck) {
        Set<S> states = new LinkedHashSet<>();
        reached.forEach(configuration -> states.add(configuration.state));
        return Optional.of(states);
      }
      possible = new LinkedHashSet<>();
      for (Configuration<S> configuration : reached) {
        if (configuration.taken.get(due)) {
          BitSet taken = (BitSet) configuration.taken.clone();
          taken.clear(due);
          possible.add(new Configuration<>(configuration.state, taken));
        }
      }
    }
    throw new IllegalArgumentException("no such completion: " + stuck);
  }

  /** All that may follow before that completion. */
  private Set<Configuration<S>> closure(Set<Configuration<S>> from, int level) {
    Set<Configuration<S>> reached = new LinkedHashSet<>(from);
    Deque<Configuration<S>> fresh = new ArrayDeque<>(from);
    open.set(level == 0 ? 0 : problem.invokedBefore[level - 1], problem.invokedBefore[level]);
    int[] underWay = open.stream().toArray();
    open.clear(problem.completions[level]);
    while (!fresh.isEmpty() && !isTooMuch()) {
      Configuration<S> configuration = fresh.remove();
      Set<Integer> crashClasses = new HashSet<>();
      for (int operation : underWay) {
        int crashClass = problem.crashClassOf[operation];
        stepsLeft--;
        if (!isTooMuch()
            && !configuration.taken.get(operation)
            && (crashClass == Problem.COMPLETED || crashClasses.add(crashClass))
            && model.step(configuration.state, problem.calls.get(problem.callOf[operation]))
                instanceof Step.Next<S> next) {
          BitSet taken = (BitSet) configuration.taken.clone();
          taken.set(operation);
          Configuration<S> following = new Configuration<>(next.state(), taken);
          if (reached.add(following)) {
            fresh.add(following);
            left -= cost(following);
          }
        }
      }
    }
    return reached;
  }

  private boolean isTooMuch() {
    return left < 0 || stepsLeft < 0;
  }

  /** One, or more if its bits take more than those of a small history. */
  private static <S> int cost(Configuration<S> configuration) {
    return 1 + configuration.taken.size() / BITS_FREE;
  }
}
