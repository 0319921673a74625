package org.acksiom.impl.core;

import java.util.ArrayList;
import java.util.List;

/**
 * A replica's log of one partition: entries by offset, with the leader epoch of each (Kafka: {@code
 * UnifiedLog} and its {@code LeaderEpochFileCache}).
 */
public final class Log {
  private final ArrayList<Entry> entries;

  /** An empty log. */
  public Log() {
    this.entries = new ArrayList<>();
  }

  private Log(List<Entry> entries) {
    this.entries = new ArrayList<>(entries);
  }

  Log copy() {
    return new Log(entries);
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
   * Where the largest epoch ends that the log has and that is not above {@code epoch} (KIP-101,
   * KIP-279). If there is no such epoch, the answer is epoch -1, ending at 0.
   */
  EpochEnd endOfEpoch(int epoch) {
    int end = entries.size();
    while (end > 0 && entries.get(end - 1).leaderEpoch() > epoch) {
      end--;
    }
    return new EpochEnd(end == 0 ? -1 : entries.get(end - 1).leaderEpoch(), end);
  }

  void append(Entry entry) {
    entries.add(entry);
  }

  void truncateTo(int endOffset) {
    while (entries.size() > endOffset) {
      entries.remove(entries.size() - 1);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Log log && entries.equals(log.entries);
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
