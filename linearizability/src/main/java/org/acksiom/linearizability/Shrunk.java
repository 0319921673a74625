package org.acksiom.linearizability;

import java.util.List;
import org.acksiom.linearizability.history.Operation;

/**
 * A few operations of a history that cannot be explained together, whatever became of the others.
 *
 * @param operations in the order of their invocations, as they are in the whole history
 * @param counterexample where explanations of these end; its prefix may have others that these
 *     need, such as the write of what a read saw, as operations of which nobody heard
 * @param minimal whether each of them is needed; else the budget ended the search for fewer
 */
public record Shrunk(List<Operation> operations, Counterexample counterexample, boolean minimal) {

  /** Keeps a copy of the operations. */
  public Shrunk {
    operations = List.copyOf(operations);
  }
}
