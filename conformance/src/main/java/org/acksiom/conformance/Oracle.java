package org.acksiom.conformance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.acksiom.modelcheck.Specification;
import org.acksiom.modelcheck.TlaValue;

/**
 * What the specification does next, asked once for all states that a step can't tell apart: what a
 * step does depends on the variables that its text names, and of these there are few combinations.
 *
 * <p>A state is one number for each variable, the number of its value. Not safe for several threads
 * at a time.
 */
final class Oracle {
  /**
   * Every so many answers from memory one is asked again: what a step reads must not be a guess.
   */
  private static final int DOUBT = 10_000;

  private final Specification specification;
  private final Map<TlaValue, Integer> numbers = new HashMap<>();
  private final List<TlaValue> values = new ArrayList<>();
  private final List<Memory> memories = new ArrayList<>();
  private long remembered;

  /**
   * What a step was seen to do.
   *
   * @param guarding what its guard reads
   * @param passed for values of that, whether the guard lets them pass
   * @param reads what it reads in all
   * @param seen for values of that, those that they become
   */
  private record Memory(
      int[] guarding,
      Map<Projection, Boolean> passed,
      int[] reads,
      Map<Projection, int[][]> seen) {}

  /** The values of some variables. */
  private record Projection(int[] numbers) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Projection that && Arrays.equals(numbers, that.numbers);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(numbers);
    }
  }

  Oracle(Specification specification) {
    this.specification = specification;
    for (int step = 0; step < specification.steps().size(); step++) {
      memories.add(
          new Memory(
              positions(specification.readsOfGuard(step)),
              new HashMap<>(),
              positions(specification.reads(step)),
              new HashMap<>()));
    }
  }

  private static int[] positions(Set<Integer> reads) {
    return reads.stream().mapToInt(Integer::intValue).toArray();
  }

  /** The number of a value, the same for equal ones. */
  int number(TlaValue value) {
    Integer number = numbers.putIfAbsent(value, values.size());
    if (number == null) {
      values.add(value);
      return values.size() - 1;
    }
    return number;
  }

  /** The value of that number. */
  TlaValue value(int number) {
    return values.get(number);
  }

  /** The initial states. */
  List<int[]> initial() {
    return specification.initial().stream().map(this::numbered).toList();
  }

  /**
   * The different states that a step leads to.
   *
   * @throws IllegalStateException if an answer that was remembered is not the one that the
   *     specification gives
   */
  List<int[]> next(int step, int[] state) {
    Memory memory = memories.get(step);
    if (!memory
        .passed()
        .computeIfAbsent(
            new Projection(project(memory.guarding(), state)),
            guarding -> specification.guard(step, valuesOf(state)))) {
      return List.of();
    }
    Projection before = new Projection(project(memory.reads(), state));
    int[][] after = memory.seen().get(before);
    if (after == null) {
      after = ask(step, state);
      memory.seen().put(before, after);
    } else if (++remembered % DOUBT == 0 && !Arrays.deepEquals(after, ask(step, state))) {
      throw new IllegalStateException(
          specification.steps().get(step) + " depends on more than its text names");
    }
    List<int[]> states = new ArrayList<>(after.length);
    for (int[] changed : after) {
      int[] next = state.clone();
      for (int i = 0; i < changed.length; i++) {
        next[memory.reads()[i]] = changed[i];
      }
      states.add(next);
    }
    return states;
  }

  private int[][] ask(int step, int[] state) {
    int[] reads = memories.get(step).reads();
    return specification.next(step, valuesOf(state)).stream()
        .map(next -> new Projection(project(reads, numbered(next))))
        .distinct()
        .map(Projection::numbers)
        .toArray(int[][]::new);
  }

  /** The name of an invariant that does not hold in a state, or null. */
  String violated(int[] state) {
    return specification.violated(valuesOf(state));
  }

  private static int[] project(int[] reads, int[] state) {
    int[] projection = new int[reads.length];
    for (int i = 0; i < reads.length; i++) {
      projection[i] = state[reads[i]];
    }
    return projection;
  }

  private int[] numbered(TlaValue[] state) {
    int[] numbered = new int[state.length];
    for (int i = 0; i < state.length; i++) {
      numbered[i] = number(state[i]);
    }
    return numbered;
  }

  private TlaValue[] valuesOf(int[] state) {
    TlaValue[] all = new TlaValue[state.length];
    for (int i = 0; i < state.length; i++) {
      all[i] = values.get(state[i]);
    }
    return all;
  }
}
