package org.acksiom.kafka.proxy;

import java.time.Duration;

/**
 * What becomes of a frame, and of what follows it on the same connection in the same direction.
 *
 * @param kind what is done
 * @param delay for how long the frame is held before; zero but for {@link Kind#STALL}
 */
public record FrameAction(Kind kind, Duration delay) {

  /** See {@link Kind#FORWARD}. */
  public static final FrameAction FORWARD = new FrameAction(Kind.FORWARD, Duration.ZERO);

  /** See {@link Kind#CLOSE}. */
  public static final FrameAction CLOSE = new FrameAction(Kind.CLOSE, Duration.ZERO);

  /** See {@link Kind#BLACKHOLE}. */
  public static final FrameAction BLACKHOLE = new FrameAction(Kind.BLACKHOLE, Duration.ZERO);

  /** The ways in which a network treats a frame. */
  public enum Kind {
    /** It arrives. */
    FORWARD,
    /** It is lost and the connection breaks; requests that arrived before are still served. */
    CLOSE,
    /**
     * It is lost and so is everything behind it, while the connection seems alive. The rule goes on
     * being asked, and may still {@link #CLOSE}.
     */
    BLACKHOLE,
    /** It arrives late, and so does everything behind it. */
    STALL
  }

  /**
   * See {@link Kind#STALL}.
   *
   * @param delay for how long the frame is held, unless the network heals before
   */
  public static FrameAction stall(Duration delay) {
    return new FrameAction(Kind.STALL, delay);
  }
}
