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
 * @param cached whether TLC said so earlier, and was not run again
 */
public record Prediction(
    Verdict verdict, long distinctStates, int depth, Optional<Trace> witness, boolean cached) {

  /** What TLC says now. */
  public Prediction(Verdict verdict, long distinctStates, int depth, Optional<Trace> witness) {
    this(verdict, distinctStates, depth, witness, false);
  }
}
