package org.acksiom.kafka.log;

import org.acksiom.impl.core.ProduceResponse;

/**
 * What a log answers to one produce request.
 *
 * @param error Kafka's name of the error, {@code NONE} if there is none
 * @param offset where the record stands, or its first copy; -1 with an error
 */
record Answer(String error, int offset) {
  static Answer refused(String error) {
    return new Answer(error, ProduceResponse.NO_OFFSET);
  }

  static Answer of(ProduceResponse response) {
    return new Answer(response.error().name(), response.offset());
  }
}
