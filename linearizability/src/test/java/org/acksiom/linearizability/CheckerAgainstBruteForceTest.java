package org.acksiom.linearizability;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.statistics.Statistics;
import org.acksiom.linearizability.NaiveObject.NaiveKeyValueStore;
import org.acksiom.linearizability.NaiveObject.NaiveLog;
import org.acksiom.linearizability.NaiveObject.NaiveMultiRegister;
import org.acksiom.linearizability.NaiveObject.NaiveMutex;
import org.acksiom.linearizability.NaiveObject.NaiveQueue;
import org.acksiom.linearizability.NaiveObject.NaiveRegister;
import org.acksiom.linearizability.history.History;
import org.acksiom.linearizability.history.Operation;
import org.acksiom.linearizability.model.Dialect;
import org.acksiom.linearizability.model.Models;
import org.acksiom.linearizability.model.SequentialModel;

/**
 * On random small histories of every model the checker says what the definition of linearizability
 * says.
 */
class CheckerAgainstBruteForceTest {

  private static final int TRIES = 20000;
  private static final int OPERATIONS_MIN = 3;
  private static final int OPERATIONS_MAX = 7;

  private final LinearizabilityChecker checker =
      new LinearizabilityChecker(new Budget(Duration.ofMinutes(1), 1 << 26), () -> 0);

  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void register(@ForAll long seed) {
    compare("register", Dialect.KNOSSOS, seed, () -> new NaiveRegister(0L, false));
  }

  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void casRegisterOfKnossos(@ForAll long seed) {
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
    compare("kv", Dialect.KNOSSOS, seed, NaiveKeyValueStore::new);
  }

  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void queue(@ForAll long seed) {
    compare("queue", Dialect.KNOSSOS, seed, NaiveQueue::new);
  }

  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void log(@ForAll long seed) {
    compare("log", Dialect.KNOSSOS, seed, NaiveLog::new);
  }

  private void compare(String name, Dialect dialect, long seed, Supplier<NaiveObject> fresh) {
    Random random = new Random(seed);
    int operations = OPERATIONS_MIN + random.nextInt(OPERATIONS_MAX - OPERATIONS_MIN + 1);
    History history = RandomHistory.of(operations, random, fresh);
    boolean knossos = dialect == Dialect.KNOSSOS;
    BruteForce definition = new BruteForce(fresh, knossos, !knossos);
    SequentialModel<?, ?> model = Models.named(name, dialect);

    Verdict expected = definition.isLinearizable(history) ? Verdict.VALID : Verdict.INVALID;
    Judgement parts = checker.check(model, history);
    Judgement whole = checker.checkWhole(model, history);

    assertThat(parts.verdict()).as(history.events().toString()).isEqualTo(expected);
    assertThat(whole.verdict()).as(history.events().toString()).isEqualTo(expected);
    whole.counterexample().ifPresent(found -> assertFurthest(found, history, definition));

    Statistics.collect(expected);
    Statistics.coverage(
        coverage ->
            List.of(Verdict.VALID, Verdict.INVALID)
                .forEach(
                    verdict -> coverage.check(verdict).percentage(percentage -> percentage > 4)));
  }

  /**
   * The prefix explains all that was heard before the stuck operation completed, and nothing
   * explains its completion.
   */
  private static void assertFurthest(Counterexample found, History history, BruteForce definition) {
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
