package org.acksiom.linearizability;

/**
 * The elements that were in a queue, in the order in which their enqueues were invoked. Time is
 * counted in events of the history.
 */
final class QueueElements {
  int count;

  /** Who put it in, and between which events. */
  final int[] enqueue;

  final int[] putFrom;
  final int[] putBy;

  /** Who takes it out, if somebody does, and between which events. */
  final int[] dequeue;

  final int[] takenFrom;
  final int[] takenBy;

  QueueElements(int capacity) {
    enqueue = new int[capacity];
    putFrom = new int[capacity];
    putBy = new int[capacity];
    dequeue = new int[capacity];
    takenFrom = new int[capacity];
    takenBy = new int[capacity];
  }

  /** Adds an element; {@link Spans#NEVER} where there is no such event. */
  void add(
      int enqueuedBy,
      int invoked,
      int completed,
      int dequeuedBy,
      int dequeueInvoked,
      int dequeueCompleted) {
    enqueue[count] = enqueuedBy;
    putFrom[count] = invoked;
    putBy[count] = completed;
    dequeue[count] = dequeuedBy;
    takenFrom[count] = dequeueInvoked;
    takenBy[count] = dequeueCompleted;
    count++;
  }

  /** Has a dequeue take out an element at some time after its invocation. */
  void take(int element, int by, int from) {
    dequeue[element] = by;
    takenFrom[element] = from;
  }

  /**
   * Leaves in the queue what need not be taken out and must have come after an element that stays:
   * first in, first out.
   */
  void leaveWhatCameLater() {
    int stays = Spans.NEVER;
    for (int e = 0; e < count; e++) {
      if (takenFrom[e] == Spans.NEVER) {
        stays = Math.min(stays, putBy[e]);
      }
    }
    for (int e = 0; e < count; e++) {
      if (takenBy[e] == Spans.NEVER && putFrom[e] > stays) {
        take(e, QueueShortcut.NONE, Spans.NEVER);
      }
    }
  }
}
