package org.acksiom.cli.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.acksiom.impl.core.ErrorCode;
import org.acksiom.impl.core.ProduceResponse;
import org.acksiom.impl.simulator.Action;
import org.acksiom.impl.simulator.Cluster;
import org.acksiom.impl.simulator.Event;
import org.acksiom.impl.simulator.EventScheduler;
import org.acksiom.impl.simulator.Schedule;
import org.acksiom.impl.simulator.Setup;
import org.acksiom.specs.Bounds;
import org.acksiom.specs.FaultModel;
import org.acksiom.specs.Preset;
import org.junit.jupiter.api.Test;

/** Stories tell what the logs have, whatever rule the broker followed. */
class StoryTest {

  @Test
  void anAcknowledgementOfWhatAMemberOfTheIsrLacksIsSaidToBeOne() {
    Setup setup = new Setup(Preset.AT_LEAST_ONCE.settings(), FaultModel.NONE, Bounds.SMALL);
    Cluster cluster = new Cluster(setup);
    EventScheduler scheduler = new EventScheduler(setup);
    for (Action action : List.of(Action.PRODUCER_SENDS, Action.LEADER_APPENDS)) {
      Event event =
          scheduler.enabled(cluster).stream()
              .filter(enabled -> enabled.action() == action)
              .findFirst()
              .orElseThrow();
      cluster.apply(event);
    }
    ProduceResponse early = new ProduceResponse(1, ErrorCode.NONE, 0);
    assertThat(Story.lacking(cluster, 1, early)).contains("broker 2");
  }

  @Property(tries = 200)
  void theIsrHasWhatThisBrokerAcknowledges(
      @ForAll @IntRange(min = 1, max = 3) int replicas, @ForAll long seed) {
    Schedule schedule = Walks.walk(Preset.AT_LEAST_ONCE, replicas, 2, 80, seed);
    for (Story.Step step : Story.of(schedule)) {
      // a disk that lost the record afterwards is none of the leader's knowledge
      if (step.event().action() == Action.BROKER_CRASHES && step.event().second() > 0) {
        return;
      }
      assertThat(step.sentence()).doesNotContain("in the ISR lacks it");
    }
  }
}
