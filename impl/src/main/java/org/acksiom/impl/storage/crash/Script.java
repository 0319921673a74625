package org.acksiom.impl.storage.crash;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.acksiom.impl.storage.FlushPolicy;

/**
 * What a broker does with its log, step by step.
 *
 * @param segmentBytes how large a segment may become
 * @param policy when the log is flushed without being asked
 * @param steps what is done, in order
 */
public record Script(int segmentBytes, FlushPolicy policy, List<Step> steps) {
  /** So large that two entries fit, so that most scripts have several segments. */
  private static final int TWO_ENTRIES = 80;

  private static final int MANY_ENTRIES = 4_096;

  /** Copies the list. */
  public Script {
    steps = List.copyOf(steps);
  }

  /** What can be done with a log. */
  public enum Verb {
    /** Appends that many entries at once. */
    APPEND,
    /** Truncates the log to that offset. */
    TRUNCATE,
    /** Flushes it. */
    FLUSH,
    /** Closes it and opens it again. */
    STOP,
    /** Kills its process, and opens it again. */
    KILL
  }

  /**
   * One step.
   *
   * @param number how many, or which offset; not used by the others
   */
  public record Step(Verb verb, int number) {
    @Override
    public String toString() {
      return verb + "(" + number + ")";
    }
  }

  /** The scripts that together take every path of the log, under three policies. */
  public static List<Script> all() {
    List<List<Step>> stories =
        List.of(
            List.of(append(1), append(2), append(1)),
            List.of(append(3), truncate(1), append(1), append(1)),
            List.of(append(1), flush(), append(1), append(1), flush()),
            List.of(append(2), append(1), stop(), append(2), kill(), append(1)),
            List.of(append(5), truncate(4), append(1), truncate(0), append(1)),
            List.of(append(1), kill(), truncate(0), append(1), stop()));
    List<Script> scripts = new ArrayList<>();
    for (FlushPolicy policy :
        List.of(FlushPolicy.EACH_APPEND, new FlushPolicy(2), FlushPolicy.WHEN_ASKED)) {
      for (List<Step> story : stories) {
        scripts.add(new Script(TWO_ENTRIES, policy, story));
        scripts.add(new Script(MANY_ENTRIES, policy, story));
      }
    }
    return scripts;
  }

  /**
   * Every beginning of every script in {@link #all}, whole ones among them, each once; the shortest
   * first. The first that shows a bug says how little it needs.
   */
  public static List<Script> beginnings() {
    return all().stream()
        .flatMap(
            script -> IntStream.rangeClosed(1, script.steps().size()).mapToObj(script::beginning))
        .distinct()
        .sorted(Comparator.comparing(script -> script.steps().size()))
        .toList();
  }

  private Script beginning(int length) {
    return new Script(segmentBytes, policy, steps.subList(0, length));
  }

  private static Step append(int entries) {
    return new Step(Verb.APPEND, entries);
  }

  private static Step truncate(int endOffset) {
    return new Step(Verb.TRUNCATE, endOffset);
  }

  private static Step flush() {
    return new Step(Verb.FLUSH, 0);
  }

  private static Step stop() {
    return new Step(Verb.STOP, 0);
  }

  private static Step kill() {
    return new Step(Verb.KILL, 0);
  }
}
