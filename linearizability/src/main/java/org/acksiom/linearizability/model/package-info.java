/**
 * Sequential models: what an object does when one operation follows another.
 *
 * <p>A {@linkplain org.acksiom.linearizability.model.SequentialModel model} reads each operation of
 * a history as a call in its own words, and says how each call changes its state, or why it cannot
 * follow in that state. States and calls are immutable values with {@code equals}: the checker
 * needs no more to code them as numbers.
 *
 * <p>{@link org.acksiom.linearizability.model.Model} is the small interface to write one of one's
 * own; those that come along are this package's other classes, by name in {@link
 * org.acksiom.linearizability.model.Models}.
 *
 * <p>What recorders of histories mean by the same words differs; {@link
 * org.acksiom.linearizability.model.Dialect} is the one place that knows.
 */
package org.acksiom.linearizability.model;
