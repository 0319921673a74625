package org.acksiom.impl.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.acksiom.specs.Bounds;
import org.acksiom.specs.FaultModel;
import org.acksiom.specs.Preset;
import org.junit.jupiter.api.Test;

/** A schedule is replayed as it stands, or refused. */
class ScheduleTest {
  private static final Setup SETUP =
      new Setup(Preset.LEADER_ACK.settings(), FaultModel.NONE, Bounds.SMALL);

  @Test
  void showsEveryStepToItsObserver() {
    List<String> seen = new ArrayList<>();

    schedule("ProducerSends", "LeaderAppends(1)")
        .run(
            new Schedule.Observer() {
              @Override
              public void begun(Cluster initial) {
                seen.add("begun: " + initial.producer().queue());
              }

              @Override
              public void happened(Event event, Cluster after) {
                seen.add(event + ": " + after.broker(1).log().endOffset());
              }
            });

    assertThat(seen).containsExactly("begun: [1, 2]", "ProducerSends: 0", "LeaderAppends(1): 1");
  }

  @Test
  void anEventThatCanNotHappenIsNamedWithItsPosition() {
    assertThatThrownBy(() -> schedule("ProducerSends", "LeaderAcknowledges(1)").run())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("event 2: LeaderAcknowledges(1) can not happen here");
  }

  @Test
  void anEventOfABrokerThatThereIsNotIsNamedToo() {
    assertThatThrownBy(() -> schedule("LeaderAppends(9)").run())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("event 1: LeaderAppends(9) can not happen here");
  }

  private static Schedule schedule(String... events) {
    return new Schedule(SETUP, List.of(events).stream().map(Event::parse).toList());
  }
}
