package org.acksiom.kafka.replay;

/**
 * Real Kafka did not do what a schedule says; the message says at which event, and what instead.
 */
public final class NotFollowed extends Exception {
  private static final long serialVersionUID = 1L;

  NotFollowed(String message) {
    super(message);
  }
}
