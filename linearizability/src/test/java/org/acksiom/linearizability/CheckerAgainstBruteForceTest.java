package org.acksiom.linearizability;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.statistics.Statistics;
import org.acksiom.linearizability.history.History;
import org.acksiom.linearizability.history.Operation;
import org.acksiom.linearizability.model.SequentialModel;

/**
 * On random small histories of every model the checker says what the definition of linearizability
 * says: on a million of each with {@code -Dacksiom.deep=true}.
 */
class CheckerAgainstBruteForceTest {

  private static final int TRIES = 100;
  private static final int HISTORIES_PER_TRY = Boolean.getBoolean("acksiom.deep") ? 10_000 : 50;
  private static final int OPERATIONS_MIN = 3;
  private static final int OPERATIONS_MAX = 7;

  private static final Budget PLENTY = new Budget(Duration.ofMinutes(1), 1 << 26);

  private final LinearizabilityChecker checker = new LinearizabilityChecker(PLENTY, () -> 0);

  /** Takes to each means as soon as it can, where the other needs none on so small histories. */
  private final LinearizabilityChecker eager =
      new LinearizabilityChecker(PLENTY, () -> 0, 1, new Check.Settings(true, 3, 1, 0, 0));

  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void register(@ForAll long seed) {
    compare(Subject.REGISTER, seed);
  }

  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void registerOfLogs(@ForAll long seed) {
    compare(Subject.REGISTER_OF_LOGS, seed);
  }

  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void casRegister(@ForAll long seed) {
    compare(Subject.CAS_REGISTER, seed);
  }

  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void casRegisterOfLogs(@ForAll long seed) {
    compare(Subject.CAS_REGISTER_OF_LOGS, seed);
  }

  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void multiRegister(@ForAll long seed) {
    compare(Subject.MULTI_REGISTER, seed);
  }

  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void multiRegisterRecorded(@ForAll long seed) {
    compare(Subject.MULTI_REGISTER_RECORDED, seed);
  }

  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void mutex(@ForAll long seed) {
    compare(Subject.MUTEX, seed);
  }

  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void keyValueStore(@ForAll long seed) {
    compare(Subject.KEY_VALUE_STORE, seed);
  }

  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void keyValueStoreRecorded(@ForAll long seed) {
    compare(Subject.KEY_VALUE_STORE_RECORDED, seed);
  }

  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void keyValueStoreOfPairs(@ForAll long seed) {
    compare(Subject.KEY_VALUE_STORE_OF_PAIRS, seed);
  }

  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void unorderedQueue(@ForAll long seed) {
    compare(Subject.UNORDERED_QUEUE, seed);
  }

  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void fifoQueue(@ForAll long seed) {
    compare(Subject.FIFO_QUEUE, seed);
  }

  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void set(@ForAll long seed) {
    compare(Subject.SET, seed);
  }

  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void counter(@ForAll long seed) {
    compare(Subject.COUNTER, seed);
  }

  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void bank(@ForAll long seed) {
    compare(Subject.BANK, seed);
  }

  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void bankWithCredit(@ForAll long seed) {
    compare(Subject.BANK_WITH_CREDIT, seed);
  }

  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void log(@ForAll long seed) {
    compare(Subject.LOG, seed);
  }

  /** A failure names the seed of its history. */
  private void compare(Subject subject, long seed) {
    Random seeds = new Random(seed);
    for (int i = 0; i < HISTORIES_PER_TRY; i++) {
      compareOne(subject, seeds.nextLong());
    }
  }

  private void compareOne(Subject subject, long seed) {
    Random random = new Random(seed);
    int operations = OPERATIONS_MIN + random.nextInt(OPERATIONS_MAX - OPERATIONS_MIN + 1);
    RandomHistory.Shape shape = RandomHistory.Shape.small(operations, subject.hides());
    History history = RandomHistory.of(shape, random, subject.fresh);
    BruteForce definition = subject.definition();

    Verdict expected = definition.isLinearizable(history) ? Verdict.VALID : Verdict.INVALID;
    Judgement parts = checker.check(subject.model, history);
    Judgement whole = checker.checkWhole(subject.model, history);
    Judgement eagerParts = eager.check(subject.model, history);
    Judgement eagerWhole = eager.checkWhole(subject.model, history);
    List<Judgement> all = List.of(parts, whole, eagerParts, eagerWhole);

    assertThat(all)
        .as("seed %d: %s", seed, history.events())
        .extracting(Judgement::verdict)
        .containsOnly(expected);
    for (Judgement judgement : List.of(whole, eagerWhole)) {
      judgement.counterexample().ifPresent(found -> assertFurthest(found, history, subject));
    }
    for (Judgement judgement : all) {
      judgement
          .linearization()
          .ifPresent(
              order ->
                  assertThat(definition.isLinearization(order, subject.required(history)))
                      .isTrue());
    }
    assertThat(breadthFirst(subject.model, history)).as("seed %d", seed).isEqualTo(stuck(whole));
    assertThat(parts.linearization().isPresent()).isEqualTo(expected == Verdict.VALID);

    Statistics.collect(expected);
    Statistics.coverage(
        coverage ->
            List.of(Verdict.VALID, Verdict.INVALID)
                .forEach(
                    verdict -> coverage.check(verdict).percentage(percentage -> percentage > 3)));
  }

  /** The completion that nothing explains. */
  private static Optional<Operation> stuck(Judgement judgement) {
    return judgement.counterexample().map(Counterexample::stuck);
  }

  /** The same, found breadth first alone: beside the other way that would hardly ever count. */
  private static <S, C> Optional<Operation> breadthFirst(
      SequentialModel<S, C> model, History history) {
    List<Problem.Part<C>> operations = new ArrayList<>();
    for (Operation operation : history.operations()) {
      model.call(operation).ifPresent(call -> operations.add(new Problem.Part<>(operation, call)));
    }
    Problem<S, C> problem = new Problem<>(model, operations);
    try {
      Frontier<S, C> breadth =
          new Frontier<>(
              model,
              problem,
              problem.completions.length,
              new Memory(PLENTY.memoryBytes()),
              Workers.NONE);
      return breadth.run(Long.MAX_VALUE, Deadline.never()) == Way.Progress.EXPLAINED
          ? Optional.empty()
          : Optional.of(problem.operations.get(problem.completions[breadth.stuck()]));
    } catch (MemoryExhausted | Deadline.Passed e) {
      throw new AssertionError(e);
    }
  }

  /**
   * The prefix explains all that was heard before the stuck operation completed, and nothing
   * explains its completion.
   */
  private static void assertFurthest(Counterexample found, History history, Subject subject) {
    BruteForce definition = subject.definition();
    int completed = found.stuck().completedAt();
    assertThat(definition.isLinearizable(history, completed)).isTrue();
    assertThat(definition.isLinearizable(history, completed + 1)).isFalse();
    assertThat(definition.isExplained(found.prefix())).isTrue();
    assertThat(found.prefix()).doesNotContain(found.stuck()).doesNotHaveDuplicates();
    assertThat(found.prefix().stream().map(Operation::invokedAt)).allMatch(at -> at < completed);
    assertThat(found.states()).isNotEmpty().doesNotHaveDuplicates();
    assertThat(found.states()).allSatisfy(state -> assertThat(state.reason()).isNotBlank());
  }
}
