/**
 * Real Apache Kafka in this process: brokers and a controller that a test or a campaign starts,
 * uses and leaves without a trace.
 *
 * <p>Kafka's own server classes run unchanged on loopback. Whoever starts a cluster decides what
 * address each broker tells its clients, which is how something that misbehaves on purpose gets
 * between them.
 */
package org.acksiom.kafka.cluster;
