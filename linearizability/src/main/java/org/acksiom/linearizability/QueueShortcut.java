package org.acksiom.linearizability;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.acksiom.linearizability.model.Shape;
import org.acksiom.linearizability.model.Shape.QueueAction;

/**
 * A queue of which it is known who put in what was taken out (Gibbons, Bruno and Phillips,
 * "Black-Box Correctness Tests for Basic Parallel Data Structures", Theory of Computing Systems
 * 35(4), 2002; Henzinger, Sezgin and Vafeiadis, "Aspect-Oriented Linearizability Proofs", CONCUR
 * 2013; in O(n log n) Abdulla et al., "Efficient Linearizability Monitoring", PLDI 2025, and Lee
 * and Mathur, "Efficient Decrease-and-Conquer Linearizability Monitoring", OOPSLA 2025).
 *
 * <p>A history is linearizable if no element is taken out twice, or before its enqueue was invoked;
 * if no element that was enqueued before another was is dequeued after the other was, or never; and
 * if each dequeue that finds nothing has a moment at which no element must be there, each of which
 * must from the completion of its enqueue to the invocation of its dequeue. If any may be the next
 * one out, the second condition is not asked for.
 *
 * <p>A dequeue of which nobody heard takes out an element that would be there for ever, if that
 * helps. Which: an element that was enqueued earlier must leave no later, so the earliest of those
 * dequeues takes the element whose enqueue completed first, and so on.
 */
final class QueueShortcut extends Shortcut {

  static final int NONE = -1;

  private final boolean isFifo;

  /** For each element, in the order of their invocations, who put it in. */
  private final int[] enqueuer;

  /** For each element which dequeue of it was invoked first, and which one completed first. */
  private final int[] earliest;

  private final int[] dequeuer;

  /** Dequeues that found nothing, and those of which nobody heard. */
  private final int[] idle;

  private final int[] unheard;

  /** The first completion of a dequeue that no element can explain. */
  private int absurd = Spans.NEVER;

  private QueueShortcut(boolean isFifo, QueueAction[] actions, Spans spans, Deadline deadline) {
    super(spans, deadline);
    this.isFifo = isFifo;
    this.enqueuer = which(actions, QueueAction.Enqueue.class);
    this.idle = which(actions, QueueAction.DequeueNothing.class);
    this.unheard = which(actions, QueueAction.DequeueUnheard.class);
    this.earliest = new int[enqueuer.length];
    this.dequeuer = new int[enqueuer.length];
    Arrays.fill(earliest, NONE);
    Arrays.fill(dequeuer, NONE);
  }

  private static int[] which(QueueAction[] actions, Class<? extends QueueAction> kind) {
    int[] found = new int[actions.length];
    int count = 0;
    for (int i = 0; i < actions.length; i++) {
      if (kind.isInstance(actions[i])) {
        found[count++] = i;
      }
    }
    return Arrays.copyOf(found, count);
  }

  /**
   * Empty if it is not known who put in an element that is taken out, or whether and which element
   * a dequeue took.
   */
  static <C> Optional<Shortcut> of(
      Shape.OfQueue<C> shape, List<C> calls, Spans spans, Deadline deadline)
      throws Deadline.Passed {
    QueueAction[] actions = new QueueAction[calls.size()];
    for (int i = 0; i < actions.length; i++) {
      Optional<QueueAction> action = shape.action().apply(calls.get(i));
      if (action.isEmpty()) {
        return Optional.empty();
      }
      actions[i] = action.get();
      boolean completed = spans.completedBefore(END, i) != Spans.NEVER;
      if ((actions[i] instanceof QueueAction.DequeueUnheard && completed)
          || (actions[i] instanceof QueueAction.Dequeue && !completed)) {
        return Optional.empty();
      }
    }
    QueueShortcut shortcut = new QueueShortcut(shape.isFifo(), actions, spans, deadline);
    return shortcut.map(actions) ? Optional.of(shortcut) : Optional.empty();
  }

  /** Maps dequeues to enqueues; whether that is possible. */
  private boolean map(QueueAction[] actions) throws Deadline.Passed {
    Map<Object, Integer> elements = new HashMap<>();
    boolean[] repeated = new boolean[enqueuer.length];
    for (int element = 0; element < enqueuer.length; element++) {
      step();
      Object value = ((QueueAction.Enqueue) actions[enqueuer[element]]).element();
      Integer before = elements.putIfAbsent(value, element);
      if (before != null) {
        repeated[before] = true;
      }
    }
    for (int i = 0; i < actions.length; i++) {
      step();
      if (actions[i] instanceof QueueAction.Dequeue dequeue) {
        int element = elements.getOrDefault(dequeue.element(), NONE);
        if (element != NONE && repeated[element]) {
          return false;
        }
        dequeued(element, i);
      }
    }
    return true;
  }

  private void dequeued(int element, int by) {
    int completed = completed(by);
    if (element == NONE) {
      absurd = Math.min(absurd, completed);
      return;
    }
    if (earliest[element] == NONE) {
      earliest[element] = by;
    }
    if (completed < spans.invokedAt(enqueuer[element])) {
      absurd = Math.min(absurd, completed);
    }
    if (completed != Spans.NEVER) {
      int other = dequeuer[element];
      if (other != NONE) {
        absurd = Math.min(absurd, Math.max(completed, completed(other)));
      }
      if (other == NONE || completed < completed(other)) {
        dequeuer[element] = by;
      }
    }
  }

  private int completed(int operation) {
    return spans.completedBefore(END, operation);
  }

  @Override
  Prefix prefix(int cut) {
    return new QueuePrefix(cut, false);
  }

  /**
   * Before a cut a dequeue that is told later what it took may not have taken it, and one that
   * nobody heard of may have instead. Which of them, that depends on all dequeues that find nothing
   * at once; so this asks as if the former could take place at any time.
   */
  @Override
  boolean mayExplain(int cut) throws Deadline.Passed {
    return new QueuePrefix(cut, idle.length > 0 && unheard.length > 0).isExplained();
  }

  private final class QueuePrefix implements Prefix {
    private final int cut;

    /** Whether dequeues under way may have taken place before they were invoked. */
    private final boolean early;

    /** The elements that were in the queue, in the order of their invocations. */
    private final QueueElements elements = new QueueElements(enqueuer.length);

    /** Dequeues that found nothing, and for each a moment when it may have. */
    private final int[] found = new int[idle.length];

    private final long[] moments = new long[idle.length];
    private int founds;

    QueuePrefix(int cut, boolean early) {
      this.cut = cut;
      this.early = early;
    }

    @Override
    public boolean isExplained() throws Deadline.Passed {
      if (absurd < cut) {
        return false;
      }
      findElements();
      int[] latest = latest();
      takeOut(latest);
      for (int e = 0; e < elements.count; e++) {
        if (elements.takenFrom[e] > latest[e]) {
          return false;
        }
      }
      return isEmptyWhenFoundSo();
    }

    private void findElements() throws Deadline.Passed {
      for (int element = 0; element < enqueuer.length; element++) {
        step();
        int enqueue = enqueuer[element];
        int dequeue = dequeuer[element];
        int putBy = spans.completedBefore(cut, enqueue);
        int takenBy = dequeue == NONE ? Spans.NEVER : spans.completedBefore(cut, dequeue);
        if (takenBy == Spans.NEVER) {
          dequeue = earliest[element];
          if (dequeue != NONE && spans.invokedAt(dequeue) >= cut) {
            dequeue = NONE;
          }
        }
        if (Math.min(putBy, takenBy) != Spans.NEVER) {
          int putFrom = spans.invokedAt(enqueue);
          int takenFrom = dequeue == NONE ? Spans.NEVER : spans.invokedAt(dequeue);
          if (early && dequeue != NONE && takenBy == Spans.NEVER) {
            takenFrom = Math.min(takenFrom, putFrom);
          }
          elements.add(enqueue, putFrom, Math.min(putBy, takenBy), dequeue, takenFrom, takenBy);
        }
      }
    }

    /** For each element the first completion of a dequeue that takes one out that came later. */
    private int[] latest() {
      int count = elements.count;
      int[] latest = new int[count];
      Arrays.fill(latest, Spans.NEVER);
      if (isFifo) {
        int[] first = new int[count + 1];
        first[count] = Spans.NEVER;
        for (int e = count - 1; e >= 0; e--) {
          first[e] = Math.min(first[e + 1], elements.takenBy[e]);
        }
        for (int e = 0; e < count; e++) {
          int later = Arrays.binarySearch(elements.putFrom, e, count, elements.putBy[e]);
          latest[e] = first[-1 - later];
        }
      }
      return latest;
    }

    /** Has dequeues that nobody heard of take out what would be there for ever, or too long. */
    private void takeOut(int[] latest) {
      if (unheard.length == 0) {
        return;
      }
      long[] staying = new long[elements.count];
      int count = 0;
      for (int e = 0; e < elements.count; e++) {
        boolean stays = elements.takenFrom[e] == Spans.NEVER || elements.takenFrom[e] > latest[e];
        if (stays && elements.takenBy[e] == Spans.NEVER) {
          staying[count++] = (long) elements.putBy[e] << 32 | e;
        }
      }
      Arrays.sort(staying, 0, count);
      for (int i = 0; i < Math.min(count, unheard.length); i++) {
        if (spans.invokedAt(unheard[i]) < cut) {
          elements.take((int) staying[i], unheard[i], spans.invokedAt(unheard[i]));
        }
      }
    }

    /** Finds a moment for each dequeue that found nothing; whether there is one. */
    private boolean isEmptyWhenFoundSo() {
      long[] events = new long[2 * elements.count + idle.length];
      int count = 0;
      for (int dequeue : idle) {
        int completed = spans.completedBefore(cut, dequeue);
        if (completed != Spans.NEVER) {
          events[count++] = (long) completed << 32 | dequeue;
        }
      }
      if (count == 0) {
        return true;
      }
      for (int e = 0; e < elements.count; e++) {
        if (elements.putBy[e] < elements.takenFrom[e]) {
          events[count++] = (long) elements.putBy[e] << 32 | ENTERS;
          events[count++] = (long) elements.takenFrom[e] << 32 | LEAVES;
        }
      }
      Arrays.sort(events, 0, count);
      int present = 0;
      int emptyUntil = NONE;
      for (int i = 0; i < count; i++) {
        int at = (int) (events[i] >>> 32);
        int what = (int) events[i];
        if (what == ENTERS) {
          emptyUntil = present == 0 ? at : emptyUntil;
          present++;
        } else if (what == LEAVES) {
          present--;
        } else {
          emptyUntil = present == 0 ? at : emptyUntil;
          if (emptyUntil < spans.invokedAt(what)) {
            return false;
          }
          found[founds] = what;
          moments[founds++] = QueueOrder.before(emptyUntil);
        }
      }
      return true;
    }

    @Override
    public int[] order() {
      if (isFifo) {
        elements.leaveWhatCameLater();
      }
      QueueOrder order = new QueueOrder(elements, Arrays.copyOf(moments, founds), isFifo);
      int[] early = order.of(Arrays.copyOf(found, founds));
      return isFifo ? early : withUnheardLate(early);
    }

    /**
     * The same, but nobody hears of a dequeue until another one finds the queue empty: until then
     * it need not be known what it took, and it need not have happened if there is none.
     */
    private int[] withUnheardLate(int[] order) {
      int[] finding = Arrays.copyOf(found, founds);
      Arrays.sort(finding);
      int[] late = new int[order.length];
      int[] waiting = new int[unheard.length];
      int count = 0;
      int waits = 0;
      for (int operation : order) {
        if (Arrays.binarySearch(unheard, operation) >= 0) {
          waiting[waits++] = operation;
          continue;
        }
        if (Arrays.binarySearch(finding, operation) >= 0) {
          System.arraycopy(waiting, 0, late, count, waits);
          count += waits;
          waits = 0;
        }
        late[count++] = operation;
      }
      return Arrays.copyOf(late, count);
    }
  }

  // Beside the operations, what may happen.
  private static final int ENTERS = Integer.MAX_VALUE;
  private static final int LEAVES = Integer.MAX_VALUE - 1;
}
