package org.acksiom.impl.storage;

import java.io.Closeable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.acksiom.impl.core.Entry;
import org.acksiom.impl.core.EpochEnd;
import org.acksiom.impl.core.Log;

/**
 * A log in segment files (Kafka: {@code UnifiedLog}, {@code LocalLog}, {@code LogSegment}). Its
 * owner is one thread; it is changed where it is and returns itself.
 *
 * <p>After anything has gone wrong on the disk it is <em>failed</em>: this and every later call
 * throws a {@link StorageException}, whichever method it is, but {@link #close()}. Another attempt
 * could succeed without the disk having what the first one wrote (after a failed flush, Linux takes
 * pages for written that are not), and then acknowledge what a crash will lose. What was being
 * appended may be in the log or not when it is opened again; nobody was told that it is.
 *
 * <p>Finding an entry takes time logarithmic in the number of segments, and one read of a file;
 * where epochs end is in memory.
 */
public final class SegmentedLog implements Log, Closeable {
  private final Disk disk;
  private final int segmentBytes;
  private final FlushPolicy policy;

  /** By base offset, never empty; entries are appended to the last. */
  private final List<Segment> segments;

  private final LeaderEpochs epochs = new LeaderEpochs();
  private int flushPoint;
  private StorageException failure;
  private boolean closed;

  private SegmentedLog(Disk disk, int segmentBytes, FlushPolicy policy, List<Segment> segments) {
    this.disk = disk;
    this.segmentBytes = segmentBytes;
    this.policy = policy;
    this.segments = segments;
    for (Segment segment : segments) {
      note(segment.base(), segment.read(segment.base(), segment.end()));
    }
    this.flushPoint = active().end();
  }

  /**
   * Opens the log on a disk, or a new one if there is none, and recovers it if it was not closed in
   * good order. All that it then has is flushed. Reads every byte of it.
   *
   * @param segmentBytes how large a segment may become, in bytes: at least one entry fits whatever
   *     it says
   * @throws StorageException if anything is damaged that was flushed, or the disk fails
   */
  public static SegmentedLog open(Disk disk, int segmentBytes, FlushPolicy policy) {
    int least = SegmentFormat.HEADER_BYTES + SegmentFormat.FRAME_BYTES;
    return new SegmentedLog(disk, Math.max(least, segmentBytes), policy, Recovery.segments(disk));
  }

  private Segment active() {
    return segments.get(segments.size() - 1);
  }

  private void note(int offset, List<Entry> entries) {
    for (Entry entry : entries) {
      epochs.append(offset++, entry);
    }
  }

  // ---- reading

  @Override
  public int endOffset() {
    return attempt(() -> active().end());
  }

  @Override
  public int flushPoint() {
    return attempt(() -> flushPoint);
  }

  @Override
  public Entry entry(int offset) {
    Objects.checkIndex(offset, endOffset());
    return attempt(() -> segments.get(indexOf(offset)).read(offset, offset + 1).get(0));
  }

  @Override
  public List<Entry> from(int offset) {
    int end = endOffset();
    Objects.checkFromToIndex(offset, end, end);
    return attempt(
        () -> {
          List<Entry> entries = new ArrayList<>(end - offset);
          for (int i = indexOf(offset); i < segments.size(); i++) {
            Segment segment = segments.get(i);
            entries.addAll(segment.read(Math.max(offset, segment.base()), segment.end()));
          }
          return List.copyOf(entries);
        });
  }

  @Override
  public int lastEpoch() {
    return attempt(epochs::last);
  }

  @Override
  public EpochEnd endOfEpoch(int epoch) {
    return attempt(() -> epochs.endOf(epoch, active().end()));
  }

  /** The index of the segment that has an offset, or of the last one. */
  private int indexOf(int offset) {
    int low = 0;
    int high = segments.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (segments.get(middle).base() <= offset) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  // ---- changing

  @Override
  public SegmentedLog appendAll(List<Entry> more) {
    return attempt(
        () -> {
          int appended = 0;
          while (appended < more.size()) {
            if (active().room(segmentBytes) <= 0) {
              roll();
            }
            int fits = Math.min(more.size() - appended, active().room(segmentBytes));
            List<Entry> next = more.subList(appended, appended + fits);
            note(active().end(), next);
            active().append(next, flushPoint);
            appended += fits;
          }
          if (policy.isDue(active().end() - flushPoint)) {
            flushActive();
          }
          return this;
        });
  }

  /** Recovery takes every segment but the last for flushed; so it is, before there is another. */
  private void roll() {
    flushActive();
    segments.add(Segment.create(disk, active().end()));
  }

  private void flushActive() {
    active().force();
    flushPoint = active().end();
  }

  /** Has all entries on the disk when it returns. */
  public void flush() {
    attempt(
        () -> {
          flushActive();
          return this;
        });
  }

  /**
   * {@inheritDoc}
   *
   * <p>It is on the disk when this returns. Otherwise entries appended next could be followed,
   * after a crash, by those that were cut. Segments are deleted from the last on, one after the
   * other, so that a crash never leaves a gap.
   *
   * @throws IllegalArgumentException if the offset is negative
   */
  @Override
  public SegmentedLog truncatedTo(int endOffset) {
    if (endOffset < 0) {
      throw new IllegalArgumentException("expected an offset of 0 or more, found " + endOffset);
    }
    return attempt(
        () -> {
          if (endOffset < active().end()) {
            truncate(endOffset);
          }
          return this;
        });
  }

  private void truncate(int endOffset) {
    while (segments.size() > 1 && active().base() >= endOffset) {
      segments.remove(segments.size() - 1).delete(disk);
    }
    if (endOffset < active().end()) {
      active().truncate(endOffset);
      active().force();
    }
    epochs.truncate(endOffset);
    flushPoint = endOffset;
  }

  private <T> T attempt(Supplier<T> operation) {
    if (closed) {
      throw new IllegalStateException("the log is closed");
    }
    if (failure != null) {
      throw failure.again();
    }
    try {
      return operation.get();
    } catch (StorageException e) {
      failure = e;
      throw e;
    }
  }

  /**
   * Flushes the log, notes that it was closed in good order, and closes its files. A failed log
   * only closes its files, and has to be recovered; closing it again does nothing.
   *
   * @throws StorageException if the log can't be flushed or that can't be noted
   */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    try {
      if (failure == null) {
        flush();
        CleanStop.leave(disk, active().end());
      }
    } finally {
      closed = true;
      Segment.closeAll(segments);
    }
  }
}
