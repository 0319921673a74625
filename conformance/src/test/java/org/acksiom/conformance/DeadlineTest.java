package org.acksiom.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What is left of a budget, by a clock that the test turns. */
class DeadlineTest {
  private long now = Long.MAX_VALUE - 5; // the clock may overflow

  @Test
  void aPieceOfWorkMayTakeItsOwnTimeOrWhatIsLeftOfAll() {
    Deadline deadline = Deadline.in(Duration.ofSeconds(10), () -> now);
    assertThat(deadline.left(Duration.ofSeconds(4))).isEqualTo(Duration.ofSeconds(4));
    now += Duration.ofSeconds(7).toNanos();
    assertThat(deadline.left(Duration.ofSeconds(4))).isEqualTo(Duration.ofSeconds(3));
    now += Duration.ofSeconds(3).toNanos();
    assertThat(deadline.left(Duration.ofSeconds(4))).isZero();
    now += Duration.ofSeconds(3).toNanos();
    assertThat(deadline.left(Duration.ofSeconds(4))).isZero();
  }

  @Test
  void withoutADeadlineThereIsAlwaysTimeLeft() {
    Deadline never = Deadline.never(() -> now);
    now += Duration.ofDays(365).toNanos();
    assertThat(never.left(Duration.ofDays(30))).isEqualTo(Duration.ofDays(30));
  }
}
