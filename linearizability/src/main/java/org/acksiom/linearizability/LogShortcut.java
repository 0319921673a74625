package org.acksiom.linearizability;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import org.acksiom.linearizability.model.Shape;
import org.acksiom.linearizability.model.Shape.LogAction;

/**
 * A log whose appends are told their offsets, and whose reads go to the end.
 *
 * <p>What is told fixes the order: an append at an offset follows the one at the offset before, and
 * a read that returns something tells how long the log was. That order is possible if no operation
 * completed before one was invoked that it puts earlier; one pass from the end sees that. (The same
 * holds of any object whose operations are told their places, such as a counter; Gibbons, Bruno and
 * Phillips, "Black-Box Correctness Tests for Basic Parallel Data Structures", Theory of Computing
 * Systems 35(4), 2002.) A read that returns nothing takes place as early as it can.
 *
 * <p>An offset at which something must have been appended, but that nobody was told, is that of an
 * append that crashed: of one of the value that is read there, if there is one. Any will do that
 * was invoked before something completed that comes later; since that bound grows with the offset,
 * to take the latest such append for a known value, and for any others one that is left, is never
 * wrong.
 *
 * <p>Where no append is told its offset, reads tell those of the appends that they return. The
 * others must have been appended all the same: to an offset that nobody has read those whose
 * completion is next (the rule of the earliest deadline; Jackson, 1955), and what is left at the
 * end.
 */
final class LogShortcut extends Shortcut {

  private static final int NONE = -1;

  /** In place of a value: nobody read it. */
  private static final Object UNREAD = new Object();

  private final LogAction[] actions;

  /**
   * For each value who appended it first, where no append that completed was told its offset; empty
   * where all were.
   */
  private final Optional<Map<Object, Integer>> appenders;

  private LogShortcut(
      LogAction[] actions,
      Optional<Map<Object, Integer>> appenders,
      Spans spans,
      Deadline deadline) {
    super(spans, deadline);
    this.actions = actions;
    this.appenders = appenders;
  }

  /**
   * Empty if some appends that completed were told their offsets and others were not; or if none
   * were, and it is not known who appended a value that is read.
   */
  static <C> Optional<Shortcut> of(
      Shape.OfLog<C> shape, List<C> calls, Spans spans, Deadline deadline) throws Deadline.Passed {
    LogAction[] actions = new LogAction[calls.size()];
    boolean told = false;
    boolean untold = false;
    for (int i = 0; i < actions.length; i++) {
      Optional<LogAction> action = shape.action().apply(calls.get(i));
      if (action.isEmpty()) {
        return Optional.empty();
      }
      actions[i] = action.get();
      if (actions[i] instanceof LogAction.Append append) {
        told |= append.offset() != null;
        untold |= append.offset() == null && spans.completedBefore(END, i) != Spans.NEVER;
      }
    }
    if (!untold) {
      return Optional.of(new LogShortcut(actions, Optional.empty(), spans, deadline));
    }
    Map<Object, Integer> appenders = new HashMap<>();
    return !told && readsAreUnique(actions, appenders)
        ? Optional.of(new LogShortcut(actions, Optional.of(appenders), spans, deadline))
        : Optional.empty();
  }

  /** Notes who appended each value; whether none that is read was appended twice. */
  private static boolean readsAreUnique(LogAction[] actions, Map<Object, Integer> appenders) {
    Set<Object> repeated = new HashSet<>();
    for (int i = 0; i < actions.length; i++) {
      if (actions[i] instanceof LogAction.Append append
          && appenders.putIfAbsent(append.value(), i) != null) {
        repeated.add(append.value());
      }
    }
    for (LogAction action : actions) {
      if (!repeated.isEmpty()
          && action instanceof LogAction.ReadFrom read
          && read.values().stream().anyMatch(repeated::contains)) {
        return false;
      }
    }
    return true;
  }

  @Override
  Prefix prefix(int cut) {
    return new LogPrefix(cut);
  }

  private final class LogPrefix implements Prefix {
    private final int cut;
    private final int invoked;

    /** How many appends were invoked: the log cannot be longer. */
    private final int appends;

    /** How long the log must have been, by what was told; then how long it was. */
    private int length;

    /** For each offset who appended there, and what was appended there if it was told. */
    private final int[] appender;

    private final Object[] values;

    /** For each operation whether it is an {@link #appender}. */
    private final boolean[] placed;

    /**
     * For each length of the log the first completion of an operation that takes effect when it is
     * longer, or makes it longer: what takes effect at that length was invoked before.
     */
    private final int[] bounds;

    LogPrefix(int cut) {
      this.cut = cut;
      this.invoked = spans.invokedBefore(cut);
      int count = 0;
      for (int i = 0; i < invoked; i++) {
        count += actions[i] instanceof LogAction.Append ? 1 : 0;
      }
      this.appends = count;
      this.appender = new int[count];
      Arrays.fill(appender, NONE);
      this.values = new Object[count];
      Arrays.fill(values, UNREAD);
      this.placed = new boolean[invoked];
      this.bounds = new int[count + 1];
    }

    @Override
    public boolean isExplained() throws Deadline.Passed {
      if (!noteWhatWasTold() || !(appenders.isEmpty() || placeWhatWasRead(appenders.get()))) {
        return false;
      }
      findBounds();
      if (appenders.isEmpty()) {
        placeUnderWay();
        if (!placeCrashed()) {
          return false;
        }
      }
      if (!placeOthers()) {
        return false;
      }
      findBounds();
      return isInOrder();
    }

    private int completed(int operation) {
      return spans.completedBefore(cut, operation);
    }

    private boolean hasCompleted(int operation) {
      return completed(operation) != Spans.NEVER;
    }

    /** Whether nothing that was told contradicts itself, or cannot have been appended. */
    private boolean noteWhatWasTold() throws Deadline.Passed {
      for (int i = 0; i < invoked; i++) {
        step();
        if (hasCompleted(i)) {
          if (actions[i] instanceof LogAction.ReadFrom read) {
            if (!note(read.offset(), read.values())) {
              return false;
            }
          } else if (actions[i] instanceof LogAction.Append append
              && append.offset() != null
              && !(note(append.offset(), append.value()) && place(i, append.offset().intValue()))) {
            return false;
          }
        }
      }
      return true;
    }

    private boolean note(long offset, List<?> read) {
      if (!read.isEmpty() && offset > appends - read.size()) {
        return false;
      }
      long at = offset;
      for (Object value : read) {
        if (!note(at++, value)) {
          return false;
        }
      }
      return true;
    }

    private boolean note(long offset, Object value) {
      if (offset >= appends) {
        return false;
      }
      int at = (int) offset;
      length = Math.max(length, at + 1);
      if (values[at] == UNREAD) {
        values[at] = value;
      }
      return Objects.equals(values[at], value);
    }

    /** Places an append at an offset, unless one of the two is taken. */
    private boolean place(int operation, int offset) {
      if (appender[offset] != NONE || placed[operation]) {
        return false;
      }
      appender[offset] = operation;
      placed[operation] = true;
      return true;
    }

    /** Places the appends whose values were read; whether there is one for each. */
    private boolean placeWhatWasRead(Map<Object, Integer> appendersOfValues) {
      for (int offset = 0; offset < length; offset++) {
        if (values[offset] != UNREAD) {
          int operation = appendersOfValues.getOrDefault(values[offset], invoked);
          if (operation >= invoked || !place(operation, offset)) {
            return false;
          }
        }
      }
      return true;
    }

    private void findBounds() throws Deadline.Passed {
      Arrays.fill(bounds, Spans.NEVER);
      for (int offset = 0; offset < appends; offset++) {
        if (appender[offset] != NONE) {
          bounds[offset] = completed(appender[offset]);
        }
      }
      for (int i = 0; i < invoked; i++) {
        step();
        if (actions[i] instanceof LogAction.ReadFrom read
            && hasCompleted(i)
            && !read.values().isEmpty()) {
          int shorter = lengthAt(read) - 1;
          bounds[shorter] = Math.min(bounds[shorter], completed(i));
        }
      }
      for (int at = appends - 1; at >= 0; at--) {
        bounds[at] = Math.min(bounds[at], bounds[at + 1]);
      }
    }

    /** How long the log is when it is read so, or may be at most. */
    private int lengthAt(LogAction.ReadFrom read) {
      return (int) Math.min(appends, read.offset() + read.values().size());
    }

    private boolean isFree(int operation) {
      return !placed[operation]
          && actions[operation] instanceof LogAction.Append append
          && append.offset() == null;
    }

    /** Places appends under way that are told the offset of a gap later, where that can be. */
    private void placeUnderWay() {
      for (int i = 0; i < invoked; i++) {
        if (actions[i] instanceof LogAction.Append append
            && append.offset() != null
            && append.offset() < length) {
          int offset = append.offset().intValue();
          boolean fits = values[offset] == UNREAD || Objects.equals(values[offset], append.value());
          if (fits && appender[offset] == NONE && spans.invokedAt(i) < bounds[offset]) {
            place(i, offset);
          }
        }
      }
    }

    /** Places a crashed append in each gap that was read: the last that can be. */
    private boolean placeCrashed() {
      Map<Object, Deque<Integer>> crashed = new HashMap<>();
      int next = 0;
      for (int offset = 0; offset < length; offset++) {
        if (appender[offset] == NONE && values[offset] != UNREAD) {
          for (; next < invoked && spans.invokedAt(next) < bounds[offset]; next++) {
            if (isFree(next)) {
              Object value = ((LogAction.Append) actions[next]).value();
              crashed.computeIfAbsent(value, v -> new ArrayDeque<>()).push(next);
            }
          }
          Deque<Integer> candidates = crashed.get(values[offset]);
          if (candidates == null || candidates.isEmpty()) {
            return false;
          }
          place(candidates.pop(), offset);
        }
      }
      return true;
    }

    /** Places an append in each gap that is left, and those that are left at the end. */
    private boolean placeOthers() {
      PriorityQueue<Long> candidates = new PriorityQueue<>();
      int next = 0;
      for (int offset = 0; offset < length; offset++) {
        if (appender[offset] == NONE) {
          next = addFree(candidates, next, bounds[offset]);
          if (candidates.isEmpty()) {
            return false;
          }
          place(candidates.remove().intValue(), offset);
        }
      }
      addFree(candidates, next, Spans.NEVER);
      while (!candidates.isEmpty() && hasCompleted(candidates.element().intValue())) {
        place(candidates.remove().intValue(), length++);
      }
      return true;
    }

    /** Adds those invoked before the bound, the first to complete before others; the next one. */
    private int addFree(PriorityQueue<Long> candidates, int from, int bound) {
      int next = from;
      for (; next < invoked && spans.invokedAt(next) < bound; next++) {
        if (isFree(next)) {
          candidates.add((long) completed(next) << 32 | next);
        }
      }
      return next;
    }

    private boolean isInOrder() {
      for (int offset = 0; offset < length; offset++) {
        if (spans.invokedAt(appender[offset]) > bounds[offset]) {
          return false;
        }
      }
      for (int i = 0; i < invoked; i++) {
        if (actions[i] instanceof LogAction.ReadFrom read
            && hasCompleted(i)
            && spans.invokedAt(i) > bounds[lengthAt(read)]) {
          return false;
        }
      }
      return true;
    }

    /** By the length of the log, and then first the append that makes it longer. */
    @Override
    public int[] order() {
      long[] keys = new long[invoked];
      int count = 0;
      for (int offset = 0; offset < length; offset++) {
        keys[count++] = (2L * offset + 1) << 32 | appender[offset];
      }
      for (int i = 0; i < invoked; i++) {
        if (actions[i] instanceof LogAction.ReadFrom read && hasCompleted(i)) {
          int at = read.values().isEmpty() ? shortest(spans.invokedAt(i)) : lengthAt(read);
          keys[count++] = 2L * at << 32 | i;
        }
      }
      Arrays.sort(keys, 0, count);
      int[] order = new int[count];
      Arrays.setAll(order, i -> (int) keys[i]);
      return order;
    }

    /** The least length of the log at which something can take effect that was invoked then. */
    private int shortest(int invokedAt) {
      int from = 0;
      int to = appends;
      while (from < to) {
        int middle = (from + to) >>> 1;
        if (bounds[middle] > invokedAt) {
          to = middle;
        } else {
          from = middle + 1;
        }
      }
      return from;
    }
  }
}
