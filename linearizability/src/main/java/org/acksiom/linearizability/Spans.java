package org.acksiom.linearizability;

import java.util.Arrays;
import java.util.List;
import org.acksiom.linearizability.history.Event;
import org.acksiom.linearizability.history.Operation;

/**
 * When the operations of one part of a history were under way, in the order of their invocations.
 * Time is counted in events of the history.
 */
final class Spans {

  /** When an operation completed that may never have taken effect. */
  static final int NEVER = Integer.MAX_VALUE;

  private final int[] invokedAt;
  private final int[] completedAt;

  private Spans(int[] invokedAt, int[] completedAt) {
    this.invokedAt = invokedAt;
    this.completedAt = completedAt;
  }

  /** Those of the given operations, which stand in the order of their invocations. */
  static Spans of(List<Operation> operations) {
    int[] invokedAt = new int[operations.size()];
    int[] completedAt = new int[operations.size()];
    for (int i = 0; i < invokedAt.length; i++) {
      Operation operation = operations.get(i);
      invokedAt[i] = operation.invokedAt();
      completedAt[i] = operation.outcome() == Event.Type.INFO ? NEVER : operation.completedAt();
    }
    return new Spans(invokedAt, completedAt);
  }

  int count() {
    return invokedAt.length;
  }

  int invokedAt(int operation) {
    return invokedAt[operation];
  }

  /** {@link #NEVER} if that is not before the cut. */
  int completedBefore(int cut, int operation) {
    int at = completedAt[operation];
    return at < cut ? at : NEVER;
  }

  /** How many operations were invoked before the cut. */
  int invokedBefore(int cut) {
    int found = Arrays.binarySearch(invokedAt, cut);
    return found < 0 ? -1 - found : found;
  }

  /** The operations that completed, in the order of their completions. */
  int[] completions() {
    long[] order = new long[invokedAt.length];
    int count = 0;
    for (int i = 0; i < invokedAt.length; i++) {
      if (completedAt[i] != NEVER) {
        order[count++] = (long) completedAt[i] << 32 | i;
      }
    }
    Arrays.sort(order, 0, count);
    int[] operations = new int[count];
    Arrays.setAll(operations, i -> (int) order[i]);
    return operations;
  }
}
