package org.acksiom.modelcheck;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The meaning of TLC's output, without TLC. */
class RunOutputTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  private final List<Long> progress = new ArrayList<>();
  private final RunOutput output =
      new RunOutput(Path.of("run.log"), 100, () -> progress.add(currentDistinct()));

  private long currentDistinct() {
    return output.stats(SECOND).distinct();
  }

  private void lines(String... lines) {
    for (String line : lines) {
      output.line(line);
    }
  }

  private void message(int code, int severity, String... text) {
    lines("@!@!@STARTMSG " + code + ":" + severity + " @!@!@");
    lines(text);
    lines("@!@!@ENDMSG " + code + " @!@!@");
  }

  private void violation(String invariant, int states) {
    message(2110, 1, "Invariant " + invariant + " is violated.");
    message(2121, 1, "The behavior up to this point is:");
    message(2217, 4, "1: <Initial predicate>", "x = 1", "");
    for (int i = 2; i <= states; i++) {
      message(2217, 4, i + ": <Up line 1, col 1 to line 1, col 2 of module M>", "x = " + i, "");
    }
  }

  private void success() {
    message(2193, 0, "Model checking completed. No error has been found.");
  }

  @Test
  void eachViolationCarriesWhatWasPrintedBeforeItAndItsOwnTrace() throws Exception {
    Recorded.lines("anomalies.tool.txt").forEach(output::line);
    TlcResult.Violated violated = (TlcResult.Violated) output.result(0, false, SECOND);
    assertThat(violated.exhausted()).isTrue();
    assertThat(violated.violations())
        .extracting(Violation::kind)
        .containsOnly(Violation.Kind.INVARIANT);
    assertThat(violated.violations()).extracting(Violation::name).containsOnly("NothingNew");
    assertThat(violated.violations())
        .extracting(violation -> violation.printed() + " " + violation.trace().length())
        .containsExactly(
            "[{\"START\"}] 1", "[{\"TWO\"}] 3", "[{\"FOUR\"}] 5", "[{\"LATE\", \"LATER\"}] 7");
  }

  @Test
  void theStatisticsAreThoseOfTheEnd() throws Exception {
    Recorded.lines("anomalies.tool.txt").forEach(output::line);
    Stats stats = output.result(0, false, SECOND).stats();
    assertThat(List.of(stats.generated(), stats.distinct(), stats.queued()))
        .containsExactly(25L, 16L, 0L);
    assertThat(stats.depth()).isEqualTo(7);
    assertThat(stats.actions())
        .extracting(ActionCoverage::action)
        .containsExactly("Init", "IncX", "IncY");
    assertThat(stats.actions().get(1).location())
        .isEqualTo(new Location("Anomalies", 12, 1, 12, 4));
  }

  @Test
  void whatIsPrintedMayBeManyValuesManyLinesAndOtherWords() {
    lines("of an earlier matter");
    message(2189, 0, "Computing initial states...");
    lines("some words", "<<1,", "  2>>", "{", "\"a\"", "", "3 and more");
    message(
        2200,
        0,
        "Progress(1) at each second: 3 states generated, 2 distinct states found, 1 states left on queue.");
    lines("{4}");
    violation("One", 2);
    lines("5");
    violation("Two", 3);
    success();
    TlcResult.Violated violated = (TlcResult.Violated) output.result(0, false, SECOND);
    assertThat(violated.violations())
        .extracting(violation -> violation.name() + violation.printed())
        .containsExactly("One[<<1, 2>>, \"a\", {4}]", "Two[5]");
    assertThat(progress).containsExactly(2L);
  }

  @Test
  void whatActionsPrintWhenTheyAreTakenAgainForATraceIsNotTheNextViolations() {
    message(2110, 1, "Invariant One is violated.");
    lines("\"of the trace\"");
    message(2121, 1, "The behavior up to this point is:");
    message(2217, 4, "1: <Initial predicate>", "x = 1", "");
    lines("\"of the next\"");
    violation("Two", 2);
    success();
    TlcResult.Violated violated = (TlcResult.Violated) output.result(0, false, SECOND);
    assertThat(violated.violations().get(1).printed())
        .containsExactly(new TlaValue.Str("of the next"));
  }

  @Test
  void aTraceThatIsCutOffByATimeOutIsNotTakenForAWholeOne() {
    violation("One", 3);
    violation("Two", 2);
    TlcResult.Undecided undecided = (TlcResult.Undecided) output.result(143, true, SECOND);
    assertThat(undecided.budget()).isEqualTo(TlcResult.Budget.TIME);
    assertThat(undecided.violations()).extracting(Violation::name).containsExactly("One");
  }

  @Test
  void aTraceAfterWhichNothingHappenedMayNotBeWhole() {
    violation("One", 3);
    progress(7);
    progress(7);
    assertThat(violationsWhenMemoryIsOut()).isEmpty();
  }

  @Test
  void aTraceIsWholeOnceTheSearchHasGoneOn() {
    violation("One", 3);
    progress(7);
    progress(8);
    assertThat(violationsWhenMemoryIsOut()).hasSize(1);
  }

  private void progress(int generated) {
    message(
        2200,
        0,
        "Progress(1) at each second: "
            + generated
            + " states generated, 2 distinct states found, 1 states left on queue.");
  }

  private List<Violation> violationsWhenMemoryIsOut() {
    lines("Terminating due to java.lang.OutOfMemoryError: Java heap space");
    return ((TlcResult.Undecided) output.result(3, false, SECOND)).violations();
  }

  @Test
  void whatTlcConcludesFromAStoppedSearchIsNoVerdict() {
    output.stopping();
    message(2116, 1, "Temporal properties were violated.");
    message(2264, 1, "The following behavior constitutes a counter-example:");
    message(2217, 4, "1: <Initial predicate>", "x = 1", "");
    message(2218, 4, "2: Stuttering");
    success();
    assertThat(output.result(13, true, SECOND))
        .isInstanceOfSatisfying(
            TlcResult.Undecided.class, undecided -> assertThat(undecided.violations()).isEmpty());
  }

  @Test
  void aRunIsOverWhenItHasFoundEnough() {
    RunOutput two = new RunOutput(Path.of("run.log"), 2, () -> {});
    List<String> line =
        List.of(
            "@!@!@STARTMSG 2107:1 @!@!@",
            "Invariant I is violated by the initial state:",
            "x = 1",
            "",
            "@!@!@ENDMSG 2107 @!@!@");
    line.forEach(two::line);
    two.line("@!@!@STARTMSG 2190:0 @!@!@");
    two.line("@!@!@ENDMSG 2190 @!@!@");
    assertThat(two.enough()).isFalse();
    for (int i = 0; i < 5; i++) {
      line.forEach(two::line);
    }
    assertThat(two.enough()).isTrue();
    two.stopping();
    two.line("@!@!@STARTMSG 2193:0 @!@!@");
    two.line("@!@!@ENDMSG 2193 @!@!@");
    TlcResult.Violated violated = (TlcResult.Violated) two.result(0, false, SECOND);
    assertThat(violated.violations()).hasSize(2);
    assertThat(violated.exhausted()).isFalse();
  }

  @Test
  void outOfMemoryIsUndecidedInEveryWayInWhichItShows() {
    lines("Terminating due to java.lang.OutOfMemoryError: Java heap space");
    assertThat(output.result(3, false, SECOND))
        .isInstanceOfSatisfying(
            TlcResult.Undecided.class,
            undecided -> assertThat(undecided.budget()).isEqualTo(TlcResult.Budget.MEMORY));

    RunOutput reported = new RunOutput(Path.of("run.log"), 1, () -> {});
    List.of("@!@!@STARTMSG 1001:1 @!@!@", "Java ran out of memory.", "@!@!@ENDMSG 1001 @!@!@")
        .forEach(reported::line);
    assertThat(reported.result(255, false, SECOND)).isInstanceOf(TlcResult.Undecided.class);
  }

  /** The JVM's last words come from another thread than TLC's, and heed no end of a line. */
  @Test
  void aJvmThatEndsForWantOfMemoryIsUndecidedWhateverItHasPrinted() {
    violation("One", 2);
    message(1000, 1, "TLC threw an unexpected exception.", "a map without its table");
    lines("@!@!@STARTMSG 2200:0 @!@!@", "Progress(1) at Terminating due to java.lang.OutOfMem");
    assertThat(output.result(3, false, SECOND))
        .isInstanceOfSatisfying(
            TlcResult.Undecided.class,
            undecided -> {
              assertThat(undecided.budget()).isEqualTo(TlcResult.Budget.MEMORY);
              assertThat(undecided.violations()).extracting(Violation::name).containsExactly("One");
            });
  }

  @Test
  void anErrorAfterAViolationIsAFailure() {
    violation("One", 2);
    message(2111, 1, "Evaluating invariant Two failed.", "");
    message(
        2132,
        0,
        "The first argument of Assert evaluated to FALSE; the second argument was:",
        "\"boom\"");
    assertThat(output.result(255, false, SECOND))
        .isInstanceOfSatisfying(
            TlcResult.Failed.class,
            failed ->
                assertThat(failed.message())
                    .isEqualTo(
                        "Evaluating invariant Two failed. The first argument of Assert evaluated"
                            + " to FALSE; the second argument was: \"boom\""));
  }

  @Test
  void aTraceThatCannotBeReadIsAFailureThatNamesItsPlace() {
    message(2110, 1, "Invariant One is violated.");
    message(2217, 4, "1: <Initial predicate>", "x = ?", "");
    success();
    assertThat(output.result(0, false, SECOND))
        .isInstanceOfSatisfying(
            TlcResult.Failed.class,
            failed ->
                assertThat(failed.message())
                    .isEqualTo(
                        "the counterexample can't be read: run.log:6:5: expected a value, found '?'"));
  }

  @Test
  void anExceptionThatQuotesAnotherMessageIsOneMessage() {
    message(
        1000,
        1,
        "TLC threw an unexpected exception.",
        "This was probably caused by an error in the spec or model.",
        "See the User Output or TLC Console for clues to what happened.",
        "The exception was a tlc2.tool.ConfigFileException",
        ": @!@!@STARTMSG 5006:0 @!@!@",
        "TLC found an error in the configuration file at line 2",
        "It was expecting = or <-, but did not find it.",
        "@!@!@ENDMSG 5006 @!@!@",
        "so it stopped",
        "");
    assertThat(output.result(255, false, SECOND))
        .isInstanceOfSatisfying(
            TlcResult.Failed.class,
            failed ->
                assertThat(failed.errors())
                    .containsExactly(
                        "TLC found an error in the configuration file at line 2",
                        "It was expecting = or <-, but did not find it.",
                        "so it stopped"));
  }

  @Test
  void anEndWithoutAWordIsAFailureAndNeverSuccess() {
    assertThat(output.result(0, false, SECOND))
        .isInstanceOfSatisfying(
            TlcResult.Failed.class,
            failed ->
                assertThat(failed.message())
                    .isEqualTo(
                        "TLC ended with exit code 0 and without a result,"
                            + " 0 states left on the queue"));
  }

  @Test
  void successWithStatesLeftIsNoSuccess() {
    success();
    message(2199, 0, "9 states generated, 8 distinct states found, 2 states left on queue.");
    assertThat(output.result(0, false, SECOND)).isInstanceOf(TlcResult.Failed.class);
    assertThat(output.result(0, true, SECOND)).isInstanceOf(TlcResult.Undecided.class);
  }

  @Test
  void successWithAnotherExitCodeIsNoSuccess() {
    success();
    assertThat(output.result(137, false, SECOND)).isInstanceOf(TlcResult.Failed.class);
  }

  @Test
  void whatAJvmSaysThatWouldNotStartIsTheError() {
    lines("Error occurred during initialization of VM", "Could not reserve enough space");
    assertThat(output.result(1, false, SECOND))
        .isInstanceOfSatisfying(
            TlcResult.Failed.class,
            failed -> assertThat(failed.message()).contains("Could not reserve enough space"));
  }

  @Test
  void anActionInSeveralDisjunctsIsCountedAsOne() {
    message(2201, 0, "The coverage statistics at 2026-01-01 00:00:00");
    message(2773, 0, "<Init line 5, col 1 to line 5, col 4 of module M>: 0:0");
    message(2772, 0, "<Up line 6, col 1 to line 6, col 2 of module M>: 1:2");
    message(2772, 0, "<Up line 6, col 1 to line 6, col 2 of module M>: 3:4");
    message(2772, 0, "<Never line 7, col 1 to line 7, col 5 of module M>: 0:0");
    assertThat(output.stats(SECOND).actions()).as("an incomplete report").isEmpty();
    message(2202, 0, "End of statistics.");
    assertThat(output.stats(SECOND).actions())
        .extracting(action -> action.action() + action.distinct() + ":" + action.generated())
        .containsExactly("Init0:0", "Up4:6", "Never0:0");
    assertThat(output.stats(SECOND).neverTaken())
        .extracting(ActionCoverage::action)
        .containsExactly("Never");
  }

  @Test
  void aLaterCoverageReportReplacesTheEarlier() {
    for (int count = 1; count <= 2; count++) {
      message(2201, 0, "The coverage statistics at 2026-01-01 00:00:00");
      message(2772, 0, "<Up line 6, col 1 to line 6, col 2 of module M>: 1:" + count);
      message(2202, 0, "End of statistics.");
    }
    assertThat(output.stats(SECOND).actions())
        .extracting(ActionCoverage::generated)
        .containsExactly(2L);
  }

  @Test
  void endlessPrintingKeepsTheLastLinesOnly() {
    message(2189, 0, "Computing initial states...");
    for (int i = 0; i < 5_000; i++) {
      lines(Integer.toString(i));
    }
    violation("One", 1);
    success();
    TlcResult.Violated violated = (TlcResult.Violated) output.result(0, false, SECOND);
    assertThat(violated.violations().get(0).printed())
        .hasSize(1_000)
        .endsWith(new TlaValue.Int(4_999));
  }
}
