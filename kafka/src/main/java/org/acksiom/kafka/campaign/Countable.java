package org.acksiom.kafka.campaign;

import java.util.Locale;

/** What is counted during a run, over all clients and brokers, to say when a nemesis strikes. */
public enum Countable {
  /** A producer is asked to send a record. */
  SEND,
  /** A produce request reaches a proxy; one that is sent again counts again. */
  PRODUCE_REQUEST,
  /** A broker's answer to a produce request reaches a proxy; there are none with acks=0. */
  ACK,
  /** A consumer's fetch request reaches a proxy. */
  FETCH;

  /** The name in files: lower case with hyphens. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
