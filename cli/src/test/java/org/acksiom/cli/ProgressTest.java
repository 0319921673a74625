package org.acksiom.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a user sees of the time that passes, by a clock that the test turns. */
class ProgressTest {
  private static final String ERASE_LINE = "\r\u001b[K";

  private final StringWriter err = new StringWriter();
  private long now = Long.MAX_VALUE - Duration.ofSeconds(1).toNanos(); // the clock may overflow

  private Progress progress(boolean live, long total) {
    return new Progress(new PrintWriter(err, true), live, () -> now, "verify", "cells", total);
  }

  private void pass(long millis) {
    now += Duration.ofMillis(millis).toNanos();
  }

  @Test
  void workThatEndsWithinTwoSecondsSaysNothing() {
    try (Progress progress = progress(true, 10)) {
      pass(1_999);
      progress.advance();
    }
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void aTerminalSeesWhatIsDoneHowFarTheRateAndTheTimeLeft() {
    Progress progress = progress(true, 240);
    pass(20_000);
    progress.reached(60);
    assertThat(err)
        .hasToString(ERASE_LINE + "60/240 cells, 25 %, 3.0/s, 20 s, about 1 min 0 s left: verify");
  }

  @Test
  void withoutATotalThereIsNoTimeLeft() {
    Progress progress = progress(true, 0);
    pass(3_600_000);
    progress.reached(7_200_000);
    assertThat(err).hasToString(ERASE_LINE + "7,200,000 cells, 2,000/s, 1 h 0 min: verify");
  }

  @Test
  void aTerminalsLineIsRedrawnAtMostFiveTimesASecondAndTakenAwayAtTheEnd() {
    Progress progress = progress(true, 0);
    for (int millis = 0; millis < 3_000; millis++) {
      pass(1);
      progress.advance();
    }
    assertThat(err.toString().split(ERASE_LINE.replace("[", "\\["), -1)).hasSize(1 + 6);
    progress.close();
    assertThat(err.toString()).endsWith(ERASE_LINE).doesNotContain("\n");
  }

  @Test
  void aLogGetsPlainLinesNowAndThen() {
    try (Progress progress = progress(false, 0)) {
      for (int second = 1; second <= 40; second++) {
        pass(1_000);
        progress.advance();
      }
    }
    assertThat(err.toString().lines())
        .containsExactly(
            "2 cells, 1.0/s, 2 s: verify",
            "17 cells, 1.0/s, 17 s: verify",
            "32 cells, 1.0/s, 32 s: verify");
  }

  @Test
  void theClockRunsOnWhileNothingEnds() {
    Progress progress = progress(false, 3);
    pass(5_000);
    progress.refresh();
    assertThat(err.toString().lines()).containsExactly("0/3 cells, 0 %, 5 s: verify");
  }

  @Test
  void whatIsBeingDoneMayChangeOnTheWay() {
    Progress progress = progress(false, 0);
    pass(2_000);
    progress.doing("explore");
    assertThat(err.toString().lines()).containsExactly("0 cells, 2 s: explore");
  }

  @Test
  void neverIsMoreTimeLeftThanTheBudget() {
    Progress progress = progress(false, 100);
    progress.endsWithin(Duration.ofSeconds(30));
    pass(20_000);
    progress.reached(10);
    pass(20_000);
    progress.reached(11);
    assertThat(err.toString().lines())
        .containsExactly(
            "10/100 cells, 10 %, 30.0/min, 20 s, about 10 s left: verify",
            "11/100 cells, 11 %, 16.5/min, 40 s, about 0 s left: verify");
  }

  @Test
  void whatGetsDearerTakesLongerThanTheRateSinceTheStartSays() {
    Progress progress = progress(false, 100);
    for (int done = 1; done <= 50; done++) { // fifty in ten seconds
      pass(200);
      progress.reached(done);
    }
    for (int done = 51; done <= 55; done++) { // then one in six
      pass(6_000);
      progress.reached(done);
    }
    // By the rate since the start 33 s, by that of the last half 270 s; it will be 270 s.
    assertThat(err.toString().lines().toList())
        .last(STRING)
        .startsWith("55/100 cells, 55 %, ")
        .contains(", about 1 min 3");
  }

  @Test
  void ofABudgetWithoutATotalIsSaidHowMuchIsLeftAtMost() {
    Progress progress = progress(false, 0);
    progress.endsWithin(Duration.ofMinutes(5));
    pass(20_000);
    progress.reached(10);
    assertThat(err.toString().lines())
        .containsExactly("10 cells, 30.0/min, 20 s, at most 4 min 40 s left: verify");
  }

  @Test
  void whatGoesOnJustNowIsSaidLast() {
    Progress progress = progress(false, 10);
    progress.now("5 states in x");
    pass(2_000);
    progress.reached(1);
    assertThat(err.toString().lines())
        .containsExactly("1/10 cells, 10 %, 30.0/min, 2 s, about 18 s left: verify; 5 states in x");
  }

  @Test
  void aLineIsNeverWiderThanATerminal() {
    Progress progress = progress(true, 0);
    pass(2_000);
    progress.doing("x".repeat(200));
    assertThat(err).hasToString(ERASE_LINE + "0 cells, 2 s: " + "x".repeat(64) + "…");
  }

  @Test
  void nothingIsDrawnAfterTheEnd() {
    Progress progress = progress(true, 0);
    progress.close();
    pass(10_000);
    progress.advance();
    assertThat(err.toString()).isEmpty();
  }
}
