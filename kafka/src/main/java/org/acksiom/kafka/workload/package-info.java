/**
 * Real Kafka as a witness: a real producer with given settings sends records to a real cluster
 * while the network between them fails in a given way; what it was told and what the log then holds
 * is a history, and the delivery checker judges it as it judges those of the simulator.
 *
 * <p>A {@linkplain org.acksiom.kafka.workload.Scenario scenario} says which fault happens. Faults
 * are tied to requests and responses, not to times, so that a scenario means the same on any
 * machine and none has to wait for a time-out.
 *
 * <p>The final log is read when nothing is in flight any more: the producer is closed, the proxies
 * have passed on or lost all that it sent, and have seen the broker finish with every request that
 * reached it, and a last record that every replica in the ISR has confirmed stands behind all
 * others, so that all before it is committed.
 */
package org.acksiom.kafka.workload;
