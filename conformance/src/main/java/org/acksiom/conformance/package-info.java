/**
 * Prediction and observation, held against each other.
 *
 * <p>TLC predicts from the specification, the history checkers observe the implementation; a {@link
 * org.acksiom.conformance.Match} says whether the two are equal. {@link
 * org.acksiom.conformance.Abstraction} is the one place where a state of the implementation becomes
 * a state of the specification, field by field.
 */
package org.acksiom.conformance;
