package org.acksiom.kafka.replay;

import java.util.Map;
import java.util.Optional;

/**
 * The clients of a replay and what stands between them and the brokers.
 *
 * @param producerId the producer's {@code client.id}
 * @param producer the producer
 * @param consumerId the consumer's {@code client.id}
 * @param consumer the consumer, if the schedule has one
 * @param metadata what both are told of the cluster
 * @param gates by broker, what is on its way between it and the producer
 */
record Clients(
    String producerId,
    ScheduledProducer producer,
    String consumerId,
    Optional<ScheduledConsumer> consumer,
    MetadataView metadata,
    Map<Integer, ProducerGate> gates) {

  ProducerGate gate(int broker) {
    return gates.get(broker);
  }
}
