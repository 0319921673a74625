package org.acksiom.linearizability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.statistics.Statistics;
import org.acksiom.linearizability.history.Event;
import org.acksiom.linearizability.history.History;
import org.acksiom.linearizability.history.Operation;
import org.acksiom.linearizability.model.Call;
import org.acksiom.linearizability.model.Model;
import org.acksiom.linearizability.model.Step;
import org.junit.jupiter.api.Test;

/** What a check finds is the same for any number of workers, and so is how it counts. */
class WorkersTest {
  private static final Budget PLENTY = new Budget(Duration.ofMinutes(1), 1 << 27);

  /** Rounds so small that every history takes some, and both ways at once. */
  private static final Check.Settings HARD = new Check.Settings(false, 0, 4, 0, 8);

  private record Found(
      Verdict verdict,
      long configurations,
      Optional<String> reason,
      Optional<Counterexample> counterexample,
      Optional<List<Operation>> linearization) {

    static Found in(Judgement judgement) {
      return new Found(
          judgement.verdict(),
          judgement.configurations(),
          judgement.reason(),
          judgement.counterexample(),
          judgement.linearization());
    }
  }

  @Property(tries = 20, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void nothingDependsOnTheNumberOfWorkers(@ForAll long seed) {
    for (Subject subject : Subject.values()) {
      Random random = new Random(seed);
      RandomHistory.Shape shape =
          RandomHistory.Shape.large(10 + random.nextInt(100), random.nextInt(4), subject.hides());
      History history = RandomHistory.of(shape, random, subject.fresh);
      boolean scarce = random.nextInt(3) == 0;
      long memory =
          scarce
              ? 600L * history.operations().size() + 8_000 + random.nextInt(30_000)
              : PLENTY.memoryBytes();
      Budget budget = new Budget(PLENTY.time(), memory);
      Found alone =
          Found.in(
              new LinearizabilityChecker(budget, () -> 0, 1, HARD).check(subject.model, history));
      for (int workers : new int[] {2, 5}) {
        Judgement judgement =
            new LinearizabilityChecker(budget, () -> 0, workers, HARD)
                .check(subject.model, history);
        assertThat(Found.in(judgement)).as("%s with seed %d", subject, seed).isEqualTo(alone);
      }
      Statistics.collect(alone.verdict);
    }
    Statistics.coverage(
        coverage -> {
          for (Verdict verdict : Verdict.values()) {
            coverage.check(verdict).percentage(share -> share > 2);
          }
        });
  }

  /** Words that grow; every order of appends is another state. */
  private static final class Words implements Model<String> {
    @Override
    public String initialState() {
      return "";
    }

    @Override
    public Step<String> step(String state, Call call) {
      if (call.function().equals("append")) {
        return Step.to(state + call.argument());
      }
      return call.mayReturn(state) ? Step.to(state) : Step.rejected("it reads something else");
    }
  }

  /** So many appends at a time, of which a read then misses one. */
  private static History concurrentAppends(int count) {
    List<Event> events = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      events.add(new Event(i, Event.Type.INVOKE, "append", "" + (char) ('a' + i), Map.of()));
    }
    for (long i = 0; i < count; i++) {
      events.add(new Event(i, Event.Type.OK, "append", "" + (char) ('a' + i), Map.of()));
    }
    events.add(new Event(0, Event.Type.INVOKE, "read", null, Map.of()));
    events.add(new Event(0, Event.Type.OK, "read", "a", Map.of()));
    return History.of(events);
  }

  @Test
  void oneHardPartIsSharedAmongWorkers() {
    History history = concurrentAppends(7);
    Found alone =
        Found.in(new LinearizabilityChecker(PLENTY, () -> 0, 1).check(new Words(), history));
    Found shared =
        Found.in(new LinearizabilityChecker(PLENTY, () -> 0, 3).check(new Words(), history));
    assertThat(shared).isEqualTo(alone);
    assertThat(alone.verdict).isEqualTo(Verdict.INVALID);
    assertThat(alone.configurations).isGreaterThan(1 << 13);
  }

  @Test
  void whatAModelThrowsIsThrownByTheCheck() {
    Model<String> broken =
        new Model<>() {
          @Override
          public String initialState() {
            return "";
          }

          @Override
          public Step<String> step(String state, Call call) {
            if (state.length() == 5) {
              throw new IllegalStateException("broken");
            }
            return Step.to(state + call.argument());
          }
        };
    for (int workers : new int[] {1, 3}) {
      LinearizabilityChecker checker = new LinearizabilityChecker(PLENTY, () -> 0, workers, HARD);
      assertThatThrownBy(() -> checker.check(broken, concurrentAppends(7)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("broken");
    }
  }

  @Test
  void workersAreAtLeastOne() {
    assertThatThrownBy(() -> new LinearizabilityChecker(PLENTY, () -> 0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected at least 1 worker, found 0");
  }
}
