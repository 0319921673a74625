package org.acksiom.linearizability;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.acksiom.linearizability.history.History;
import org.acksiom.linearizability.history.Operation;

/**
 * Wing and Gong's algorithm with Lowe's cache, as Porcupine has it, for histories that are too long
 * for {@link BruteForce}: the events are a linked list, from which an operation that takes effect
 * is lifted, and no set of operations with the same state after them is tried twice. It runs the
 * objects themselves and shares nothing with the checker.
 */
final class LinkedEntries {
  private final Supplier<NaiveObject> fresh;
  private final BruteForce definition;
  private final int stepsMax;

  LinkedEntries(Supplier<NaiveObject> fresh, BruteForce definition, int stepsMax) {
    this.fresh = fresh;
    this.definition = definition;
    this.stepsMax = stepsMax;
  }

  /** An invocation, or a completion, in the order of events. */
  private static final class Entry {
    private final Operation operation;
    private final int number;

    /** Of an invocation, its completion if it must take effect; of a completion itself. */
    private Entry completion;

    private Entry before;
    private Entry after;

    Entry(Operation operation, int number) {
      this.operation = operation;
      this.number = number;
    }

    private boolean isCompletion() {
      return completion == this;
    }

    private void unlink() {
      before.after = after;
      if (after != null) {
        after.before = before;
      }
    }

    private void relink() {
      before.after = this;
      if (after != null) {
        after.before = this;
      }
    }
  }

  private record Choice(Entry entry, int way, NaiveObject before) {}

  private record Configuration(BitSet done, Object state) {}

  /** Whether what was heard before an event can be explained; empty if that takes too long. */
  Optional<Boolean> isLinearizable(History history, int cut) {
    Entry head = new Entry(null, -1);
    int left = link(history, cut, head);
    NaiveObject object = fresh.get();
    BitSet done = new BitSet();
    Set<Configuration> met = new HashSet<>();
    Deque<Choice> choices = new ArrayDeque<>();
    Entry entry = head.after;
    int way = 0;
    for (int steps = 0; left > 0; steps++) {
      if (steps == stepsMax) {
        return Optional.empty();
      }
      boolean isCall = entry != null && !entry.isCompletion();
      if (isCall && way < object.ways(BruteForce.call(entry.operation))) {
        NaiveObject next = object.copy();
        boolean heard =
            definition.isHeard(
                next, entry.operation, next.run(BruteForce.call(entry.operation), way));
        if (heard && met.add(with(done, entry.number, next))) {
          choices.push(new Choice(entry, way, object));
          done.set(entry.number);
          object = next;
          left -= lift(entry);
          entry = head.after;
          way = 0;
        } else {
          way++;
        }
      } else if (isCall) {
        entry = entry.after;
        way = 0;
      } else if (choices.isEmpty()) {
        return Optional.of(false);
      } else {
        Choice last = choices.pop();
        entry = last.entry;
        way = last.way + 1;
        object = last.before;
        done.clear(entry.number);
        left += unlift(entry);
      }
    }
    return Optional.of(true);
  }

  /** Links the events behind the head; the number of completions. */
  private int link(History history, int cut, Entry head) {
    Entry[] entries = new Entry[cut];
    int completions = 0;
    List<Operation> operations = history.operations();
    for (int i = 0; i < operations.size(); i++) {
      Operation operation = operations.get(i);
      if (operation.invokedAt() < cut && !definition.neverHappened(operation)) {
        Entry invocation = new Entry(operation, i);
        entries[operation.invokedAt()] = invocation;
        if (BruteForce.isRequired(operation, cut)) {
          Entry completion = new Entry(operation, i);
          completion.completion = completion;
          invocation.completion = completion;
          entries[operation.completedAt()] = completion;
          completions++;
        }
      }
    }
    Entry last = head;
    for (Entry entry : entries) {
      if (entry != null) {
        last.after = entry;
        entry.before = last;
        last = entry;
      }
    }
    return completions;
  }

  private static Configuration with(BitSet done, int number, NaiveObject object) {
    BitSet more = (BitSet) done.clone();
    more.set(number);
    return new Configuration(more, object.state());
  }

  private static int lift(Entry entry) {
    entry.unlink();
    if (entry.completion == null) {
      return 0;
    }
    entry.completion.unlink();
    return 1;
  }

  private static int unlift(Entry entry) {
    int completions = 0;
    if (entry.completion != null) {
      entry.completion.relink();
      completions = 1;
    }
    entry.relink();
    return completions;
  }
}
