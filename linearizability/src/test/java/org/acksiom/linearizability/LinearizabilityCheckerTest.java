package org.acksiom.linearizability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.acksiom.linearizability.history.Event;
import org.acksiom.linearizability.history.History;
import org.acksiom.linearizability.history.HistoryReader;
import org.acksiom.linearizability.history.Operation;
import org.acksiom.linearizability.history.ReadLimits;
import org.acksiom.linearizability.history.Recording;
import org.acksiom.linearizability.model.Dialect;
import org.acksiom.linearizability.model.IllegalOperationException;
import org.acksiom.linearizability.model.Models;
import org.acksiom.linearizability.model.Register;
import org.acksiom.linearizability.model.SequentialModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the checker promises besides the verdict: budgets, explanations, and what the words of a
 * history mean.
 */
class LinearizabilityCheckerTest {

  private static final long MEMORY = 1 << 26;
  private static final LongSupplier STOPPED = () -> 0;

  private static Judgement check(String model, String text) throws IOException {
    return check(model, text, new Budget(Duration.ofSeconds(1), MEMORY), STOPPED);
  }

  private static Judgement check(String model, String text, Budget budget, LongSupplier clock)
      throws IOException {
    Recording recording = read(text);
    return new LinearizabilityChecker(budget, clock)
        .check(Models.named(model, Dialect.of(recording.format())), recording.history());
  }

  private static Judgement checkWithoutHints(String text, Budget budget, LongSupplier clock)
      throws IOException {
    SequentialModel<?, ?> model = new WithoutHints<>(Models.named("kv", Dialect.KNOSSOS));
    return new LinearizabilityChecker(budget, clock).check(model, read(text).history());
  }

  private static Recording read(String text) throws IOException {
    return new HistoryReader(ReadLimits.ofMemory(1 << 26))
        .read("h", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * So many writers that crash, and then a read of what nobody wrote: each subset of them is to be
   * tried.
   */
  private static String hard(int crashed, String key) {
    int process = 100 * key.length();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < crashed; i++) {
      text.append(
          "{:process %d :type :invoke :f :append :key \"%s\" :value \"%c\"}\n"
              .formatted(process + i, key, 'a' + i));
    }
    String read =
        """
        {:process %d :type :invoke :f :get :key "%s"}
        {:process %d :type :ok :f :get :key "%s" :value "!"}
        """;
    return text + read.formatted(-process, key, -process, key);
  }

  @Test
  void nothingIsLinearizable() throws IOException {
    Judgement judgement = check("kv", "[]");
    assertThat(judgement.verdict()).isEqualTo(Verdict.VALID);
    assertThat(judgement.configurations()).isZero();
    assertThat(judgement.counterexample()).isEmpty();
  }

  @Test
  void timeThatRunsOutLeavesTheVerdictUnknown() throws IOException {
    AtomicLong now = new AtomicLong();
    Judgement judgement =
        checkWithoutHints(
            hard(9, "k"), new Budget(Duration.ofNanos(20), MEMORY), now::getAndIncrement);
    assertThat(judgement.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(judgement.reason()).contains("the time limit was reached");
    assertThat(judgement.configurations()).isPositive();
    assertThat(judgement.counterexample()).isEmpty();
  }

  @Test
  void memoryThatRunsOutLeavesTheVerdictUnknown() throws IOException {
    Judgement judgement =
        checkWithoutHints(hard(9, "k"), new Budget(Duration.ofSeconds(1), 1 << 20), STOPPED);
    assertThat(judgement.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(judgement.reason()).contains("the memory limit was reached");
    assertThat(judgement.configurations()).isPositive();
  }

  @Test
  void violationOfOnePartDecidesThoughAnotherPartIsUndecided() throws IOException {
    Budget budget = new Budget(Duration.ofSeconds(1), 1 << 20);
    Judgement judgement = checkWithoutHints(hard(9, "k") + hard(1, "other"), budget, STOPPED);
    assertThat(judgement.verdict()).isEqualTo(Verdict.INVALID);
    assertThat(judgement.reason()).isEmpty();
    assertThat(judgement.counterexample().orElseThrow().partition()).contains("other");
  }

  @Test
  void longHistoryNeedsLittleMemory() {
    List<Event> events = new ArrayList<>();
    for (long i = 0; i < 50_000; i++) {
      events.add(new Event(i % 5, Event.Type.INVOKE, "write", i, Map.of()));
      events.add(new Event(i % 5, Event.Type.OK, "write", i, Map.of()));
    }
    Judgement judgement =
        new LinearizabilityChecker(new Budget(Duration.ofSeconds(1), 50_000 * 800), STOPPED)
            .check(new WithoutHints<>(new Register()), History.of(events));
    assertThat(judgement.verdict()).isEqualTo(Verdict.VALID);
    assertThat(judgement.configurations()).isEqualTo(50_000);
  }

  @Test
  void counterexampleTellsHowFarExplanationsGet() throws IOException {
    Counterexample found =
        check(
                "cas-register",
                """
                {:process 0 :type :invoke :f :write :value 1}
                {:process 1 :type :invoke :f :write :value 2}
                {:process 0 :type :ok :f :write :value 1}
                {:process 1 :type :ok :f :write :value 2}
                {:process 2 :type :invoke :f :cas :value [3 4]}
                {:process 2 :type :ok :f :cas :value [3 4]}
                """)
            .counterexample()
            .orElseThrow();
    assertThat(found.prefix()).extracting(Operation::process).containsExactly(0L, 1L);
    assertThat(found.stuck().process()).isEqualTo(2);
    assertThat(found.states())
        .containsExactly(
            new Counterexample.Possible("2", "it replaces 3, but the register holds 2"),
            new Counterexample.Possible("1", "it replaces 3, but the register holds 1"));
  }

  @Test
  void statesOfACounterexampleAreNotTooMany() throws IOException {
    Counterexample found = check("kv", hard(6, "k")).counterexample().orElseThrow();
    assertThat(found.states()).hasSize(Counterexample.STATES_MAX);
  }

  @ParameterizedTest
  @CsvSource({
    "INFO,  1, VALID",
    "INFO,  0, VALID",
    "INFO,  2, INVALID",
    "FAIL,  1, INVALID",
    "FAIL,  0, VALID",
    "OK,    1, VALID",
    "OK,    0, INVALID"
  })
  void outcomesMeanWhatTheySay(Event.Type outcome, long read, Verdict expected) {
    History history =
        History.of(
            List.of(
                new Event(0, Event.Type.INVOKE, "write", 1L, Map.of()),
                new Event(0, outcome, "write", 1L, Map.of()),
                new Event(1, Event.Type.INVOKE, "read", null, Map.of()),
                new Event(1, Event.Type.OK, "read", read, Map.of())));
    Budget budget = new Budget(Duration.ofSeconds(1), MEMORY);
    assertThat(
            new LinearizabilityChecker(budget, STOPPED)
                .check(Models.named("register", Dialect.KNOSSOS), history)
                .verdict())
        .isEqualTo(expected);
  }

  @Test
  void crashedWriteMayTakeEffectBetweenTwoLaterReads() throws IOException {
    String history =
        """
        {:process 0 :type :invoke :f :write :value 1}
        {:process 0 :type :info :f :write :value :timed-out}
        {:process 1 :type :invoke :f :read}
        {:process 1 :type :ok :f :read :value %d}
        {:process 1 :type :invoke :f :read}
        {:process 1 :type :ok :f :read :value %d}
        """;
    assertThat(check("register", history.formatted(0, 1)).verdict()).isEqualTo(Verdict.VALID);
    assertThat(check("register", history.formatted(1, 0)).verdict()).isEqualTo(Verdict.INVALID);
  }

  @Test
  void failedCasIsAnObservationInLogsAlone() throws IOException {
    String log =
        "INFO  jepsen.util - 0\t:invoke\t:cas\t[nil 2]\nINFO  jepsen.util - 0\t:fail\t:cas\t";
    assertThat(check("cas-register", log + "[nil 2]").verdict()).isEqualTo(Verdict.INVALID);
    assertThat(check("cas-register", log + ":refused").verdict()).isEqualTo(Verdict.VALID);
    String edn =
        "{:process 0 :type :invoke :f :cas :value [0 2]}{:process 0 :type :fail :f :cas :value [0 2]}";
    assertThat(check("cas-register", edn).verdict()).isEqualTo(Verdict.VALID);
  }

  @Test
  void readOfNilIsAbsenceInLogsAndUnknownInEdn() throws IOException {
    String log =
        "INFO  jepsen.util - 0\t:invoke\t:write\t1\nINFO  jepsen.util - 0\t:ok\t:write\t1\n"
            + "INFO  jepsen.util - 0\t:invoke\t:read\tnil\nINFO  jepsen.util - 0\t:ok\t:read\tnil\n";
    assertThat(check("register", log).verdict()).isEqualTo(Verdict.INVALID);
    String edn =
        "{:process 0 :type :invoke :f :write :value 1}{:process 0 :type :ok :f :write :value 1}"
            + "{:process 0 :type :invoke :f :read}{:process 0 :type :ok :f :read :value nil}";
    assertThat(check("register", edn).verdict()).isEqualTo(Verdict.VALID);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "register       | :cas     | [1 2]          | :f of :read or :write                                | :cas",
        "cas-register   | :cas     | 7              | a pair [from to] as :value of a :cas                  | 7",
        "multi-register | :txn     | [[:swap :x 1]] | [:read register value] or [:write register value]     | [:swap :x 1]",
        "multi-register | :txn     | nil            | a list of [:read register value] or [:write register value] as :value of a :txn | nil",
        "kv             | :put     | \"v\"          | a :key, or a pair [key value] as :value | \"v\"",
        "queue          | :enqueue | nil            | a :value to enqueue                                   | nil",
        "log            | :trim    | 1              | :f of :append or :read                                | :trim",
      })
  void operationThatAModelHasNotIsRefused(
      String model, String function, String value, String expected, String found) {
    assertThatThrownBy(
            () ->
                check(
                    model, "{:process 0 :type :invoke :f %s :value %s}".formatted(function, value)))
        .isInstanceOf(IllegalOperationException.class)
        .hasMessage("event 0: expected " + expected + ", found " + found);
  }

  @Test
  void wrongCompletionIsRefusedWhereItStands() {
    String txn = "{:process 0 :type :invoke :f :txn :value [[:write :x 1]]}";
    assertThatThrownBy(
            () ->
                check(
                    "multi-register",
                    txn + "{:process 0 :type :ok :f :txn :value [[:write :x 2]]}"))
        .hasMessage(
            "event 1: expected the reads and writes that were invoked, completed,"
                + " found [[:write :x 2]]");
  }

  @Test
  void manyCrashedWritesAreExplainedWithinABound() {
    List<Event> events = new ArrayList<>();
    for (long i = 0; i < 20_000; i++) {
      events.add(new Event(i, Event.Type.INVOKE, "write", i, Map.of()));
    }
    events.add(new Event(-1, Event.Type.INVOKE, "read", null, Map.of()));
    events.add(new Event(-1, Event.Type.OK, "read", -1L, Map.of()));
    Judgement judgement =
        new LinearizabilityChecker(new Budget(Duration.ofSeconds(1), 1 << 30), STOPPED)
            .check(new WithoutHints<>(new Register()), History.of(events.subList(0, 1_001)));
    assertThat(judgement.verdict()).isEqualTo(Verdict.VALID);

    Judgement late =
        new LinearizabilityChecker(new Budget(Duration.ofSeconds(1), 1 << 30), STOPPED)
            .check(new Register(), History.of(events));
    assertThat(late.verdict()).isEqualTo(Verdict.INVALID);
    Counterexample found = late.counterexample().orElseThrow();
    assertThat(found.stuck().process()).isEqualTo(-1);
    assertThat(found.complete()).isFalse();
  }
}
