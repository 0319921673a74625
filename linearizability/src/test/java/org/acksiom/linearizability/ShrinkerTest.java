package org.acksiom.linearizability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.acksiom.linearizability.NaiveObject.NaiveLog;
import org.acksiom.linearizability.NaiveObject.NaiveMultiRegister;
import org.acksiom.linearizability.NaiveObject.NaiveMutex;
import org.acksiom.linearizability.NaiveObject.NaiveQueue;
import org.acksiom.linearizability.NaiveObject.NaiveRegister;
import org.acksiom.linearizability.history.Event;
import org.acksiom.linearizability.history.History;
import org.acksiom.linearizability.history.Operation;
import org.acksiom.linearizability.model.Dialect;
import org.acksiom.linearizability.model.Models;
import org.acksiom.linearizability.model.SequentialModel;

/** What a shrunk history proves, held against linearizability by its definition. */
class ShrinkerTest {

  private static final int TRIES = 1000;
  private static final int OPERATIONS_MAX = 6;
  private static final int CHECKS_MAX = 1000;
  private static final Budget BUDGET = new Budget(Duration.ofMinutes(1), 1 << 26);
  private static final LongSupplier STOPPED = () -> 0;

  private final Shrinker shrinker = new Shrinker(BUDGET, CHECKS_MAX, STOPPED);

  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void casRegister(@ForAll long seed) {
    compare("cas-register", Dialect.KNOSSOS, seed, () -> new NaiveRegister(0L, true));
  }

  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void casRegisterOfLogs(@ForAll long seed) {
    compare("cas-register", Dialect.JEPSEN_LOG, seed, () -> new NaiveRegister(null, true));
  }

  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void multiRegister(@ForAll long seed) {
    compare("multi-register", Dialect.KNOSSOS, seed, NaiveMultiRegister::new);
  }

  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void mutex(@ForAll long seed) {
    compare("mutex", Dialect.KNOSSOS, seed, NaiveMutex::new);
  }

  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void keyValueStore(@ForAll long seed) {
    compare(
        "kv",
        Dialect.KNOSSOS,
        seed,
        () -> new NaiveKeyValueStore("", NaiveKeyValueStore.Form.ATTRIBUTE));
  }

  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void queue(@ForAll long seed) {
    compare("fifo-queue", Dialect.KNOSSOS, seed, NaiveQueue::new);
  }

  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void log(@ForAll long seed) {
    compare("log", Dialect.KNOSSOS, seed, NaiveLog::new);
  }

  private void compare(String name, Dialect dialect, long seed, Supplier<NaiveObject> fresh) {
    Random random = new Random(seed);
    History history = RandomHistory.of(2 + random.nextInt(OPERATIONS_MAX - 1), random, fresh);
    boolean knossos = dialect == Dialect.KNOSSOS;
    BruteForce definition = new BruteForce(fresh, knossos, !knossos);
    SequentialModel<?, ?> model = Models.named(name, dialect);
    Optional<Counterexample> found = check(model, history).counterexample();
    if (found.isEmpty()) {
      // Weakening never makes a history worse.
      assertThat(definition.isLinearizable(weakened(model, history, kept -> random.nextBoolean())))
          .as(history.events().toString())
          .isTrue();
      return;
    }
    Shrunk shrunk = shrinker.shrink(model, history, found.get()).orElseThrow();
    List<Operation> kept = shrunk.operations();
    assertThat(shrunk.minimal()).isTrue();
    assertThat(history.operations()).containsSubsequence(kept);
    assertThat(definition.isLinearizable(weakened(model, history, kept::contains)))
        .as("%s of %s", kept, history.events())
        .isFalse();
    for (Operation one : kept) {
      assertThat(
              definition.isLinearizable(
                  weakened(model, history, other -> kept.contains(other) && !other.equals(one))))
          .as("%s without %s of %s", kept, one, history.events())
          .isTrue();
    }
    assertExplained(shrunk, history, definition);
  }

  /** The counterexample is one of the kept operations and of others that may have happened. */
  private static void assertExplained(Shrunk shrunk, History history, BruteForce definition) {
    List<Operation> kept = shrunk.operations();
    List<Operation> prefix = shrunk.counterexample().prefix();
    assertThat(kept).contains(shrunk.counterexample().stuck());
    assertThat(prefix).doesNotContain(shrunk.counterexample().stuck()).doesNotHaveDuplicates();
    assertThat(history.operations()).containsAll(prefix);
    List<Operation> heard = new ArrayList<>();
    for (Operation one : prefix) {
      heard.add(
          kept.contains(one)
              ? one
              : new Operation(one.index(), one.invocation(), null, one.invokedAt(), -1));
    }
    assertThat(definition.isExplained(heard)).isTrue();
    assertThat(prefix.stream().map(Operation::invokedAt))
        .allMatch(at -> at < shrunk.counterexample().stuck().completedAt());
    assertThat(shrunk.counterexample().states()).isNotEmpty();
  }

  /**
   * The definition: of an operation that is not kept nobody heard; if it changes nothing, it is not
   * there. Who goes on has a new name, so that it is a history like any other.
   */
  private static <S, C> History weakened(
      SequentialModel<S, C> model, History history, Predicate<Operation> kept) {
    List<Event> events = new ArrayList<>(history.events());
    for (Operation operation : history.operations()) {
      if (!kept.test(operation)) {
        boolean gone = model.call(operation).map(model::isObservation).orElse(true);
        Event begun = operation.invocation();
        Event renamed =
            new Event(
                1000 + operation.index(),
                Event.Type.INVOKE,
                begun.function(),
                begun.value(),
                begun.attributes());
        events.set(operation.invokedAt(), gone ? null : renamed);
        if (operation.completion() != null) {
          events.set(operation.completedAt(), null);
        }
      }
    }
    events.removeIf(event -> event == null);
    return History.of(events);
  }

  private static Judgement check(SequentialModel<?, ?> model, History history) {
    return new LinearizabilityChecker(BUDGET, STOPPED).check(model, history);
  }

  private static Event event(long process, Event.Type type, String function, Object value) {
    return new Event(process, type, function, value, Map.of());
  }

  /** Writes of 0, 1, 2, …, each read twice by clients who come one after another. */
  private static List<Event> writesAndReads(int writes) {
    List<Event> events = new ArrayList<>();
    for (long i = 0; i < writes; i++) {
      events.add(event(i % 5, Event.Type.INVOKE, "write", i));
      events.add(event(i % 5, Event.Type.OK, "write", i));
      for (long reader = 5; reader < 7; reader++) {
        events.add(event(reader, Event.Type.INVOKE, "read", null));
        events.add(event(reader, Event.Type.OK, "read", i));
      }
    }
    return events;
  }

  private static Shrunk shrink(Shrinker shrinker, String model, List<Event> events) {
    SequentialModel<?, ?> named = Models.named(model, Dialect.KNOSSOS);
    History history = History.of(events);
    Counterexample found = check(named, history).counterexample().orElseThrow();
    return shrinker.shrink(named, history, found).orElseThrow();
  }

  @Example
  void staleReadIsShownByTheWriteThatItSawTheNextOneAndItself() {
    List<Event> events = writesAndReads(600);
    events.add(event(5, Event.Type.INVOKE, "read", null));
    events.add(event(5, Event.Type.OK, "read", 500L));
    events.addAll(writesAndReads(10));
    Shrunk shrunk = shrink(shrinker, "register", events);
    assertThat(shrunk.minimal()).isTrue();
    assertThat(shrunk.operations()).hasSize(3);
    assertThat(shrunk.operations()).extracting(Operation::argument).contains(500L);
    assertThat(shrunk.operations().get(2).result()).isEqualTo(500L);
    assertThat(shrunk.counterexample().stuck()).isEqualTo(shrunk.operations().get(2));
    assertThat(shrunk.counterexample().states()).hasSize(1);
  }

  @Example
  void whatNobodyEverWroteIsShownByTheReadAlone() {
    List<Event> events = writesAndReads(100);
    events.add(event(5, Event.Type.INVOKE, "read", null));
    events.add(event(5, Event.Type.OK, "read", -1L));
    assertThat(shrink(shrinker, "register", events).operations())
        .extracting(Operation::result)
        .containsExactly(-1L);
  }

  @Example
  void whatAKeptReadSawIsInTheExplanationThoughItIsNotKept() {
    List<Event> events = new ArrayList<>();
    events.add(event(1, Event.Type.INVOKE, "write", 1L));
    events.add(event(2, Event.Type.INVOKE, "read", null));
    events.add(event(2, Event.Type.OK, "read", 1L));
    events.add(event(2, Event.Type.INVOKE, "read", null));
    events.add(event(2, Event.Type.OK, "read", 0L));
    events.add(event(1, Event.Type.OK, "write", 1L));
    Shrunk shrunk = shrink(shrinker, "register", events);
    assertThat(shrunk.operations()).extracting(Operation::result).containsExactly(1L, 0L);
    assertThat(shrunk.counterexample().prefix())
        .extracting(Operation::function)
        .containsExactly("write", "read");
    assertThat(shrunk.counterexample().states())
        .containsExactly(new Counterexample.Possible("1", "it reads 0, but the register holds 1"));
  }

  @Example
  void operationThatNobodyHeardOfIsNeverKept() {
    List<Event> events = new ArrayList<>();
    events.add(event(1, Event.Type.INVOKE, "write", 1L));
    events.add(event(1, Event.Type.INFO, "write", 1L));
    events.add(event(2, Event.Type.INVOKE, "read", null));
    events.add(event(2, Event.Type.OK, "read", 1L));
    events.add(event(2, Event.Type.INVOKE, "read", null));
    events.add(event(2, Event.Type.OK, "read", 0L));
    assertThat(shrink(shrinker, "register", events).operations())
        .extracting(Operation::result)
        .containsExactly(1L, 0L);
  }

  @Example
  void budgetThatEndsLeavesMoreThanIsNeededAndSaysSo() {
    List<Event> events = writesAndReads(50);
    events.add(event(5, Event.Type.INVOKE, "read", null));
    events.add(event(5, Event.Type.OK, "read", 25L));
    Shrunk least = shrink(shrinker, "register", events);
    Shrunk none = shrink(new Shrinker(BUDGET, 0, STOPPED), "register", events);
    Shrunk few = shrink(new Shrinker(BUDGET, 4, STOPPED), "register", events);
    AtomicLong now = new AtomicLong();
    LongSupplier clock = () -> now.addAndGet(Duration.ofSeconds(25).toNanos());
    Shrunk late = shrink(new Shrinker(BUDGET, CHECKS_MAX, clock), "register", events);
    assertThat(List.of(none, few, late)).extracting(Shrunk::minimal).containsOnly(false);
    assertThat(none.operations()).hasSize(151);
    assertThat(few.operations()).hasSizeBetween(3, 150).containsAll(least.operations());
    assertThat(late.operations()).hasSizeBetween(4, 151);
  }

  @Example
  void memoryThatIsTooLittleForAnythingShowsNothing() {
    SequentialModel<?, ?> model = Models.named("register", Dialect.KNOSSOS);
    List<Event> events = new ArrayList<>(writesAndReads(1));
    events.add(event(5, Event.Type.INVOKE, "read", null));
    events.add(event(5, Event.Type.OK, "read", 25L));
    History history = History.of(events);
    Counterexample found = check(model, history).counterexample().orElseThrow();
    Shrinker poor = new Shrinker(new Budget(Duration.ofSeconds(1), 0), CHECKS_MAX, STOPPED);
    assertThat(poor.shrink(model, history, found)).isEmpty();
  }

  @Example
  void negativeNumberOfChecksIsRefused() {
    assertThatThrownBy(() -> new Shrinker(BUDGET, -1, STOPPED))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-1");
  }

  @Example
  void partOfAHistoryHasItsEventsInOrderAndItsOperationsRenumbered() {
    List<Event> events = writesAndReads(2);
    History part =
        History.of(events)
            .part(
                operation ->
                    switch (operation.index()) {
                      case 1, 4 -> History.Kept.NOTHING;
                      case 2 -> History.Kept.INVOCATION;
                      default -> History.Kept.WHOLE;
                    });
    assertThat(part.events())
        .containsExactly(
            events.get(0),
            events.get(1),
            events.get(4),
            events.get(6),
            events.get(7),
            events.get(10),
            events.get(11));
    assertThat(part.operations())
        .containsExactly(
            new Operation(0, events.get(0), events.get(1), 0, 1),
            new Operation(1, events.get(4), null, 2, -1),
            new Operation(2, events.get(6), events.get(7), 3, 4),
            new Operation(3, events.get(10), events.get(11), 5, 6));
  }
}
