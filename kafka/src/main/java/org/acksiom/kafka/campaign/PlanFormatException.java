package org.acksiom.kafka.campaign;

/** A file is not a plan; the message says where and why, on one line. */
public final class PlanFormatException extends Exception {
  private static final long serialVersionUID = 1L;

  PlanFormatException(String message) {
    super(message);
  }
}
