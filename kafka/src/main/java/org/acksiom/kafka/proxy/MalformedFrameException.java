package org.acksiom.kafka.proxy;

import java.io.IOException;

/** What came over a connection is not Kafka's protocol. */
final class MalformedFrameException extends IOException {
  private static final long serialVersionUID = 1L;

  MalformedFrameException(String expected, String found) {
    super("expected " + expected + ", found " + found);
  }
}
