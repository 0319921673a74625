package org.acksiom.kafka.proxy;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * What becomes of a frame, and of what follows it on the same connection in the same direction.
 *
 * @param kind what is done
 * @param delay for how long the frame is held before; zero but for {@link Kind#STALL}
 * @param taker who takes the frame; nobody but for {@link Kind#TAKE}
 */
public record FrameAction(Kind kind, Duration delay, Consumer<TakenFrame> taker) {

  /** See {@link Kind#FORWARD}. */
  public static final FrameAction FORWARD = of(Kind.FORWARD);

  /** See {@link Kind#CLOSE}. */
  public static final FrameAction CLOSE = of(Kind.CLOSE);

  /** See {@link Kind#BLACKHOLE}. */
  public static final FrameAction BLACKHOLE = of(Kind.BLACKHOLE);

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
    STALL,
    /** It is somebody's, who passes it on or does not; what follows it is not held up. */
    TAKE
  }

  /**
   * See {@link Kind#STALL}.
   *
   * @param delay for how long the frame is held, unless the network heals before
   */
  public static FrameAction stall(Duration delay) {
    return new FrameAction(Kind.STALL, delay, frame -> {});
  }

  /**
   * See {@link Kind#TAKE}.
   *
   * @param taker is given the frame by the thread that has read it, and must not block
   */
  public static FrameAction take(Consumer<TakenFrame> taker) {
    return new FrameAction(Kind.TAKE, Duration.ZERO, taker);
  }

  private static FrameAction of(Kind kind) {
    return new FrameAction(kind, Duration.ZERO, frame -> {});
  }
}
