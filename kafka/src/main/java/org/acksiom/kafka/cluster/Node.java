package org.acksiom.kafka.cluster;

import java.nio.file.Path;
import java.util.Optional;

/**
 * One Kafka server, a broker or the controller, that is started, ended and started again with what
 * its directory holds. One thread at a time changes its state; {@link #kill}, {@link #isAlive} and
 * {@link #close} may be called by any, at any time.
 */
interface Node extends AutoCloseable {
  /** The {@code node.id}. */
  int id();

  /**
   * Returns when the node serves; a broker waits for the controller. The first start formats the
   * directory.
   *
   * @throws IllegalStateException if the node is alive or closed
   * @throws ClusterException if it does not start, not within 60 seconds, or if the thread is
   *     interrupted; nothing of it runs then
   */
  void start();

  /**
   * Ends the node in good order: a broker hands over what it leads and says goodbye to the
   * controller. A paused node is resumed before. Does nothing if the node is not started.
   *
   * @throws ClusterException if it had ended by itself, does not end within 60 seconds, or if the
   *     thread is interrupted; nothing of it runs then
   */
  void stop();

  /** Ends the node without a word to anybody. Does nothing if the node is not started. */
  void kill();

  /**
   * Stops the node's clock: its connections stay open, and nothing is answered. Does nothing if it
   * is paused.
   *
   * @throws UnsupportedOperationException if the node shares its process with others
   * @throws IllegalStateException if the node is not alive
   * @throws ClusterException if it can't be paused
   */
  void pause();

  /**
   * Lets a paused node go on. Does nothing if it is not paused.
   *
   * @throws ClusterException if it can't be resumed
   */
  void resume();

  /** Whether the node runs or is paused: it was started and has not ended, in whatever way. */
  boolean isAlive();

  /** What the node logs, of all its starts; none if it keeps no log of its own. */
  Optional<Path> logFile();

  /** Kills the node if it is alive; it can't be started any more. Its files stay. */
  @Override
  void close();
}
