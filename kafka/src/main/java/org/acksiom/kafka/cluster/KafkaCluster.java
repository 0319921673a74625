package org.acksiom.kafka.cluster;

import java.io.IOException;

/**
 * Some Kafka brokers, numbered from 1, and a controller. Calls that concern different brokers may
 * come from different threads.
 */
public interface KafkaCluster extends AutoCloseable {

  /** Whether each broker has a process of its own, which can be killed and paused. */
  boolean isForked();

  /**
   * Stops a broker in good order; returns when it is gone. Nothing happens if it does not run.
   *
   * @throws ClusterException if it does not stop in time
   */
  void stop(int broker);

  /**
   * Starts a broker that was stopped or killed; returns when it serves.
   *
   * @throws ClusterException if it does not start in time
   */
  void restart(int broker);

  /**
   * Ends a broker without a word to anybody ({@code kill -9}).
   *
   * @throws UnsupportedOperationException if it has no process of its own
   */
  void kill(int broker);

  /**
   * Stops a broker's clock while its connections stay open (SIGSTOP).
   *
   * @throws UnsupportedOperationException if it has no process of its own
   */
  void pause(int broker);

  /**
   * Lets a paused broker go on (SIGCONT).
   *
   * @throws UnsupportedOperationException if it has no process of its own
   */
  void resume(int broker);

  @Override
  void close() throws IOException;
}
