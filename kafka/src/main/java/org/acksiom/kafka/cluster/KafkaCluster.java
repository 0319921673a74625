package org.acksiom.kafka.cluster;

import java.io.IOException;

/**
 * Some Kafka brokers, numbered from 1, and a controller. Calls that concern different brokers may
 * come from different threads.
 */
public interface KafkaCluster extends AutoCloseable {

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

  @Override
  void close() throws IOException;
}
