/**
 * The protocol: broker, controller, producer and consumer as state machines that know neither
 * threads nor clocks, sockets or randomness. Each is told of one event at a time and answers with
 * messages; who carries the messages, and in which order, is somebody else's choice. The names are
 * those of the TLA+ module {@code KafkaDelivery}, field by field, and each transition says which of
 * its actions it is: {@link org.acksiom.impl.core.SpecAction}.
 *
 * <p>A broker's {@link org.acksiom.impl.core.Log} is a port: {@link
 * org.acksiom.impl.core.MemoryLog} is what the explorer copies by the million, {@code
 * org.acksiom.impl.storage} has one on a disk.
 *
 * <p>Brokers are numbered from 1, records from 1, offsets from 0.
 */
package org.acksiom.impl.core;
