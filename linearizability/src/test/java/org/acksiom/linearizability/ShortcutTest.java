package org.acksiom.linearizability;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.acksiom.linearizability.history.Event;
import org.acksiom.linearizability.history.History;
import org.acksiom.linearizability.model.Dialect;
import org.acksiom.linearizability.model.Models;
import org.acksiom.linearizability.model.SequentialModel;
import org.junit.jupiter.api.Test;

/** When the checker takes a shortcut, and what it says then. */
class ShortcutTest {

  private static final Budget PLENTY = new Budget(Duration.ofMinutes(1), 1 << 26);
  private static final SequentialModel<?, ?> REGISTER = Models.named("register", Dialect.KNOSSOS);
  private static final SequentialModel<?, ?> LOG = Models.named("log", Dialect.KNOSSOS);

  private final List<Event> events = new ArrayList<>();
  private final LinearizabilityChecker checker =
      new LinearizabilityChecker(PLENTY, () -> 0, 1, new Check.Settings(true, 0, 1, 1, 0));

  private void happens(String function, Object asked, Object told) {
    happens(function, asked, told, Map.of());
  }

  private void happens(String function, Object asked, Object told, Map<String, Object> more) {
    events.add(new Event(1, Event.Type.INVOKE, function, asked, Map.of()));
    events.add(new Event(1, Event.Type.OK, function, told, more));
  }

  private Judgement check(SequentialModel<?, ?> model) {
    return checker.check(model, History.of(events));
  }

  /** Whether the checker came to its verdict without a search. */
  private static boolean isUnsearched(Judgement judgement) {
    return judgement.configurations() == 0;
  }

  @Test
  void valuesWrittenOnceNeedNoSearch() {
    happens("write", 1L, 1L);
    happens("read", null, 1L);

    assertThat(check(REGISTER)).matches(ShortcutTest::isUnsearched);
    assertThat(check(REGISTER).verdict()).isEqualTo(Verdict.VALID);
  }

  @Test
  void aValueThatIsReadAndWasWrittenTwiceNeedsASearch() {
    happens("write", 1L, 1L);
    happens("write", 1L, 1L);
    happens("read", null, 1L);

    assertThat(check(REGISTER)).matches(judgement -> !isUnsearched(judgement));
    assertThat(check(REGISTER).verdict()).isEqualTo(Verdict.VALID);
  }

  @Test
  void aValueThatNobodyReadsMayHaveBeenWrittenTwice() {
    happens("write", 1L, 1L);
    happens("write", 1L, 1L);
    happens("write", 2L, 2L);
    happens("read", null, 2L);

    assertThat(check(REGISTER)).matches(ShortcutTest::isUnsearched);
    assertThat(check(REGISTER).verdict()).isEqualTo(Verdict.VALID);
  }

  @Test
  void theStartingValueMayBeWrittenOnce() {
    happens("read", null, 0L);
    happens("write", 1L, 1L);
    happens("write", 0L, 0L);
    happens("read", null, 0L);
    assertThat(check(REGISTER)).matches(ShortcutTest::isUnsearched);
    assertThat(check(REGISTER).verdict()).isEqualTo(Verdict.VALID);

    happens("read", null, 1L);
    assertThat(check(REGISTER)).matches(ShortcutTest::isUnsearched);
    assertThat(check(REGISTER).verdict()).isEqualTo(Verdict.INVALID);
  }

  @Test
  void offsetsForSomeAppendsOnlyNeedASearch() {
    happens("append", 1L, 1L, Map.of("offset", 0L));
    happens("append", 2L, 2L);

    assertThat(check(LOG)).matches(judgement -> !isUnsearched(judgement));
    assertThat(check(LOG).verdict()).isEqualTo(Verdict.VALID);
  }

  @Test
  void valuesReplaceOneAnotherOnlyInAChain() {
    SequentialModel<?, ?> register = Models.named("cas-register", Dialect.KNOSSOS);
    happens("cas", List.of(0L, 1L), null);
    happens("cas", List.of(1L, 2L), null);
    assertThat(check(register).verdict()).isEqualTo(Verdict.VALID);

    happens("cas", List.of(1L, 3L), null);
    assertThat(check(register)).matches(ShortcutTest::isUnsearched);
    assertThat(check(register).verdict()).isEqualTo(Verdict.INVALID);

    events.clear();
    happens("cas", List.of(1L, 2L), null);
    happens("cas", List.of(2L, 1L), null);
    assertThat(check(register)).matches(ShortcutTest::isUnsearched);
    assertThat(check(register).verdict()).isEqualTo(Verdict.INVALID);
  }

  @Test
  void theLatestOfCrashedAppendsIsTheOneThatWasRead() {
    events.add(new Event(2, Event.Type.INVOKE, "append", 7L, Map.of()));
    happens("append", 8L, 8L, Map.of("offset", 1L));
    events.add(new Event(3, Event.Type.INVOKE, "append", 7L, Map.of()));
    happens("append", 9L, 9L, Map.of("offset", 3L));
    happens("read", null, List.of(7L, 9L), Map.of("offset", 2L));

    assertThat(check(LOG)).matches(ShortcutTest::isUnsearched);
    assertThat(check(LOG).verdict()).isEqualTo(Verdict.VALID);
  }

  @Test
  void whatCannotBeIsExplainedInTheModelsWords() {
    happens("write", 1L, 1L);
    happens("write", 2L, 2L);
    happens("read", null, 1L);
    happens("read", null, 2L);

    Counterexample found = check(REGISTER).counterexample().get();

    assertThat(found.prefix()).extracting(o -> o.argument()).containsExactly(1L, 2L);
    assertThat(found.stuck().index()).isEqualTo(2);
    assertThat(found.states())
        .containsExactly(new Counterexample.Possible("2", "it reads 1, but the register holds 2"));
  }

  @Test
  void aLateMistakeInALongHistoryIsFound() {
    Random random = new Random(1);
    for (long value = 1; value <= 100_000; value++) {
      happens("write", value, value);
      happens("read", null, value == 99_000 ? value - 1 : value);
      if (random.nextInt(10_000) == 0) {
        events.add(new Event(value + 1, Event.Type.INVOKE, "write", -value, Map.of()));
      }
    }
    Judgement judgement = check(REGISTER);

    assertThat(judgement.verdict()).isEqualTo(Verdict.INVALID);
    Counterexample found = judgement.counterexample().get();
    assertThat(found.stuck().result()).isEqualTo(98_999L);
    assertThat(found.prefix()).hasSize(2 * 98_999 + 1);
  }

  @Test
  void itIsExplainedWhenTheTimeOfTheCheckIsUp() {
    for (long value = 1; value <= 10_000; value++) {
      happens("write", value, value);
      happens("read", null, value == 9_000 ? 8_000L : value);
    }
    AtomicLong time = new AtomicLong();
    LinearizabilityChecker hasty =
        new LinearizabilityChecker(new Budget(Duration.ofNanos(1), 1 << 26), time::get);
    Judgement judgement = hasty.check(REGISTER, History.of(events));

    time.set(1);

    assertThat(judgement.counterexample().get().stuck().result()).isEqualTo(8_000L);
  }

  @Test
  void withoutMemoryItIsUnknown() {
    happens("write", 1L, 1L);
    LinearizabilityChecker poor =
        new LinearizabilityChecker(new Budget(Duration.ofMinutes(1), 100), () -> 0);

    assertThat(poor.check(REGISTER, History.of(events)).verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void whenTheTimeIsUpItIsUnknown() {
    for (long value = 1; value <= 10_000; value++) {
      happens("write", value, value);
    }
    AtomicLong time = new AtomicLong();
    LinearizabilityChecker hasty =
        new LinearizabilityChecker(new Budget(Duration.ofNanos(2), 1 << 26), time::getAndIncrement);

    Judgement judgement = hasty.check(REGISTER, History.of(events));

    assertThat(judgement.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(judgement.reason()).hasValue("the time limit was reached");
  }
}
