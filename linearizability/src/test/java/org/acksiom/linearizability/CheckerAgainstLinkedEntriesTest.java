package org.acksiom.linearizability;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.statistics.Statistics;
import org.acksiom.linearizability.history.History;

/**
 * On random histories of hundreds of operations, sound or slightly wrong, the checker says of every
 * model what another algorithm says that shares no code with it: of thousands with {@code
 * -Dacksiom.deep=true}.
 */
class CheckerAgainstLinkedEntriesTest {
  private static final boolean DEEP = Boolean.getBoolean("acksiom.deep");
  private static final int HISTORIES_PER_TRY = DEEP ? 20 : 1;
  private static final int OPERATIONS_MIN = 200;
  private static final int OPERATIONS_MAX = DEEP ? 2_000 : 400;
  private static final int CRASHES_MAX = 3;
  private static final int STEPS_MAX = DEEP ? 1_000_000 : 200_000;

  private final LinearizabilityChecker checker =
      new LinearizabilityChecker(new Budget(Duration.ofMinutes(1), 1 << 28), () -> 0);

  @Property(tries = 8, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void bothAlgorithmsAgree(@ForAll long seed) {
    Random seeds = new Random(seed);
    for (Subject subject : Subject.values()) {
      for (int i = 0; i < HISTORIES_PER_TRY; i++) {
        compare(subject, seeds.nextLong());
      }
    }
    Statistics.coverage(
        coverage ->
            List.of("VALID", "INVALID")
                .forEach(
                    verdict -> coverage.check(verdict).percentage(percentage -> percentage > 15)));
    Statistics.coverage(
        coverage -> coverage.check("took too long").percentage(percentage -> percentage < 20));
  }

  private void compare(Subject subject, long seed) {
    Random random = new Random(seed);
    int operations = OPERATIONS_MIN + random.nextInt(OPERATIONS_MAX - OPERATIONS_MIN + 1);
    RandomHistory.Shape shape =
        RandomHistory.Shape.large(operations, random.nextInt(CRASHES_MAX + 1), subject.hides());
    History history = RandomHistory.of(shape, random, subject.fresh);
    LinkedEntries other = new LinkedEntries(subject.fresh, subject.definition(), STEPS_MAX);

    Optional<Boolean> linearizable = other.isLinearizable(history, history.events().size());
    if (linearizable.isEmpty()) {
      Statistics.collect("took too long");
      return;
    }
    Verdict expected = linearizable.get() ? Verdict.VALID : Verdict.INVALID;
    Statistics.collect(expected.name());
    Judgement whole = checker.checkWhole(subject.model, history);
    Judgement parts = checker.check(subject.model, history);
    assertThat(List.of(parts.verdict(), whole.verdict()))
        .as("%s with seed %d", subject, seed)
        .containsOnly(expected);
    parts
        .linearization()
        .ifPresent(
            order ->
                assertThat(subject.definition().isLinearization(order, subject.required(history)))
                    .as("%s with seed %d", subject, seed)
                    .isTrue());
    whole
        .counterexample()
        .ifPresent(
            found -> {
              int completed = found.stuck().completedAt();
              assertThat(other.isLinearizable(history, completed).orElse(true)).isTrue();
              assertThat(other.isLinearizable(history, completed + 1).orElse(false)).isFalse();
            });
  }
}
