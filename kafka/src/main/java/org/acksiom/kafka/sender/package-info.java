/**
 * Kafka's own producer as a deterministic automaton, held against ours.
 *
 * <p>A {@link org.acksiom.kafka.sender.SenderRun} is the real {@code Sender} with its accumulator
 * and transaction manager, on {@link org.acksiom.kafka.sender.Connections} and a clock of ours: no
 * socket, no thread, and nothing moves until it is told. A run can't be copied, so a state of it is
 * the way to it, and what follows is tried on a new run that is led there first. The {@link
 * org.acksiom.kafka.sender.SenderAutomaton} keeps each {@link org.acksiom.kafka.sender.SenderState}
 * once. That is what reduces the search, twice: ways that come to one state go on together, and
 * what brokers and network do among themselves is not shown to the producer, which could not tell.
 *
 * <p>There are three ways to hold the two against each other.
 *
 * <ul>
 *   <li>{@link org.acksiom.kafka.sender.AnyBrokers} gives both the same answers, broken connections
 *       and leaders, whatever these may be. It needs no cluster, so it can be exhausted at bounds
 *       at which a cluster can't; and what it says is true of every cluster: two producers that
 *       answer alike to everything have the same outcomes everywhere. Behind a way to part it does
 *       not look.
 *   <li>{@link org.acksiom.kafka.sender.ClusterLockstep} does so in a simulated cluster, where a
 *       way to part is a schedule that can be replayed.
 *   <li>{@link org.acksiom.kafka.sender.OutcomeSearch} puts each by itself into the cluster,
 *       Kafka's as a {@link org.acksiom.kafka.sender.RealProducer}, and collects what clients see
 *       in the end. It goes on where the two part.
 * </ul>
 *
 * <p>Differences from a running producer: the I/O thread is never held up, so that two things that
 * happen between two of its turns are seen in two turns; its writes are whole or not at all; what a
 * broker knows of the leader comes by metadata alone, not with an error (KIP-951), which is the
 * same a step later; back-off and linger are 0; the producer id comes at once.
 */
package org.acksiom.kafka.sender;
