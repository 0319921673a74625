package org.acksiom.impl.core;

import java.util.ArrayList;
import java.util.List;

/**
 * A log in memory. It never changes: appending and truncating make another one, so that states
 * which have a log in common share it.
 *
 * <p>It promises nothing of a crash: what the {@code disk} fault leaves of it is the explorer's
 * choice, and every choice is one that some disk could make.
 */
public final class MemoryLog implements Log {
  private static final MemoryLog EMPTY = new MemoryLog(List.of());

  private final List<Entry> entries;

  private MemoryLog(List<Entry> entries) {
    this.entries = entries;
  }

  /** A log without entries. */
  public static MemoryLog empty() {
    return EMPTY;
  }

  @Override
  public int endOffset() {
    return entries.size();
  }

  @Override
  public int flushPoint() {
    return 0;
  }

  @Override
  public Entry entry(int offset) {
    return entries.get(offset);
  }

  @Override
  public List<Entry> from(int offset) {
    return List.copyOf(entries.subList(offset, entries.size()));
  }

  @Override
  public int lastEpoch() {
    return entries.isEmpty() ? -1 : entries.get(entries.size() - 1).leaderEpoch();
  }

  @Override
  public EpochEnd endOfEpoch(int epoch) {
    int end = entries.size();
    while (end > 0 && entries.get(end - 1).leaderEpoch() > epoch) {
      end--;
    }
    return new EpochEnd(end == 0 ? -1 : entries.get(end - 1).leaderEpoch(), end);
  }

  @Override
  public MemoryLog appendAll(List<Entry> more) {
    if (more.isEmpty()) {
      return this;
    }
    List<Entry> all = new ArrayList<>(entries.size() + more.size());
    all.addAll(entries);
    all.addAll(more);
    return new MemoryLog(List.copyOf(all));
  }

  @Override
  public MemoryLog truncatedTo(int endOffset) {
    return endOffset >= entries.size()
        ? this
        : new MemoryLog(List.copyOf(entries.subList(0, endOffset)));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MemoryLog log && (this == log || entries.equals(log.entries));
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
