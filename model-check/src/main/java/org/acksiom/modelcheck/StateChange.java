package org.acksiom.modelcheck;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a step makes of one variable, or of one place in it.
 *
 * @param variable its position among the specification's variables, from 0
 * @param path the arguments, each from 1, that lead to the place in a function of functions; empty
 *     if the whole variable is meant
 * @param keeps how many elements of the sequence that was there stay, before those of the value;
 *     {@link #NOTHING} if the value takes its place
 * @param value what is there now
 */
public record StateChange(int variable, List<Integer> path, int keeps, TlaValue value) {
  /** Nothing of what was there stays. */
  public static final int NOTHING = -1;

  /** Copies the path. */
  public StateChange {
    path = List.copyOf(path);
  }

  /**
   * The variable after the step.
   *
   * @param before the variable before it
   * @throws IllegalArgumentException if there is no such place, or less than is to stay; the
   *     message says what was expected
   */
  public TlaValue in(TlaValue before) {
    return in(before, 0);
  }

  private TlaValue in(TlaValue before, int depth) {
    if (depth == path.size()) {
      return keeps == NOTHING ? value : joined(elements(before));
    }
    List<TlaValue> elements = new ArrayList<>(elements(before));
    int place = path.get(depth);
    if (place < 1 || place > elements.size()) {
      throw new IllegalArgumentException("expected 1 to " + elements.size() + ", found " + place);
    }
    elements.set(place - 1, in(elements.get(place - 1), depth + 1));
    return new TlaValue.Tuple(elements);
  }

  private TlaValue joined(List<TlaValue> before) {
    if (keeps > before.size()) {
      throw new IllegalArgumentException(
          "expected at most " + before.size() + " elements to keep, found " + keeps);
    }
    return new TlaValue.Tuple(
        Stream.concat(before.subList(0, keeps).stream(), elements(value).stream()).toList());
  }

  private static List<TlaValue> elements(TlaValue value) {
    if (value instanceof TlaValue.Tuple tuple) {
      return tuple.elements();
    }
    throw new IllegalArgumentException("expected a sequence, found " + value);
  }

  TlaValue written() {
    return new TlaValue.Tuple(
        List.of(
            new TlaValue.Int(variable),
            new TlaValue.Tuple(path.stream().<TlaValue>map(TlaValue.Int::new).toList()),
            new TlaValue.Int(keeps),
            value));
  }

  static StateChange read(TlaValue written) {
    List<TlaValue> parts = elements(written);
    return new StateChange(
        number(parts.get(0)),
        elements(parts.get(1)).stream().map(StateChange::number).toList(),
        number(parts.get(2)),
        parts.get(3));
  }

  private static int number(TlaValue value) {
    return ((TlaValue.Int) value).value();
  }
}
