/**
 * Is a history linearizable: could each operation have taken effect at one moment between its
 * invocation and its completion, such that a {@linkplain
 * org.acksiom.linearizability.model.SequentialModel sequential model} explains all that was heard?
 *
 * <p>{@link org.acksiom.linearizability.LinearizabilityChecker} decides it by search, within a
 * {@linkplain org.acksiom.linearizability.Budget budget}, and returns a {@linkplain
 * org.acksiom.linearizability.Judgement judgement}; of a history that is not linearizable, with a
 * {@linkplain org.acksiom.linearizability.Counterexample counterexample}.
 */
package org.acksiom.linearizability;
