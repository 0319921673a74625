package org.acksiom.kafka.log;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Every sequence of {@link Step}s up to a length, shortest first. A log can't be copied, so each
 * step is taken on logs that have taken all before it anew. Where two sequences lead to the same
 * {@linkplain SideBySide#fingerprint fingerprint}, only the first goes on: what follows the other
 * one is the same, and was begun with as many steps left or more. None goes on after {@linkplain
 * SideBySide#kafkaOverlookedAnEpoch Kafka has overlooked an epoch}.
 */
final class Sequences {

  /** Makes logs to begin with. */
  interface Beginning {
    /**
     * New logs without entries.
     *
     * @throws IOException if Kafka's log can't be made
     */
    SideBySide begin() throws IOException;
  }

  /**
   * What was found.
   *
   * @param complete whether every sequence was taken, or one that is the same from some point on
   * @param states how many fingerprints there are
   * @param runs how many sequences were taken from their beginning
   * @param forgotten the first sequence, if there is one, after which Kafka has forgotten a batch
   *     that our leader recognises
   * @param overlooked the first sequence, if there is one, after which Kafka has overlooked an
   *     epoch
   * @param difference the first difference, if there is one: no shorter sequence shows any
   */
  record Found(
      boolean complete,
      int states,
      long runs,
      Optional<List<Step>> forgotten,
      Optional<List<Step>> overlooked,
      Optional<Difference> difference) {}

  private final Beginning beginning;
  private final int length;
  private final long budget;
  private final Set<String> states = new HashSet<>();
  private long runs;
  private Optional<List<Step>> forgotten = Optional.empty();
  private Optional<List<Step>> overlooked = Optional.empty();
  private Optional<Difference> difference = Optional.empty();

  private Sequences(Beginning beginning, int length, long budget) {
    this.beginning = beginning;
    this.length = length;
    this.budget = budget;
  }

  /**
   * Takes every sequence until there is a difference.
   *
   * @param length how many steps, 1 or more
   * @param budget how many sequences it takes from their beginning at most
   * @throws IOException if Kafka's log can't reach its files
   */
  static Found compare(Beginning beginning, int length, long budget) throws IOException {
    Sequences search = new Sequences(beginning, length, budget);
    boolean complete = search.search();
    return new Found(
        complete,
        search.states.size(),
        search.runs,
        search.forgotten,
        search.overlooked,
        search.difference);
  }

  private boolean search() throws IOException {
    List<List<Step>> ends = List.of(List.of());
    for (int taken = 0; taken < length; taken++) {
      List<List<Step>> next = new ArrayList<>();
      for (List<Step> steps : ends) {
        for (Step step : Step.values()) {
          if (runs == budget) {
            return false;
          }
          if (goesOn(steps, step)) {
            next.add(append(steps, step));
          }
          if (difference.isPresent()) {
            return false;
          }
        }
      }
      ends = next;
    }
    return true;
  }

  /** Whether the step, after those, leads to a state that no sequence has led to before. */
  private boolean goesOn(List<Step> steps, Step step) throws IOException {
    runs++;
    try (SideBySide logs = beginning.begin()) {
      for (Step before : steps) {
        logs.take(before);
      }
      difference = logs.compareAfter(step);
      if (difference.isPresent()) {
        return false;
      }
      if (logs.kafkaOverlookedAnEpoch()) {
        overlooked = overlooked.or(() -> Optional.of(append(steps, step)));
        return false;
      }
      if (!states.add(logs.fingerprint())) {
        return false;
      }
      difference = logs.compareRefusals();
      if (logs.kafkaForgot()) {
        forgotten = forgotten.or(() -> Optional.of(append(steps, step)));
      }
      return true;
    }
  }

  private static List<Step> append(List<Step> steps, Step step) {
    List<Step> all = new ArrayList<>(steps);
    all.add(step);
    return List.copyOf(all);
  }
}
