package org.acksiom.kafka.proxy;

import org.apache.kafka.common.protocol.ApiKeys;

/**
 * Decides what becomes of each frame. A rule may count what it has seen: it is called by one thread
 * at a time even where several proxies share it, in the order in which frames reach the proxies.
 */
@FunctionalInterface
public interface FrameRule {

  /** Every frame arrives. */
  FrameRule FORWARD_ALL = frame -> FrameAction.FORWARD;

  /** What becomes of {@code frame}; must not block. */
  FrameAction decide(Frame frame);

  /**
   * One frame meets its fate, every other is forwarded.
   *
   * @param n which of the frames of that direction and API, counted over all connections; from 1
   */
  static FrameRule onNth(int n, Frame.Direction direction, ApiKeys api, FrameAction action) {
    return new FrameRule() {
      private int seen;

      @Override
      public FrameAction decide(Frame frame) {
        boolean hit = frame.direction() == direction && frame.api() == api && ++seen == n;
        return hit ? action : FrameAction.FORWARD;
      }
    };
  }

  /**
   * This rule's decision, or that of {@code other} where this one would forward; both see every
   * frame.
   */
  default FrameRule orElse(FrameRule other) {
    return frame -> {
      FrameAction mine = decide(frame);
      FrameAction others = other.decide(frame);
      return mine.equals(FrameAction.FORWARD) ? others : mine;
    };
  }
}
