package org.acksiom.conformance;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the validation of one file came to.
 *
 * @param file the file
 * @param malformed why it is no file of traces: one line that says where; the rest is about what
 *     comes before that
 * @param traces how many traces it has
 * @param events how many events they have
 * @param elapsed how long TLC took for them, its start included: of a run with several files each
 *     has its share
 * @param rejections one for each trace that is not accepted, in their order
 * @param undecided whether TLC ran out of time or memory before all was decided
 */
public record TraceOutcome(
    Path file,
    Optional<String> malformed,
    int traces,
    long events,
    Duration elapsed,
    List<TraceRejection> rejections,
    boolean undecided) {

  /** Copies the list. */
  public TraceOutcome {
    rejections = List.copyOf(rejections);
  }

  /** Whether each trace of the file is a behaviour of the specification. */
  public boolean accepted() {
    return malformed.isEmpty() && rejections.isEmpty() && !undecided;
  }
}
