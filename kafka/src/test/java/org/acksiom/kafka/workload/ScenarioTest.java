package org.acksiom.kafka.workload;

import static org.acksiom.kafka.proxy.Frame.Direction.REQUEST;
import static org.acksiom.kafka.proxy.FrameAction.BLACKHOLE;
import static org.acksiom.kafka.proxy.FrameAction.CLOSE;
import static org.acksiom.kafka.proxy.FrameAction.FORWARD;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.acksiom.kafka.proxy.Frame;
import org.acksiom.kafka.proxy.FrameAction;
import org.acksiom.kafka.proxy.FrameRule;
import org.apache.kafka.common.protocol.ApiKeys;
import org.junit.jupiter.api.Test;

class ScenarioTest {
  @Test
  void allInFlightAreLostBeforeTheConnectionBreaks() {
    assertThat(fates(Scenario.IN_FLIGHT_LOST.rule(2, 3)))
        .containsExactly(FORWARD, BLACKHOLE, FORWARD, CLOSE, FORWARD);
  }

  @Test
  void withOneRequestInFlightThatOneIsLost() {
    assertThat(fates(Scenario.IN_FLIGHT_LOST.rule(2, 1)))
        .containsExactly(FORWARD, CLOSE, FORWARD, FORWARD, FORWARD)
        .isEqualTo(fates(Scenario.REQUEST_LOST.rule(2, 1)));
  }

  private static List<FrameAction> fates(FrameRule rule) {
    Frame request = new Frame(REQUEST, ApiKeys.PRODUCE, (short) 12, 0, "");
    return Collections.nCopies(5, request).stream().map(rule::decide).toList();
  }
}
