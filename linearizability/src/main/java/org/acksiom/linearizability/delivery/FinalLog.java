package org.acksiom.linearizability.delivery;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * The final log of one partition: by a full read of it, or reconstructed from what consumers read.
 */
final class FinalLog {
  private final boolean complete;
  private final int event;
  private final List<Observation> places;

  private FinalLog(boolean complete, int event, List<Observation> places) {
    this.complete = complete;
    this.event = event;
    this.places = places;
    for (Observation place : places) {
      place.kept = true;
      place.sent.stored(place);
    }
  }

  /** The log that the final read in {@code event} found, by ascending offset. */
  static FinalLog read(int event, List<Observation> places) {
    return new FinalLog(true, event, places);
  }

  /** All that was read, as far as the highest offset; at one offset it may have several records. */
  static FinalLog reconstructed(Collection<Observation> observations) {
    List<Observation> read =
        observations.stream()
            .filter(observation -> observation.read != Observation.NEVER)
            .sorted(Comparator.comparingLong(observation -> observation.offset))
            .toList();
    return new FinalLog(false, read.isEmpty() ? 0 : read.get(read.size() - 1).read, read);
  }

  /** Whether it is known whole, by a final read. */
  boolean complete() {
    return complete;
  }

  /**
   * The event that shows what is not in it: the final read, or the one that read the highest
   * offset.
   */
  int event() {
    return event;
  }

  /** How a sentence calls it. */
  String name() {
    return complete ? "the final log" : "the log as it was read";
  }

  /** Whether the record is known not to be in it. */
  boolean misses(Sent sent) {
    return sent.copies == 0
        && (complete || (sent.result == Sent.Result.ACKED && sent.acked <= highestOffset()));
  }

  /** What it has at the lowest offset that is at least {@code offset}, or {@code null}. */
  Observation from(long offset) {
    int low = 0;
    int high = places.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (places.get(middle).offset < offset) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low < places.size() ? places.get(low) : null;
  }

  private long highestOffset() {
    return places.isEmpty() ? -1 : places.get(places.size() - 1).offset;
  }
}
