package org.acksiom.kafka.proxy;

import java.io.IOException;

/**
 * A frame that a proxy has read and does not pass on by itself. Whoever has it may pass it on, or
 * something else in its stead, at any time and in any order: the order of frames is theirs to keep.
 */
public interface TakenFrame {

  /** What it is. */
  Frame frame();

  /** The frame without its length; not to be changed. */
  byte[] content();

  /** The connection on which it came: equal for the frames of one connection and no others. */
  Object connection();

  /**
   * Sends it to where it was going.
   *
   * @throws IOException if the connection is gone
   */
  default void pass() throws IOException {
    pass(content());
  }

  /** The same, unless the connection is gone, and with it whoever waited. */
  default void passIfPossible() {
    try {
      pass();
    } catch (IOException e) {
      // See above.
    }
  }

  /**
   * Sends something else to where it was going.
   *
   * @param other a frame without its length
   * @throws IOException if the connection is gone
   */
  void pass(byte[] other) throws IOException;

  /** Breaks its connection, as if the network had. */
  void cut();
}
