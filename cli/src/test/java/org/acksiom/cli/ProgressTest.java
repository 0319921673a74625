package org.acksiom.cli;

import static org.assertj.core.api.Assertions.assertThat;

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
        .hasToString(ERASE_LINE + "verify: 60/240 cells (25 %), 3.0/s, 20 s, 1 min 0 s left");
  }

  @Test
  void withoutATotalThereIsNoTimeLeft() {
    Progress progress = progress(true, 0);
    pass(3_600_000);
    progress.reached(7_200_000);
    assertThat(err).hasToString(ERASE_LINE + "verify: 7,200,000 cells, 2,000/s, 1 h 0 min");
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
            "verify: 2 cells, 1.0/s, 2 s",
            "verify: 17 cells, 1.0/s, 17 s",
            "verify: 32 cells, 1.0/s, 32 s");
  }

  @Test
  void theClockRunsOnWhileNothingEnds() {
    Progress progress = progress(false, 3);
    pass(5_000);
    progress.refresh();
    assertThat(err.toString().lines()).containsExactly("verify: 0/3 cells (0 %), 0.0/s, 5 s");
  }

  @Test
  void whatIsBeingDoneMayChangeOnTheWay() {
    Progress progress = progress(false, 0);
    pass(2_000);
    progress.doing("explore");
    assertThat(err.toString().lines()).containsExactly("explore: 0 cells, 0.0/s, 2 s");
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
            "verify: 10/100 cells (10 %), 0.5/s, 20 s, 10 s left",
            "verify: 11/100 cells (11 %), 0.3/s, 40 s, 0 s left");
  }

  @Test
  void whatGoesOnJustNowIsSaidLast() {
    Progress progress = progress(false, 10);
    progress.now("5 states in x");
    pass(2_000);
    progress.reached(1);
    assertThat(err.toString().lines())
        .containsExactly("verify: 1/10 cells (10 %), 0.5/s, 2 s, 18 s left; 5 states in x");
  }

  @Test
  void aLineIsNeverWiderThanATerminal() {
    Progress progress = progress(true, 0);
    pass(2_000);
    progress.doing("x".repeat(200));
    assertThat(err).hasToString(ERASE_LINE + "x".repeat(79));
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
