package org.acksiom.linearizability;

import java.util.Optional;

/**
 * What a check found.
 *
 * @param verdict whether the model explains the history
 * @param operations the operations of the history
 * @param configurations how many different situations the search was in: which operations had taken
 *     effect, and what state they had led to
 * @param reason for {@link Verdict#UNKNOWN}, what ran out
 * @param counterexample for {@link Verdict#INVALID}, where explanations end
 */
public record Judgement(
    Verdict verdict,
    int operations,
    long configurations,
    Optional<String> reason,
    Optional<Counterexample> counterexample) {}
