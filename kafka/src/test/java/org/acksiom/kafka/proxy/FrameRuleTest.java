package org.acksiom.kafka.proxy;

import static org.acksiom.kafka.proxy.Frame.Direction.REQUEST;
import static org.acksiom.kafka.proxy.Frame.Direction.RESPONSE;
import static org.acksiom.kafka.proxy.FrameAction.BLACKHOLE;
import static org.acksiom.kafka.proxy.FrameAction.CLOSE;
import static org.acksiom.kafka.proxy.FrameAction.FORWARD;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.apache.kafka.common.protocol.ApiKeys;
import org.junit.jupiter.api.Test;

class FrameRuleTest {
  private static final Frame ASK = frame(REQUEST, ApiKeys.PRODUCE);
  private static final Frame ANSWER = frame(RESPONSE, ApiKeys.PRODUCE);
  private static final Frame OTHER = frame(REQUEST, ApiKeys.METADATA);

  @Test
  void onlyTheNthFrameOfThatDirectionAndApiIsHit() {
    FrameRule rule = FrameRule.onNth(2, REQUEST, ApiKeys.PRODUCE, CLOSE);
    assertThat(Stream.of(OTHER, ASK, ANSWER, OTHER, ASK, ASK, ASK).map(rule::decide))
        .containsExactly(FORWARD, FORWARD, FORWARD, FORWARD, CLOSE, FORWARD, FORWARD);
  }

  @Test
  void ofTwoRulesBothCountEveryFrameAndTheFirstHasItsWay() {
    FrameRule rule =
        FrameRule.onNth(2, REQUEST, ApiKeys.PRODUCE, CLOSE)
            .orElse(FrameRule.onNth(1, REQUEST, ApiKeys.PRODUCE, BLACKHOLE))
            .orElse(FrameRule.onNth(2, REQUEST, ApiKeys.PRODUCE, BLACKHOLE))
            .orElse(FrameRule.onNth(3, REQUEST, ApiKeys.PRODUCE, BLACKHOLE));
    assertThat(Stream.of(ASK, ASK, ASK, ASK).map(rule::decide))
        .containsExactly(BLACKHOLE, CLOSE, BLACKHOLE, FORWARD);
  }

  private static Frame frame(Frame.Direction direction, ApiKeys api) {
    return new Frame(direction, api, (short) 0, 0, "");
  }
}
