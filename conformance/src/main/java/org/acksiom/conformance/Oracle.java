package org.acksiom.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.acksiom.impl.simulator.Setup;
import org.acksiom.modelcheck.KafkaDeliveryModel;
import org.acksiom.modelcheck.Specification;
import org.acksiom.modelcheck.TlaValue;

/**
 * What the specification does next, asked once for all states that a step can't tell apart: what a
 * step does depends on the variables that its text names, and of these there are few combinations.
 *
 * <p>A state is one number for each variable, the number of its value. Not safe for several threads
 * at a time.
 */
final class Oracle implements AutoCloseable {
  private static final String INVARIANT = "TypeOK";

  /** Every so many answers one is asked for again: what a step reads must not be a guess. */
  private static final int DOUBT = 10_000;

  private final Specification specification;
  private final Map<TlaValue, Integer> numbers = new HashMap<>();
  private final List<TlaValue> values = new ArrayList<>();
  private final List<Memory> memories = new ArrayList<>();
  private final List<Condition> conditions = new ArrayList<>();
  private long answers;

  /**
   * What a step was seen to do.
   *
   * @param guarding what its guard reads
   * @param passed for the values of that, by their fingerprint, whether the guard lets them pass
   * @param reads what it reads in all
   * @param seen for the values of that, by their fingerprint, those that they become
   */
  private record Memory(
      int[] guarding, Map<Long, Boolean> passed, int[] reads, Map<Long, int[][]> seen) {}

  /**
   * What was seen of a conjunct of an invariant.
   *
   * @param reads what it reads
   * @param held values of that for which it holds, by their fingerprint
   */
  private record Condition(int[] reads, Set<Long> held) {}

  /**
   * A state: for each variable the number of its value, and a fingerprint of the two. The
   * fingerprints of some variables add up to one of their values: 64 bits, as for TLC's states.
   */
  static final class State {
    private final int[] numbers;
    private final long[] fingerprints;

    State(int[] numbers) {
      this.numbers = numbers;
      this.fingerprints = new long[numbers.length];
      for (int variable = 0; variable < numbers.length; variable++) {
        fingerprints[variable] = mixed(((long) variable << Integer.SIZE) + numbers[variable] + 1);
      }
    }

    /** As in SplitMix64. */
    private static long mixed(long value) {
      long mixed = value * 0x9E3779B97F4A7C15L;
      mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
      mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
      return mixed ^ (mixed >>> 31);
    }

    long fingerprint(int[] variables) {
      long sum = 0;
      for (int variable : variables) {
        sum += fingerprints[variable];
      }
      return sum;
    }

    int[] numbers() {
      return numbers;
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
    for (int condition = 0; condition < specification.conditions().size(); condition++) {
      conditions.add(
          new Condition(positions(specification.readsOfCondition(condition)), new HashSet<>()));
    }
  }

  /**
   * An oracle for a setup: the model of the same settings, faults and bounds.
   *
   * @param module {@code MCKafkaDelivery} with all that it extends in its folder, where the model
   *     is written, too
   * @throws IOException if the model can't be written, or the specification can't be read
   */
  static Oracle open(Setup setup, Path module) throws IOException {
    KafkaDeliveryModel model =
        new KafkaDeliveryModel(setup.settings(), setup.faults(), setup.bounds());
    Path config = Files.createTempFile(module.toAbsolutePath().getParent(), "lockstep", ".cfg");
    try {
      Files.writeString(config, model.config(INVARIANT));
      return new Oracle(Specification.read(module, config));
    } finally {
      Files.delete(config);
    }
  }

  @Override
  public void close() throws IOException {
    specification.close();
  }

  /** The specification's variables, in the order of its states. */
  List<String> variables() {
    return specification.variables();
  }

  /** The specification's steps, by which it is asked. */
  List<Specification.Step> steps() {
    return specification.steps();
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
  List<int[]> next(int step, State state) {
    List<int[]> next = remembered(step, state);
    if (++answers % DOUBT == 0 && !same(next, applied(step, ask(step, state.numbers()), state))) {
      throw new IllegalStateException(
          specification.steps().get(step) + " depends on more than its text names");
    }
    return next;
  }

  private List<int[]> remembered(int step, State state) {
    Memory memory = memories.get(step);
    Long guarding = state.fingerprint(memory.guarding());
    Boolean passes = memory.passed().get(guarding);
    if (passes == null) {
      passes = specification.guard(step, valuesOf(state.numbers()));
      memory.passed().put(guarding, passes);
    }
    if (!passes) {
      return List.of();
    }
    Long before = state.fingerprint(memory.reads());
    int[][] after = memory.seen().get(before);
    if (after == null) {
      after = ask(step, state.numbers());
      memory.seen().put(before, after);
    }
    return applied(step, after, state);
  }

  private List<int[]> applied(int step, int[][] after, State state) {
    int[] reads = memories.get(step).reads();
    List<int[]> states = new ArrayList<>(after.length);
    for (int[] changed : after) {
      int[] next = state.numbers().clone();
      for (int i = 0; i < changed.length; i++) {
        next[reads[i]] = changed[i];
      }
      states.add(next);
    }
    return states;
  }

  private static boolean same(List<int[]> some, List<int[]> others) {
    return Arrays.deepEquals(some.toArray(), others.toArray());
  }

  private int[][] ask(int step, int[] state) {
    int[] reads = memories.get(step).reads();
    List<int[]> different = new ArrayList<>();
    for (TlaValue[] next : specification.next(step, valuesOf(state))) {
      int[] after = numbered(next);
      int[] changed = project(reads, after);
      requireNoOther(step, state, after);
      if (different.stream().noneMatch(other -> Arrays.equals(other, changed))) {
        different.add(changed);
      }
    }
    return different.toArray(int[][]::new);
  }

  /** What a step does not read it must leave as it was, or it would be forgotten here. */
  private void requireNoOther(int step, int[] before, int[] after) {
    int[] other = after.clone();
    for (int variable : memories.get(step).reads()) {
      other[variable] = before[variable];
    }
    if (!Arrays.equals(other, before)) {
      throw new IllegalStateException(
          specification.steps().get(step) + " changes more than its text names");
    }
  }

  /** The name of an invariant that does not hold in a state, or null. */
  String violated(State state) {
    for (int i = 0; i < conditions.size(); i++) {
      Condition condition = conditions.get(i);
      Long read = state.fingerprint(condition.reads());
      if (!condition.held().contains(read)) {
        if (!specification.holds(i, valuesOf(state.numbers()))) {
          return specification.conditions().get(i);
        }
        condition.held().add(read);
      }
    }
    return null;
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
