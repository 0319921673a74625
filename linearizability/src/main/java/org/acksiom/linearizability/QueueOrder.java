package org.acksiom.linearizability;

import java.util.Arrays;
import java.util.PriorityQueue;

/**
 * An order in which the operations on a queue may have taken effect, where {@link QueueShortcut}
 * found that there is one.
 *
 * <p>The moments at which the queue is empty divide the elements: those that must have been put in,
 * or taken out, before such a moment were both before it, all others both after it. Among those
 * between two such moments the next one is any that no other must precede, in or out. Each
 * operation then takes place as early as it can.
 */
final class QueueOrder {

  private final QueueElements elements;
  private final boolean isFifo;

  /** The moments at which the queue is empty, in order. */
  private final long[] moments;

  // The operations: when they take place, and who they are.
  private final long[] keys;
  private final int[] operations;
  private int count;

  QueueOrder(QueueElements elements, long[] moments, boolean isFifo) {
    this.elements = elements;
    this.moments = moments;
    this.isFifo = isFifo;
    this.keys = new long[2 * elements.count + moments.length];
    this.operations = new int[keys.length];
  }

  /** A moment: that of an event. Between two events there is one more. */
  private static long at(int event) {
    return 2L * event;
  }

  /** The moment before an event, after all earlier ones. */
  static long before(int event) {
    return at(event) - 1;
  }

  /** The order, in O(n log n), with an operation at each moment at which the queue is empty. */
  int[] of(int[] idle) {
    for (int i = 0; i < idle.length; i++) {
      add(moments[i], idle[i]);
    }
    int[] order = isFifo ? inOrder() : inOrderOfMoments();
    long empty = 0;
    long put = 0;
    long taken = 0;
    int moment = 0;
    for (int e : order) {
      while (moment < moments.length && moments[moment] < at(elements.putBy[e])) {
        empty = moments[moment++];
      }
      put = Math.max(isFifo ? Math.max(put, empty) : empty, at(elements.putFrom[e]));
      add(put, elements.enqueue[e]);
      if (elements.takenFrom[e] != Spans.NEVER) {
        taken = Math.max(isFifo ? Math.max(taken, put) : put, at(elements.takenFrom[e]));
        add(taken, elements.dequeue[e]);
      }
    }
    Arrays.sort(keys, 0, count);
    int[] result = new int[count];
    Arrays.setAll(result, i -> operations[(int) keys[i] & Integer.MAX_VALUE]);
    return result;
  }

  /** What is added first is first among those at one moment. */
  private void add(long moment, int operation) {
    keys[count] = moment << 31 | count;
    operations[count++] = operation;
  }

  /** How many of the moments an element comes after. */
  private int epoch(int element) {
    int found = Arrays.binarySearch(moments, at(elements.putBy[element]));
    return -1 - found;
  }

  private int[] inOrderOfMoments() {
    long[] order = new long[elements.count];
    for (int e = 0; e < order.length; e++) {
      order[e] = (long) epoch(e) << 32 | e;
    }
    Arrays.sort(order);
    return Arrays.stream(order).mapToInt(e -> (int) e).toArray();
  }

  private int[] inOrder() {
    int[] order = inOrderOfMoments();
    int from = 0;
    while (from < order.length) {
      int to = from + 1;
      while (to < order.length && epoch(order[to]) == epoch(order[from])) {
        to++;
      }
      sort(order, from, to);
      from = to;
    }
    return order;
  }

  /** Puts elements into an order in which they may have come in and gone out. */
  private void sort(int[] order, int from, int to) {
    int[] group = Arrays.copyOfRange(order, from, to);
    long[] byPut = new long[group.length];
    long[] byTaken = new long[group.length];
    boolean[] done = new boolean[group.length];
    for (int i = 0; i < group.length; i++) {
      byPut[i] = (long) elements.putBy[group[i]] << 32 | i;
      byTaken[i] = (long) elements.takenBy[group[i]] << 32 | i;
    }
    Arrays.sort(byPut);
    Arrays.sort(byTaken);
    PriorityQueue<Long> candidates = new PriorityQueue<>();
    int entering = 0;
    int put = 0;
    int taken = 0;
    for (int next = from; next < to; next++) {
      while (done[(int) byPut[put]]) {
        put++;
      }
      while (done[(int) byTaken[taken]]) {
        taken++;
      }
      while (entering < group.length
          && elements.putFrom[group[entering]] < (int) (byPut[put] >>> 32)) {
        candidates.add((long) elements.takenFrom[group[entering]] << 32 | entering);
        entering++;
      }
      long first = candidates.remove();
      if ((int) (first >>> 32) > (int) (byTaken[taken] >>> 32)) {
        throw new IllegalStateException("an order of a queue was promised, and there is none");
      }
      done[(int) first] = true;
      order[next] = group[(int) first];
    }
  }
}
