package org.acksiom.kafka.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every sequence of {@link Step}s: 16 steps make 69,904 sequences of up to 4 steps and 17,895,696
 * of up to 6. Of the former, the 8,368 are taken that go on from a state that is new.
 */
class EverySequenceTest {
  private static final long BUDGET = 2_000_000;

  @Test
  void ofFourStepsIsTheSameToKafkasLogAndOurs() throws IOException {
    assertNoDifference(BackgroundWork.AT_ONCE, 4);
  }

  @Test
  @EnabledIfSystemProperty(named = "acksiom.deep", matches = "true")
  void ofSixStepsIsTheSameToKafkasLogAndOurs() throws IOException {
    assertNoDifference(BackgroundWork.AT_ONCE, 6);
  }

  @Test
  @EnabledIfSystemProperty(named = "acksiom.deep", matches = "true")
  void ofFiveStepsIsTheSameWithoutBackgroundWork() throws IOException {
    assertNoDifference(BackgroundWork.NEVER, 5);
  }

  @ParameterizedTest
  @EnumSource
  void ofTwoStepsHasOneAfterWhichKafkaForgetsWhatOurLeaderRecognises(BackgroundWork work)
      throws IOException {
    try (Bench bench = new Bench()) {
      assertThat(Sequences.compare(bench.both(work), 2, BUDGET).forgotten()).isPresent();
    }
  }

  @Test
  void isNotTakenWhenTheBudgetIsUsedUp() throws IOException {
    try (Bench bench = new Bench()) {
      Sequences.Found found = Sequences.compare(bench.both(BackgroundWork.AT_ONCE), 1, 15);

      assertThat(found.complete()).isFalse();
      assertThat(found.runs()).isEqualTo(15);
    }
  }

  private static void assertNoDifference(BackgroundWork work, int length) throws IOException {
    try (Bench bench = new Bench()) {
      Sequences.Found found = Sequences.compare(bench.both(work), length, BUDGET);

      assertThat(found.difference()).isEmpty();
      assertThat(found.complete()).isTrue();
    }
  }
}
