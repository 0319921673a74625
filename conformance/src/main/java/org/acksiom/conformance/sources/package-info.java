/**
 * Where the words of the specification and of the code stand: for each action of {@code
 * KafkaDelivery} its definitions in TLA+ and the methods of the core that are the same step. All of
 * it is read in the sources, which the build packages, so that no number of a line is typed in.
 */
package org.acksiom.conformance.sources;
