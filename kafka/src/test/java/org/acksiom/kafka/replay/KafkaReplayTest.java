package org.acksiom.kafka.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.acksiom.impl.simulator.Budget;
import org.acksiom.impl.simulator.Event;
import org.acksiom.impl.simulator.Explorer;
import org.acksiom.impl.simulator.Schedule;
import org.acksiom.impl.simulator.Setup;
import org.acksiom.specs.Anomaly;
import org.acksiom.specs.Bounds;
import org.acksiom.specs.FaultModel;
import org.acksiom.specs.Preset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the simulated cluster does, real Kafka does; and where it does not, that is said. */
@Timeout(300)
@TestInstance(Lifecycle.PER_CLASS)
class KafkaReplayTest {
  private static final long STATES = 2_000_000;

  private Path directory;
  private Set<Thread> before;
  private KafkaReplay kafka;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    directory = folder;
    before = Thread.getAllStackTraces().keySet();
    kafka = new KafkaReplay(directory, 2);
  }

  /** Threads, and with them connections, and files. */
  @AfterAll
  void nothingIsLeftBehind() throws Exception {
    kafka.close();
    assertThat(directory).isEmptyDirectory();
    assertThat(Thread.getAllStackTraces().keySet())
        // The clocks of Kafka's metrics library and of JUnit's time-outs belong to the process.
        .filteredOn(thread -> !thread.getName().startsWith("metrics-meter-tick-thread"))
        .filteredOn(thread -> !thread.getName().equals("junit-jupiter-timeout-watcher"))
        .isSubsetOf(before);
  }

  @ParameterizedTest
  @EnumSource
  void everyStoryHappensOnRealKafkaAsItIsTold(Story story) throws Exception {
    Schedule schedule = StorySearch.find(story, STATES).orElseThrow();
    KafkaReplay.Outcome outcome = kafka.run(schedule);
    assertThat(outcome.notFollowed()).isEmpty();
    assertThat(outcome.report().counts()).isEqualTo(outcome.simulated().counts());
    if (story.ending().isPresent()) {
      assertThat(outcome.report().counts()).containsKey(story.ending().get());
    } else {
      assertThat(outcome.report().counts()).isEmpty();
    }
  }

  /** The consumer resets its offset by itself, to where the logs part. */
  @Test
  void theRealConsumerReadsBackwardsAfterAnUncleanElection() throws Exception {
    Bounds bounds = Bounds.SMALL.withoutRetries().withConsumer();
    Setup setup = new Setup(Preset.LEADER_ACK_UNCLEAN.settings(), FaultModel.CRASH, bounds);
    Schedule witness =
        Explorer.explore(setup, Budget.ofStates(STATES)).witnesses().get(Anomaly.NONMONOTONIC_READ);
    KafkaReplay.Outcome outcome = kafka.run(witness);
    assertThat(outcome.notFollowed()).isEmpty();
    assertThat(outcome.report().counts())
        .containsKey(Anomaly.NONMONOTONIC_READ)
        .isEqualTo(outcome.simulated().counts());
  }

  /** The specification lets a leader drop any follower, Kafka only one that lags behind. */
  @Test
  void whereKafkaDoesOtherwiseIsSaidWithTheEvent(@TempDir Path other) throws Exception {
    Setup setup = new Setup(Preset.LEADER_ACK.settings(), FaultModel.PARTITION, Bounds.SMALL);
    Schedule schedule =
        new Schedule(
            setup,
            List.of(
                Event.parse("LeaderAnswersFetch(1, 2)"), Event.parse("LeaderShrinksIsr(1, 2)")));
    try (KafkaReplay impatient = new KafkaReplay(other, 2, Duration.ofSeconds(3))) {
      assertThat(impatient.run(schedule).notFollowed())
          .hasValue(
              "event 2, LeaderShrinksIsr(1, 2): expected broker 1 to ask for an ISR without"
                  + " broker 2, found none in time");
      Schedule next = StorySearch.find(Story.STORED_TWICE, STATES).orElseThrow();
      assertThat(impatient.run(next).notFollowed()).isEmpty();
    }
    assertThat(other).isEmptyDirectory();
  }
}
