package org.acksiom.kafka.workload;

import java.util.concurrent.atomic.AtomicInteger;
import org.acksiom.kafka.proxy.Frame;
import org.acksiom.kafka.proxy.FrameAction;
import org.acksiom.kafka.proxy.FrameRule;

/** A rule, and how often it did not forward. */
final class CountedFaults implements FrameRule {
  private final FrameRule rule;
  private final AtomicInteger count = new AtomicInteger();

  CountedFaults(FrameRule rule) {
    this.rule = rule;
  }

  @Override
  public FrameAction decide(Frame frame) {
    FrameAction action = rule.decide(frame);
    if (!action.equals(FrameAction.FORWARD)) {
      count.incrementAndGet();
    }
    return action;
  }

  int count() {
    return count.get();
  }
}
