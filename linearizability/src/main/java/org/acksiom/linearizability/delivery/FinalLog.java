package org.acksiom.linearizability.delivery;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * The final log of one partition: by a full read of it, or reconstructed from what consumers read.
 *
 * @param complete whether it is known whole, by a final read
 * @param event the event that shows what is not in it: the final read, or the one that read the
 *     highest offset
 * @param places what it has, by ascending offset
 */
record FinalLog(boolean complete, int event, List<Observation> places) {

  /** All that was read, as far as the highest offset; at one offset it may have several records. */
  static FinalLog reconstructed(Collection<Observation> observations) {
    List<Observation> read =
        observations.stream()
            .filter(observation -> observation.read != Observation.NEVER)
            .sorted(Comparator.comparingLong(observation -> observation.offset))
            .toList();
    return new FinalLog(false, read.isEmpty() ? 0 : read.get(read.size() - 1).read, read);
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
