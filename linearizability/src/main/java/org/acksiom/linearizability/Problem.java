package org.acksiom.linearizability;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.acksiom.linearizability.history.Event;
import org.acksiom.linearizability.history.Operation;
import org.acksiom.linearizability.model.SequentialModel;

/**
 * One part of a history as the search wants it: operations by number, in the order of invocation,
 * and the completions in theirs.
 *
 * <p>An operation that completed occupies a <em>slot</em> from its invocation to its completion. No
 * two have the same slot at a time, so that a few bits tell which of those under way have taken
 * effect. Of those that may never have taken effect, equal calls are one <em>crash class</em>:
 * which of them took effect matters to nobody, but how many.
 */
final class Problem<S, C> {
  /** What this and a search's arrays take for each operation. */
  static final long OPERATION_BYTES = 256;

  /** In {@link #crashClassOf}: the operation completed. */
  static final int COMPLETED = -1;

  final List<Operation> operations;
  final List<C> calls;

  /** For each operation, the class of its call. */
  final int[] callOf;

  /** For each class of calls, whether it changes no state. */
  final boolean[] observes;

  /** For each operation, the independent part of the object that it concerns. */
  final int[] partitionOf;

  final int partitions;

  /** For each operation that completed, its slot, and who had that before: -1 if nobody. */
  final int[] slotOf;

  final int[] previousInSlot;
  final int slots;

  /** For each operation, its crash class, or {@link #COMPLETED}. */
  final int[] crashClassOf;

  /** For each crash class its operations. */
  final int[][] crashed;

  /** Operations in the order of their completions. */
  final int[] completions;

  /** For each completion, how many operations were invoked before it. */
  final int[] invokedBefore;

  /** For each operation, its place among the completions; if it never completed, behind all. */
  final int[] levelOf;

  /** For each completion, the first operation that will complete and has not before it. */
  final int[] oldestOpen;

  /** An operation as a call of the model. */
  record Part<C>(Operation operation, C call) {
    /** It completed: it took effect. The others may have. */
    boolean completed() {
      return operation.outcome() != Event.Type.INFO;
    }
  }

  /** The problem of the given operations, which stand in the order of their invocations. */
  Problem(SequentialModel<S, C> model, List<Part<C>> parts) {
    int count = parts.size();
    operations = new ArrayList<>(count);
    calls = new ArrayList<>();
    callOf = new int[count];
    partitionOf = new int[count];
    crashClassOf = new int[count];
    Map<C, Integer> classes = new HashMap<>();
    Map<Object, Integer> partitionNumbers = new HashMap<>();
    Map<Integer, Integer> crashClassOfCall = new HashMap<>();
    List<List<Integer>> crashClasses = new ArrayList<>();
    long[] order = new long[count];
    int completed = 0;
    for (int i = 0; i < count; i++) {
      Part<C> part = parts.get(i);
      operations.add(part.operation);
      Integer known = classes.putIfAbsent(part.call, calls.size());
      callOf[i] = known == null ? calls.size() : known;
      if (known == null) {
        calls.add(part.call);
      }
      partitionOf[i] = number(partitionNumbers, model.partition(part.call));
      crashClassOf[i] = COMPLETED;
      if (part.completed()) {
        order[completed++] = (long) part.operation.completedAt() << 32 | i;
      } else {
        Integer crashClass = crashClassOfCall.putIfAbsent(callOf[i], crashClasses.size());
        if (crashClass == null) {
          crashClass = crashClasses.size();
          crashClasses.add(new ArrayList<>());
        }
        crashClassOf[i] = crashClass;
        crashClasses.get(crashClass).add(i);
      }
    }
    partitions = partitionNumbers.size();
    crashed = new int[crashClasses.size()][];
    Arrays.setAll(crashed, c -> crashClasses.get(c).stream().mapToInt(Integer::intValue).toArray());
    observes = new boolean[calls.size()];
    for (int call = 0; call < observes.length; call++) {
      observes[call] = model.isObservation(calls.get(call));
    }
    Arrays.sort(order, 0, completed);
    completions = new int[completed];
    invokedBefore = new int[completed];
    slotOf = new int[count];
    previousInSlot = new int[count];
    slots = assignSlots(order);
    levelOf = new int[count];
    Arrays.fill(levelOf, Integer.MAX_VALUE);
    for (int level = 0; level < completed; level++) {
      levelOf[completions[level]] = level;
    }
    oldestOpen = new int[completed];
    int oldest = 0;
    for (int level = 0; level < completed; level++) {
      while (crashClassOf[oldest] != COMPLETED || levelOf[oldest] < level) {
        oldest++;
      }
      oldestOpen[level] = oldest;
    }
  }

  /** For each partition its completed observations, in the order of their invocations. */
  int[][] observationsByPartition() {
    int[] sizes = new int[partitions];
    int[][] observations = new int[partitions][16];
    for (int operation = 0; operation < callOf.length; operation++) {
      if (crashClassOf[operation] == COMPLETED && observes[callOf[operation]]) {
        int partition = partitionOf[operation];
        if (sizes[partition] == observations[partition].length) {
          observations[partition] = Arrays.copyOf(observations[partition], 2 * sizes[partition]);
        }
        observations[partition][sizes[partition]++] = operation;
      }
    }
    Arrays.setAll(observations, p -> Arrays.copyOf(observations[p], sizes[p]));
    return observations;
  }

  private static int number(Map<Object, Integer> numbers, Object key) {
    Integer known = numbers.putIfAbsent(key, numbers.size());
    return known == null ? numbers.size() - 1 : known;
  }

  /** Gives each operation the slot that was freed last, or else a new one; the number of slots. */
  private int assignSlots(long[] order) {
    int[] free = new int[operations.size()];
    int[] last = new int[operations.size()];
    Arrays.fill(last, -1);
    int freed = 0;
    int used = 0;
    int invoked = 0;
    for (int i = 0; i < completions.length; i++) {
      int completedAt = (int) (order[i] >>> 32);
      while (invoked < operations.size() && operations.get(invoked).invokedAt() < completedAt) {
        if (crashClassOf[invoked] == COMPLETED) {
          int slot = freed > 0 ? free[--freed] : used++;
          slotOf[invoked] = slot;
          previousInSlot[invoked] = last[slot];
          last[slot] = invoked;
        }
        invoked++;
      }
      completions[i] = (int) order[i];
      invokedBefore[i] = invoked;
      free[freed++] = slotOf[completions[i]];
    }
    return used;
  }
}
