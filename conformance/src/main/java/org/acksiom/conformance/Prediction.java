package org.acksiom.conformance;

import java.util.Optional;
import org.acksiom.modelcheck.Trace;

/**
 * What TLC says of one anomaly under some settings and faults.
 *
 * @param verdict whether it is possible
 * @param distinctStates states that TLC found until the anomaly was decided or the budget ran out
 * @param depth of the state graph, or for {@link Verdict#POSSIBLE} of the witness, in states
 * @param witness a shortest behaviour that shows it, if it is possible
 */
public record Prediction(
    Verdict verdict, long distinctStates, int depth, Optional<Trace> witness) {}
