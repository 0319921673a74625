package org.acksiom.linearizability;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.acksiom.linearizability.history.Event;
import org.acksiom.linearizability.history.Operation;

/**
 * One part of a history as the search wants it: operations by number, in the order of invocation,
 * and the order of their invocations and completions.
 *
 * <p>An operation occupies a <em>slot</em> from its invocation to its completion, and one that may
 * never have taken effect for ever. No two operations have the same slot at a time, so that a few
 * bits tell which of those under way have taken effect.
 *
 * @param operations the operations that take part: those that completed, and those that may have
 *     taken effect
 * @param calls the classes of equal calls
 * @param callOf for each operation, its class
 * @param slotOf for each operation, its slot
 * @param slots how many slots there are
 * @param entries the order of events: {@code i} for the invocation of operation {@code i}, {@code
 *     ~i} for its completion
 */
record Problem<C>(
    List<Operation> operations,
    List<C> calls,
    int[] callOf,
    int[] slotOf,
    int slots,
    int[] entries) {

  /** An operation as a call of the model. */
  record Part<C>(Operation operation, C call) {
    /** It completed: it took effect. The others may have. */
    boolean completed() {
      return operation.outcome() != Event.Type.INFO;
    }
  }

  /** The problem of the given operations, which stand in the order of their invocations. */
  static <C> Problem<C> of(List<Part<C>> parts) {
    int count = parts.size();
    List<Operation> operations = new ArrayList<>(count);
    Map<C, Integer> classes = new HashMap<>();
    List<C> calls = new ArrayList<>();
    int[] callOf = new int[count];
    List<long[]> order = new ArrayList<>(2 * count);
    for (int i = 0; i < count; i++) {
      Part<C> part = parts.get(i);
      operations.add(part.operation);
      Integer known = classes.putIfAbsent(part.call, calls.size());
      callOf[i] = known == null ? calls.size() : known;
      if (known == null) {
        calls.add(part.call);
      }
      order.add(new long[] {part.operation.invokedAt(), i});
      if (part.completed()) {
        order.add(new long[] {part.operation.completedAt(), ~i});
      }
    }
    order.sort((a, b) -> Long.compare(a[0], b[0]));
    int[] entries = order.stream().mapToInt(entry -> (int) entry[1]).toArray();
    int[] slotOf = new int[count];
    return new Problem<>(operations, calls, callOf, slotOf, assignSlots(entries, slotOf), entries);
  }

  /** Gives each operation the slot that was freed last, or else a new one; the number of slots. */
  private static int assignSlots(int[] entries, int[] slotOf) {
    int[] free = new int[slotOf.length];
    int freed = 0;
    int slots = 0;
    for (int entry : entries) {
      if (entry >= 0) {
        slotOf[entry] = freed > 0 ? free[--freed] : slots++;
      } else {
        free[freed++] = slotOf[~entry];
      }
    }
    return slots;
  }
}
