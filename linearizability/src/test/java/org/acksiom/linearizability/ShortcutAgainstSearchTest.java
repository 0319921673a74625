package org.acksiom.linearizability;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.statistics.Statistics;
import org.acksiom.linearizability.history.Event;
import org.acksiom.linearizability.history.History;
import org.acksiom.linearizability.history.Operation;
import org.acksiom.linearizability.model.Call;
import org.acksiom.linearizability.model.Dialect;
import org.acksiom.linearizability.model.Model;
import org.acksiom.linearizability.model.Models;
import org.acksiom.linearizability.model.SequentialModel;
import org.acksiom.linearizability.model.Shape;
import org.acksiom.linearizability.model.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Wherever there is a shortcut, it says what the search says: whether the history is linearizable,
 * and which completion is the first that nothing explains. And the order that it gives is one.
 */
class ShortcutAgainstSearchTest {

  private static final int TRIES = 8_000;
  private static final int DEEP_TRIES = 200_000;
  private static final int OPERATIONS_MIN = 4;
  private static final int OPERATIONS_MAX = 10;

  private static final int LONG_TRIES = 40;
  private static final int LONG_OPERATIONS = 300;

  /** What is known about one history. */
  enum Result {
    VALID,
    INVALID,
    /** From which completion on, the shortcut does not say. */
    INVALID_SOMEWHERE,
    NOT_APPLICABLE,
    /** The search would have to remember too much. */
    UNSEARCHED
  }

  /** What histories are of. */
  enum Kind {
    REGISTER(Models.named("register", Dialect.KNOSSOS), () -> new UniqueObject.Register(false)),
    CAS_REGISTER(
        Models.named("cas-register", Dialect.KNOSSOS), () -> new UniqueObject.Register(true)),
    LOG(Models.named("log", Dialect.KNOSSOS), () -> new UniqueObject.Log(true)),
    LOG_WITHOUT_OFFSETS(Models.named("log", Dialect.KNOSSOS), () -> new UniqueObject.Log(false)),
    FIFO_QUEUE(Models.named("fifo-queue", Dialect.KNOSSOS), () -> new UniqueObject.Queue(true)),
    UNORDERED_QUEUE(Models.named("queue", Dialect.KNOSSOS), () -> new UniqueObject.Queue(false)),
    BAG(new Bag(), () -> new UniqueObject.Queue(false));

    private final SequentialModel<?, ?> model;
    private final Supplier<UniqueObject> object;

    Kind(SequentialModel<?, ?> model, Supplier<UniqueObject> object) {
      this.model = model;
      this.object = object;
    }
  }

  /** A queue of which any element is taken: all the states that it may be in, sorted. */
  private static final class Bag implements Model<Set<List<Long>>> {
    @Override
    public Set<List<Long>> initialState() {
      return Set.of(List.of());
    }

    @Override
    public Step<Set<List<Long>>> step(Set<List<Long>> state, Call call) {
      Set<List<Long>> next = new HashSet<>();
      for (List<Long> elements : state) {
        if (call.function().equals("enqueue")) {
          next.add(with(elements, (Long) call.argument()));
        } else if (!call.isHeard()) {
          next.add(elements);
          elements.forEach(element -> next.add(without(elements, element)));
        } else if (call.result() == null ? elements.isEmpty() : elements.contains(call.result())) {
          next.add(without(elements, call.result()));
        }
      }
      return next.isEmpty() ? Step.rejected("it dequeues " + call.result()) : Step.to(next);
    }

    private static List<Long> with(List<Long> elements, Long element) {
      List<Long> more = new ArrayList<>(elements);
      more.add(element);
      Collections.sort(more);
      return more;
    }

    private static List<Long> without(List<Long> elements, Object element) {
      List<Long> less = new ArrayList<>(elements);
      less.remove(element);
      return less;
    }

    @Override
    public Optional<Shape<Call>> shape() {
      return Optional.of(new Shape.OfQueue<>(false, call -> Optional.of(action(call))));
    }

    private static Shape.QueueAction action(Call call) {
      if (call.function().equals("enqueue")) {
        return new Shape.QueueAction.Enqueue(call.argument());
      }
      if (!call.isHeard()) {
        return new Shape.QueueAction.DequeueUnheard();
      }
      return call.result() == null
          ? new Shape.QueueAction.DequeueNothing()
          : new Shape.QueueAction.Dequeue(call.result());
    }
  }

  private final LinearizabilityChecker checker =
      new LinearizabilityChecker(new Budget(Duration.ofMinutes(1), 1 << 24), () -> 0);

  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void register(@ForAll long seed) {
    count(compare(Kind.REGISTER, seed));
  }

  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void casRegister(@ForAll long seed) {
    count(compare(Kind.CAS_REGISTER, seed));
  }

  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void log(@ForAll long seed) {
    count(compare(Kind.LOG, seed));
  }

  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void logWithoutOffsets(@ForAll long seed) {
    count(compare(Kind.LOG_WITHOUT_OFFSETS, seed));
  }

  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void fifoQueue(@ForAll long seed) {
    count(compare(Kind.FIFO_QUEUE, seed));
  }

  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void unorderedQueue(@ForAll long seed) {
    count(compare(Kind.UNORDERED_QUEUE, seed));
  }

  @Property(tries = TRIES / 4, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void bag(@ForAll long seed) {
    count(compare(Kind.BAG, seed));
  }

  /** Shortcuts that hardly ever apply, or always say the same, would pass as well. */
  private static void count(Result result) {
    Statistics.collect(result);
    Statistics.coverage(
        coverage -> {
          coverage.check(Result.VALID).percentage(p -> p > 10);
          coverage.check(Result.INVALID).percentage(p -> p > 5);
          coverage.check(Result.INVALID_SOMEWHERE).percentage(p -> p < 1);
          coverage.check(Result.NOT_APPLICABLE).percentage(p -> p < 20);
          coverage.check(Result.UNSEARCHED).percentage(p -> p < 1);
        });
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"REGISTER", "CAS_REGISTER", "LOG"})
  void longHistories(Kind kind) {
    assertThat(compareLong(kind))
        .contains(Result.VALID, Result.INVALID)
        .doesNotContain(Result.UNSEARCHED);
  }

  /** The search gives up on many; then the shortcut's order is what tells. */
  @Test
  void longQueues() {
    assertThat(compareLong(Kind.FIFO_QUEUE)).isNotEqualTo(Set.of(Result.NOT_APPLICABLE));
  }

  private Set<Result> compareLong(Kind kind) {
    Set<Result> results = EnumSet.noneOf(Result.class);
    for (long seed = 0; seed < LONG_TRIES; seed++) {
      History history = UniqueHistory.of(LONG_OPERATIONS, new Random(seed), kind.object);
      results.add(compare(kind.model, history, kind + " " + seed));
    }
    return results;
  }

  @Test
  @EnabledIfSystemProperty(named = "acksiom.deep", matches = "true")
  void manyMore() {
    for (Kind kind : Kind.values()) {
      for (long seed = 0; seed < DEEP_TRIES; seed++) {
        compare(kind, seed);
      }
    }
  }

  private Result compare(Kind kind, long seed) {
    Random random = new Random(seed);
    int operations = random.nextInt(OPERATIONS_MIN, OPERATIONS_MAX + 1);
    History history = UniqueHistory.of(operations, random, kind.object);
    return compare(kind.model, history, kind + " " + seed);
  }

  private <S, C> Result compare(SequentialModel<S, C> model, History history, String name) {
    String all = name + ": " + history.events();
    List<Operation> operations = new ArrayList<>();
    Optional<Shortcut> found = shortcut(model, history, operations);
    if (found.isEmpty()) {
      return Result.NOT_APPLICABLE;
    }
    Shortcut shortcut = found.get();
    Judgement judgement = checker.checkWhole(model, history);
    boolean searched = judgement.verdict() != Verdict.UNKNOWN;
    try {
      boolean valid = shortcut.explains(Shortcut.END);
      if (searched) {
        assertThat(valid).as(all).isEqualTo(judgement.verdict() == Verdict.VALID);
      }
      OptionalInt first = shortcut.firstUnexplained();
      int cut = Shortcut.END;
      if (valid) {
        assertThat(first).as(all).isEmpty();
      } else if (first.isPresent()) {
        cut = operations.get(first.getAsInt()).completedAt();
        if (searched) {
          assertThat(cut).as(all).isEqualTo(judgement.counterexample().get().stuck().completedAt());
        }
      }
      if (valid || first.isPresent()) {
        List<Operation> order =
            Arrays.stream(shortcut.order(cut)).mapToObj(operations::get).toList();
        assertThat(isLinearization(model, order, operations, cut))
            .as(all + " before " + cut + " as " + order)
            .isTrue();
      }
      if (!searched) {
        return Result.UNSEARCHED;
      }
      if (valid) {
        return Result.VALID;
      }
      return first.isPresent() ? Result.INVALID : Result.INVALID_SOMEWHERE;
    } catch (Deadline.Passed e) {
      throw new AssertionError(all, e);
    }
  }

  private static <S, C> Optional<Shortcut> shortcut(
      SequentialModel<S, C> model, History history, List<Operation> operations) {
    List<C> calls = new ArrayList<>();
    for (Operation operation : history.operations()) {
      model
          .call(operation)
          .ifPresent(
              call -> {
                operations.add(operation);
                calls.add(call);
              });
    }
    try {
      return Shortcut.of(
          model.shape().get(),
          calls,
          Spans.of(operations),
          new Memory(Long.MAX_VALUE),
          Deadline.never());
    } catch (MemoryExhausted | Deadline.Passed e) {
      throw new AssertionError(e);
    }
  }

  /** By definition: it has all that completed, it is legal, and nobody waited for a later one. */
  private static <S, C> boolean isLinearization(
      SequentialModel<S, C> model, List<Operation> order, List<Operation> operations, int cut) {
    Set<Operation> ordered = new LinkedHashSet<>(order);
    S state = model.initialState();
    int invoked = -1;
    for (Operation operation : order) {
      invoked = Math.max(invoked, operation.invokedAt());
      boolean completed = operation.outcome() != Event.Type.INFO;
      if ((completed && operation.completedAt() < invoked)
          || operation.invokedAt() >= cut
          || !(model.step(state, model.call(operation).get()) instanceof Step.Next<S> next)) {
        return false;
      }
      state = next.state();
    }
    boolean all =
        operations.stream()
            .filter(o -> o.outcome() != Event.Type.INFO && o.completedAt() < cut)
            .allMatch(ordered::contains);
    return all && ordered.size() == order.size();
  }
}
