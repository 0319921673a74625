package org.acksiom.impl.core;

import java.util.ArrayList;
import java.util.List;

/**
 * A replica's log of one partition: entries by offset, with the leader epoch of each (Kafka: {@code
 * UnifiedLog} and its {@code LeaderEpochFileCache}). It never changes: appending and truncating
 * make another one, so that states which have a log in common share it.
 */
public final class Log {
  private static final Log EMPTY = new Log(List.of());

  private final List<Entry> entries;

  private Log(List<Entry> entries) {
    this.entries = entries;
  }

  /** A log without entries. */
  public static Log empty() {
    return EMPTY;
  }

  /** The offset that the next entry gets; also the number of entries. */
  public int endOffset() {
    return entries.size();
  }

  /** The entry at an offset from 0 to below {@link #endOffset()}. */
  public Entry entry(int offset) {
    return entries.get(offset);
  }

  /** The entries from an offset on, oldest first. */
  public List<Entry> from(int offset) {
    return List.copyOf(entries.subList(offset, entries.size()));
  }

  /** The epoch of the last entry, or -1 if there is none. */
  int lastEpoch() {
    return entries.isEmpty() ? -1 : entries.get(entries.size() - 1).leaderEpoch();
  }

  /**
   * Where the largest epoch ends that the log has and that is not above {@code epoch} (Kafka:
   * {@code LeaderEpochFileCache.endOffsetFor}, KIP-101, KIP-279). If there is no such epoch, the
   * answer is epoch -1, ending at 0.
   */
  EpochEnd endOfEpoch(int epoch) {
    int end = entries.size();
    while (end > 0 && entries.get(end - 1).leaderEpoch() > epoch) {
      end--;
    }
    return new EpochEnd(end == 0 ? -1 : entries.get(end - 1).leaderEpoch(), end);
  }

  /** The log with one more entry at its end. */
  Log append(Entry entry) {
    return appendAll(List.of(entry));
  }

  /** The log with more entries at its end. */
  Log appendAll(List<Entry> more) {
    if (more.isEmpty()) {
      return this;
    }
    List<Entry> all = new ArrayList<>(entries.size() + more.size());
    all.addAll(entries);
    all.addAll(more);
    return new Log(List.copyOf(all));
  }

  /** The log up to an offset; all of it if it ends before. */
  Log truncatedTo(int endOffset) {
    return endOffset >= entries.size() ? this : new Log(List.copyOf(entries.subList(0, endOffset)));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Log log && (this == log || entries.equals(log.entries));
  }

  @Override
  public int hashCode() {
    return entries.hashCode();
  }

  @Override
  public String toString() {
    return entries.toString();
  }
}
