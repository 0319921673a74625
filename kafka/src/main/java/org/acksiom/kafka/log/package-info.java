/**
 * Kafka's own log as an oracle: the classes with which a real broker appends, truncates and
 * recovers ({@code UnifiedLog}, {@code ProducerStateManager}, {@code LeaderEpochFileCache}) and the
 * logs of the core ({@code MemoryLog}, {@code SegmentedLog}, and the leader's {@code ProducerState}
 * on either) go through the same {@linkplain org.acksiom.kafka.log.Step steps}, and are {@linkplain
 * org.acksiom.kafka.log.SideBySide compared} after each. {@linkplain
 * org.acksiom.kafka.log.Sequences Every sequence} up to a length is taken.
 *
 * <p>What a step means depends on where the log is, so that few steps reach far: a record is the
 * one that follows, repeats, leaves out or comes under another epoch, whatever the producer has
 * sent so far.
 *
 * <p>Not compared, for the core has no such thing: several producers, batches of several records,
 * transactions, retention, and the high watermark, which Kafka's log only keeps for others.
 */
package org.acksiom.kafka.log;
