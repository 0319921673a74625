package org.acksiom.kafka.sender;

/** Whether {@code delivery.timeout.ms} may elapse. */
public enum Timeouts {
  /** At any time, for any record. */
  ELAPSE,
  /** Never: nothing is given up. */
  NEVER_ELAPSE
}
