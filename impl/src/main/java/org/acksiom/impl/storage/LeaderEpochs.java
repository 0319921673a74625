package org.acksiom.impl.storage;

import java.util.ArrayList;
import java.util.List;
import org.acksiom.impl.core.Entry;
import org.acksiom.impl.core.EpochEnd;

/**
 * Where leader epochs start in a log, so that asking where one ends reads no file (Kafka: {@code
 * LeaderEpochFileCache}, here without its file: recovery reads every entry of a log anyway).
 */
final class LeaderEpochs {
  /**
   * Entries one after the other under the same epoch.
   *
   * @param start the offset of the first
   */
  private record Run(int epoch, int start) {}

  private final List<Run> runs = new ArrayList<>();

  /** Notes the entry that is appended at an offset. */
  void append(int offset, Entry entry) {
    if (last() != entry.leaderEpoch()) {
      runs.add(new Run(entry.leaderEpoch(), offset));
    }
  }

  /** Forgets what starts at an offset or later. */
  void truncate(int endOffset) {
    runs.removeIf(run -> run.start() >= endOffset);
  }

  /** The epoch of the last entry, or -1 if there is none. */
  int last() {
    return runs.isEmpty() ? -1 : runs.get(runs.size() - 1).epoch();
  }

  /** Where the largest epoch not above that one ends in a log of that end offset. */
  EpochEnd endOf(int epoch, int endOffset) {
    int end = endOffset;
    for (int i = runs.size() - 1; i >= 0; i--) {
      if (runs.get(i).epoch() <= epoch) {
        return new EpochEnd(runs.get(i).epoch(), end);
      }
      end = runs.get(i).start();
    }
    return new EpochEnd(-1, 0);
  }
}
