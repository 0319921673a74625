package org.acksiom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.acksiom.kafka.replay.KafkaReplay.Outcome;
import org.acksiom.linearizability.delivery.DeliveryChecker;
import org.acksiom.linearizability.delivery.DeliveryRecorder;
import org.acksiom.linearizability.delivery.DeliveryReport;
import org.acksiom.linearizability.delivery.Stored;
import org.junit.jupiter.api.Test;

/** What is said of a replay when it is over. */
class RealKafkaTest {
  /** One record is acknowledged, and is so often in the final log. */
  private static DeliveryReport report(int copies) {
    DeliveryRecorder recorder = new DeliveryRecorder();
    recorder.sendInvoked(1, "p", "t", 7L);
    recorder.acked(1, 0);
    recorder.finalRead(
        0, "t", IntStream.range(0, copies).mapToObj(offset -> new Stored(offset, 7L)).toList());
    return new DeliveryChecker().check(List.copyOf(recorder.events()));
  }

  private static Optional<String> parted(Optional<String> notFollowed, int copies, int simulated) {
    return RealKafka.parted(new Outcome(notFollowed, List.of(), report(copies), report(simulated)));
  }

  @Test
  void aReplayThatEndsAsTheSimulatorDidNotPart() {
    assertThat(parted(Optional.empty(), 2, 2)).isEmpty();
    assertThat(parted(Optional.empty(), 1, 1)).isEmpty();
  }

  @Test
  void aReplayThatIsFollowedAndEndsOtherwiseParted() {
    assertThat(parted(Optional.empty(), 1, 2))
        .contains("followed, and ended otherwise: no anomaly instead of DUPLICATE 1");
    assertThat(parted(Optional.empty(), 2, 1))
        .contains("followed, and ended otherwise: DUPLICATE 1 instead of no anomaly");
  }

  @Test
  void whereItWasNotFollowedIsTheReason() {
    assertThat(parted(Optional.of("event 2: late"), 1, 2)).contains("event 2: late");
  }
}
