package org.acksiom.impl.core;

/**
 * The producer asks a broker to append one record.
 *
 * @param record which record
 * @param producerEpoch the producer's epoch when the record got its sequence
 * @param sequence the sequence, or {@link Entry#NO_SEQUENCE} without idempotence
 */
public record ProduceRequest(int record, int producerEpoch, int sequence) {}
