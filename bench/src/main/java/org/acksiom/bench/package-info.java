/**
 * JMH benchmarks. Each counts the unit that a user waits for (states, steps), not calls; {@code
 * docs/performance.md} has the commands and what was measured.
 */
package org.acksiom.bench;
