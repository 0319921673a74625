/**
 * Real Kafka, made to follow a schedule.
 *
 * <p>A schedule of the simulator, which is a behaviour of the specification, says what happens in
 * which order: which request reaches the leader, which answer is lost, when a follower hears of a
 * new leader. Here the same happens to real brokers and a real producer. Every frame between them
 * comes to a gate and waits there for its turn; a broker is stopped and started; a time-out elapses
 * when it is due. After each event Kafka must agree with the simulated cluster in all that can be
 * seen from outside: leader, leader epoch and ISR as the controller and each broker know them, the
 * end of each log, the high watermark, what is on its way, and what the producer was told.
 *
 * <p>So a witness of the specification is one of real Kafka too, or it is shown at which event the
 * two part.
 */
package org.acksiom.kafka.replay;
