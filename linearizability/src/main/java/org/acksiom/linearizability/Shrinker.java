package org.acksiom.linearizability;

import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.acksiom.linearizability.history.Event;
import org.acksiom.linearizability.history.History;
import org.acksiom.linearizability.history.History.Kept;
import org.acksiom.linearizability.history.Operation;
import org.acksiom.linearizability.model.SequentialModel;

/**
 * Finds in a history that is not linearizable a few operations that show it.
 *
 * <p>To leave operations out at will proves nothing: without the write that it saw, no read has an
 * explanation. So what is not kept is <em>weakened</em>, never ruled out. An observation, such as a
 * read, is dropped: what is explained with it is explained without it. Any other operation may take
 * effect at any time after its invocation or never, as if nobody had heard what became of it. And
 * what was invoked after the last kept operation completed is dropped: it came too late to help.
 * Each of these allows whatever was allowed before. So if the weakened history is not linearizable,
 * no history with the kept operations in it is: not the whole one, and not these alone.
 *
 * <p>What is kept is minimal: weaken one operation more, and there is an explanation. (Where many
 * are weakened, it may be one in which some of them take effect more than once, which is quicker to
 * search.) It need not be the smallest such choice; updates are kept rather than observations, and
 * operations that share a value with the one that cannot be placed, or completed close to it,
 * rather than others.
 *
 * <p>This is the search for a minimal unsatisfiable core, by QuickXplain (Junker, "QuickXplain:
 * preferred explanations and relaxations", 2004): O(k + k log(n/k)) checks to keep {@code k} of
 * {@code n} operations. Each is a check of its own, which weakened operations may make a long one.
 * If its budget ends one, what it tried to weaken is kept.
 *
 * <p>A model is taken at its word: an operation of which nobody heard does what it may have done
 * whatever was heard, and an {@linkplain SequentialModel#isObservation observation} changes
 * nothing.
 */
public final class Shrinker {

  /** No check takes more than this part of the time for all ... */
  private static final int HARD_CHECKS = 64;

  /** ... and none takes more memory: most of those that need more don't end anyway. */
  private static final long HARD_CHECK_BYTES = 1 << 24;

  /**
   * Where more operations are weakened, they may take effect again and again if that can be
   * searched.
   */
  private static final int COUNTED_MAX = 40;

  private final Budget budget;
  private final int checksMax;
  private final LongSupplier nanoClock;

  /**
   * A shrinker that ends when its budget does, with what it has by then.
   *
   * @param budget time for all checks of a history, and memory for each of them
   * @param checksMax how many checks; not negative
   * @param nanoClock the time in nanoseconds from any origin, such as {@code System::nanoTime}
   */
  public Shrinker(Budget budget, int checksMax, LongSupplier nanoClock) {
    if (checksMax < 0) {
      throw new IllegalArgumentException("a number of checks cannot be negative: " + checksMax);
    }
    this.budget = budget;
    this.checksMax = checksMax;
    this.nanoClock = nanoClock;
  }

  /**
   * Shrinks a history that was found not to be linearizable.
   *
   * @param <S> the model's states
   * @param <C> the model's calls
   * @param model the object as it should be
   * @param history all that was recorded of it
   * @param found the counterexample of a check of this history by this model
   * @return empty if the budget does not even last to explain what is left
   */
  public <S, C> Optional<Shrunk> shrink(
      SequentialModel<S, C> model, History history, Counterexample found) {
    return new Shrinking<>(model, history, found).shrunk();
  }

  /** One history's way to its core. */
  private final class Shrinking<S, C> {
    private final SequentialModel<S, C> model;
    private final History history;

    /** The calls of the operations that may be kept. */
    private final Map<Integer, C> calls = new LinkedHashMap<>();

    private final BitSet observing = new BitSet();

    /** The calls of those that may be weakened, as if nobody had heard of them. */
    private final Map<Integer, C> weakened = new LinkedHashMap<>();

    /** The operations that may be kept, which together are enough; the dearest first. */
    private final List<Operation> observations = new ArrayList<>();

    private final List<Operation> updates = new ArrayList<>();

    private final Reachability<S, C> reachability;
    private final long start = nanoClock.getAsLong();
    private int checksLeft = checksMax;
    private boolean minimal = true;

    Shrinking(SequentialModel<S, C> model, History history, Counterexample found) {
      this.model = model;
      this.history = history;
      int end = found.stuck().completedAt();
      for (Operation operation : history.operations()) {
        Optional<C> call = model.call(operation);
        if (call.isEmpty() || !isConcerned(call.get(), found)) {
          continue;
        }
        observing.set(operation.index(), model.isObservation(call.get()));
        if (operation.outcome() != Event.Type.INFO && operation.invokedAt() < end) {
          (observing.get(operation.index()) ? observations : updates).add(operation);
          calls.put(operation.index(), call.get());
        }
        if (!observing.get(operation.index())) {
          model.call(unheard(operation)).ifPresent(it -> weakened.put(operation.index(), it));
        }
      }
      Set<Object> heard = values(found.stuck());
      Comparator<Operation> dearest =
          Comparator.<Operation, Boolean>comparing(operation -> operation.completedAt() > end)
              .thenComparing(operation -> Collections.disjoint(values(operation), heard))
              .thenComparing(operation -> Math.abs(end - operation.completedAt()));
      observations.sort(dearest);
      updates.sort(dearest);
      reachability = new Reachability<>(model, calls, weakened);
    }

    private boolean isConcerned(C call, Counterexample found) {
      return found.partition().isEmpty() || model.partition(call).equals(found.partition());
    }

    private static Operation unheard(Operation operation) {
      return new Operation(
          operation.index(), operation.invocation(), null, operation.invokedAt(), -1);
    }

    private static Set<Object> values(Operation operation) {
      Set<Object> values = new HashSet<>();
      addValues(operation.argument(), values);
      addValues(operation.result(), values);
      values.remove(null);
      return values;
    }

    private static void addValues(Object value, Set<Object> values) {
      if (value instanceof Collection<?> several) {
        several.forEach(one -> addValues(one, values));
      } else if (value instanceof Map<?, ?> map) {
        map.values().forEach(one -> addValues(one, values));
      } else {
        values.add(value);
      }
    }

    /** Observations go first, and so updates are kept rather than those. */
    Optional<Shrunk> shrunk() {
      int enough = enough();
      List<Operation> some = first(enough, updates);
      List<Operation> kept = new ArrayList<>(needed(some, true, first(enough, observations)));
      kept.addAll(needed(kept, true, some));
      kept.sort(Comparator.comparing(Operation::index));
      return explained(kept).map(found -> new Shrunk(kept, found, minimal));
    }

    private static List<Operation> first(int size, List<Operation> operations) {
      return operations.subList(0, Math.min(size, operations.size()));
    }

    /** So many of the dearest observations and as many updates are enough. */
    private int enough() {
      int all = Math.max(observations.size(), updates.size());
      int size = 1;
      while (size < all
          && !cannotBeExplained(union(first(size, updates), first(size, observations)))) {
        size *= 2;
      }
      minimal = true; // nothing was given up yet
      return size;
    }

    /**
     * A minimal choice of operations that together with others cannot be explained.
     *
     * @param others what is kept anyway
     * @param unproven whether these may be enough
     * @param from operations that are enough together with the others, the dearest first
     */
    private List<Operation> needed(List<Operation> others, boolean unproven, List<Operation> from) {
      if (from.isEmpty() || (unproven && cannotBeExplained(others))) {
        return List.of();
      }
      if (from.size() == 1 || checksLeft == 0) {
        minimal &= from.size() == 1;
        return from;
      }
      List<Operation> dear = from.subList(0, from.size() / 2);
      List<Operation> cheap =
          needed(union(others, dear), true, from.subList(dear.size(), from.size()));
      return union(needed(union(others, cheap), !cheap.isEmpty(), dear), cheap);
    }

    private static List<Operation> union(List<Operation> some, List<Operation> more) {
      List<Operation> all = new ArrayList<>(some);
      all.addAll(more);
      return all;
    }

    private boolean cannotBeExplained(List<Operation> kept) {
      Duration left = budget.time().minusNanos(nanoClock.getAsLong() - start);
      if (checksLeft == 0 || left.isNegative()) {
        checksLeft = 0;
        minimal = false;
        return false;
      }
      checksLeft--;
      List<Operation> helping = helping(kept);
      Optional<Boolean> excluded = reachability.excludes(kept, helping);
      if (excluded.isPresent() && (excluded.get() || helping.size() > COUNTED_MAX)) {
        return excluded.get();
      }
      Duration most = budget.time().dividedBy(HARD_CHECKS);
      Budget some =
          new Budget(
              left.compareTo(most) < 0 ? left : most,
              Math.min(budget.memoryBytes(), HARD_CHECK_BYTES));
      Verdict verdict = check(weakened(kept, helping), some).verdict();
      minimal &= verdict != Verdict.UNKNOWN;
      return verdict == Verdict.INVALID;
    }

    private Judgement check(History part, Budget limit) {
      return new LinearizabilityChecker(limit, nanoClock).check(model, part);
    }

    /** The operations that may or may not take effect where some are kept. */
    private List<Operation> helping(List<Operation> kept) {
      BitSet whole = indices(kept);
      int end = kept.stream().mapToInt(Operation::completedAt).max().orElse(0);
      return history.operations().stream()
          .filter(operation -> weakened.containsKey(operation.index()))
          .filter(operation -> operation.invokedAt() < end && !whole.get(operation.index()))
          .toList();
    }

    private History weakened(List<Operation> kept, List<Operation> others) {
      BitSet whole = indices(kept);
      BitSet helping = indices(others);
      return history.part(
          operation ->
              whole.get(operation.index())
                  ? Kept.WHOLE
                  : helping.get(operation.index()) ? Kept.INVOCATION : Kept.NOTHING);
    }

    private static BitSet indices(List<Operation> operations) {
      BitSet indices = new BitSet();
      operations.forEach(operation -> indices.set(operation.index()));
      return indices;
    }

    /**
     * Where explanations of these operations end: of these alone, unless that is before the last of
     * them. What one of them needs is added then, one by one.
     */
    private Optional<Counterexample> explained(List<Operation> kept) {
      List<Operation> helping = helping(kept);
      List<Operation> added = new ArrayList<>();
      int end = kept.stream().mapToInt(Operation::completedAt).max().orElse(0);
      while (true) {
        Optional<Counterexample> found = counterexample(kept, added);
        if (found.isEmpty() || found.get().stuck().completedAt() == end) {
          return found;
        }
        Operation stuck = found.get().stuck();
        Optional<Operation> needed =
            helping.stream()
                .filter(operation -> operation.invokedAt() < stuck.completedAt())
                .filter(operation -> !added.contains(operation))
                .filter(operation -> !Collections.disjoint(values(operation), values(stuck)))
                .reduce((first, second) -> second);
        if (needed.isEmpty() || added.size() > kept.size()) {
          return found;
        }
        added.add(needed.get());
      }
    }

    private Optional<Counterexample> counterexample(List<Operation> kept, List<Operation> added) {
      List<Operation> both = union(kept, added);
      both.sort(Comparator.comparing(Operation::index));
      return check(weakened(kept, added), budget)
          .counterexample()
          .map(
              found ->
                  new Counterexample(
                      found.partition(),
                      found.prefix().stream().map(one -> both.get(one.index())).toList(),
                      both.get(found.stuck().index()),
                      found.states(),
                      found.complete()));
    }
  }
}
