package org.acksiom.linearizability;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.acksiom.linearizability.model.Shape;

/**
 * Decides whether one part of a history is linearizable without a search, in time close to linear.
 *
 * <p>All questions are about what was heard before an event of the history, the <em>cut</em>: the
 * operations that completed before it must have taken effect, those that were under way then may
 * have, and of these counts what they were told later. If that is linearizable, so is what was
 * heard before any earlier cut.
 */
abstract sealed class Shortcut permits RegisterShortcut, LogShortcut, QueueShortcut {

  /** A cut behind all events: the whole history. */
  static final int END = Integer.MAX_VALUE;

  /** Between two looks at the clock. */
  private static final int STEPS_PER_LOOK = 1 << 12;

  /** About what arrays take here for each operation, maps for each value, and a queue. */
  private static final long OPERATION_BYTES = 256;

  final Spans spans;
  private Deadline deadline;
  private int steps;

  Shortcut(Spans spans, Deadline deadline) {
    this.spans = spans;
    this.deadline = deadline;
  }

  /**
   * The shortcut for calls of that shape, with O(calls) memory.
   *
   * @param calls in the order of invocation, of one independent part of the object
   * @param spans when they were under way
   * @return empty if the conditions are not met under which theory knows one
   */
  static <C> Optional<Shortcut> of(
      Shape<C> shape, List<C> calls, Spans spans, Memory memory, Deadline deadline)
      throws MemoryExhausted, Deadline.Passed {
    memory.take(OPERATION_BYTES * (calls.size() + 1));
    if (shape instanceof Shape.OfRegister<C> register) {
      return RegisterShortcut.of(register, calls, spans, deadline);
    }
    if (shape instanceof Shape.OfLog<C> log) {
      return LogShortcut.of(log, calls, spans, deadline);
    }
    return QueueShortcut.of((Shape.OfQueue<C>) shape, calls, spans, deadline);
  }

  /** What was heard before a cut. */
  interface Prefix {

    /** Whether it is known to be linearizable; for {@link #END}, whether it is. */
    boolean isExplained() throws Deadline.Passed;

    /** Operations in an order in which they may have taken effect, if it {@link #isExplained}. */
    int[] order() throws Deadline.Passed;
  }

  abstract Prefix prefix(int cut);

  /**
   * Whether what was heard before the cut is known to be linearizable; for {@link #END}, whether it
   * is.
   */
  final boolean explains(int cut) throws Deadline.Passed {
    return prefix(cut).isExplained();
  }

  /**
   * Operations in an order in which they may have taken effect, in O(n log n): all that completed
   * before the cut, and others as they are needed.
   *
   * @throws IllegalArgumentException if there is no order, or none is known
   */
  final int[] order(int cut) throws Deadline.Passed {
    Prefix prefix = prefix(cut);
    if (!prefix.isExplained()) {
      throw new IllegalArgumentException("nothing explains what was heard before event " + cut);
    }
    return prefix.order();
  }

  /** Whether it is not known that what was heard before the cut is not linearizable. */
  boolean mayExplain(int cut) throws Deadline.Passed {
    return explains(cut);
  }

  /**
   * The first operation whose completion nothing explains: what was heard before it is
   * linearizable. In O(log n) times what {@link #explains} takes.
   *
   * @return empty if there is none, or that is not known
   */
  final OptionalInt firstUnexplained() throws Deadline.Passed {
    if (explains(END)) {
      return OptionalInt.empty();
    }
    int[] completions = spans.completions();
    int explained = 0;
    int unexplained = completions.length;
    while (unexplained - explained > 1) {
      int middle = (explained + unexplained) >>> 1;
      if (explains(cutBefore(completions, middle))) {
        explained = middle;
      } else {
        unexplained = middle;
      }
    }
    return mayExplain(cutBefore(completions, unexplained))
        ? OptionalInt.empty()
        : OptionalInt.of(completions[explained]);
  }

  /** The cut before a completion; {@link #END} before one behind the last. */
  private int cutBefore(int[] completions, int next) {
    return next == completions.length ? END : spans.completedBefore(END, completions[next]);
  }

  /** Has what is asked from now on take until then: whoever wants a reason may wait for it. */
  final void takeUntil(Deadline later) {
    deadline = later;
  }

  /** Looks at the clock now and then. */
  final void step() throws Deadline.Passed {
    if (++steps % STEPS_PER_LOOK == 0) {
      deadline.look();
    }
  }
}
