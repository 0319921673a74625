package org.acksiom.bench.peers;

import java.util.Optional;
import org.acksiom.linearizability.Verdict;
import org.acksiom.linearizability.history.History;
import org.acksiom.linearizability.model.Dialect;
import org.acksiom.linearizability.model.SequentialModel;

/**
 * A history to check.
 *
 * @param name what to call it
 * @param history the history: of one register, or of values by the attribute {@code key}
 * @param model the built-in model for it
 * @param dialect what the history's words mean
 * @param start what the register, or each key, holds at first
 * @param isWhole whether it is to be checked as one, even if it has several keys
 * @param expected the verdict, if its source states one
 */
public record Task(
    String name,
    History history,
    SequentialModel<?, ?> model,
    Dialect dialect,
    Object start,
    boolean isWhole,
    Optional<Verdict> expected) {}
