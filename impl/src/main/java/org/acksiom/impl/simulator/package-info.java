/**
 * The simulator: it runs the protocol core under every order of events that the fault model allows,
 * one at a time.
 *
 * <p>A {@link org.acksiom.impl.simulator.Cluster} is one producer, the brokers and the controller,
 * joined by a {@link org.acksiom.impl.simulator.MessageRouter}. The {@link
 * org.acksiom.impl.simulator.EventScheduler} says which events can happen next. An {@link
 * org.acksiom.impl.simulator.Event} is one step, and carries the name of one action of the TLA+
 * module {@code KafkaDelivery}. A list of events is a {@link org.acksiom.impl.simulator.Schedule}:
 * the one artifact that exploration, fuzzing and model checking share, since replaying it is all
 * there is to reproducing a behaviour.
 */
package org.acksiom.impl.simulator;
