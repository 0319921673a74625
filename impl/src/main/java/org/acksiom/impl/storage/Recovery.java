package org.acksiom.impl.storage;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.acksiom.impl.storage.Segment.Scan;
import org.acksiom.impl.storage.SegmentFormat.Damage;

/**
 * Finds the segments of a log on a disk, and what is whole in them (Kafka: {@code LogLoader}).
 *
 * <p>After a crash the end of the last segment may be torn: it is cut before its first damaged
 * frame. That is all that a crash can do, since every other segment was flushed before the next one
 * was created. So it is damage, and a {@link StorageException}, if
 *
 * <ul>
 *   <li>a segment other than the last is not whole, or does not end where the next one begins;
 *   <li>a frame is not whole below the flush point that a whole frame behind it tells of;
 *   <li>the log was closed in good order and is not as it was then;
 *   <li>a header is not whole and there is more in the file: headers are flushed before frames.
 * </ul>
 *
 * <p>What is found in the last segment is written again before it is called flushed: see {@link
 * Segment#rewrite}.
 *
 * <p>What can't be told apart: after a crash, damage to flushed frames that no whole frame behind
 * them tells of, which are those that were flushed last, looks like a torn tail and is cut; and a
 * last segment that is gone altogether looks like one that never was.
 *
 * <p>Difference from Kafka, which reads segments from the recovery point on only, cuts the log at
 * the first damage in any of them and deletes all segments behind it ({@code
 * LogLoader.recoverLog}): there, damage to one byte that was flushed can cost any number of entries
 * that were acknowledged, with a warning.
 */
final class Recovery {
  private final Disk disk;
  private final List<Segment> segments = new ArrayList<>();

  private Recovery(Disk disk) {
    this.disk = disk;
  }

  /**
   * The segments of the log, one or more, in order; all that is in them is flushed.
   *
   * @throws StorageException if anything is damaged that was flushed, or the disk fails
   */
  static List<Segment> segments(Disk disk) {
    Recovery recovery = new Recovery(disk);
    try {
      recovery.recover();
      return recovery.segments;
    } catch (StorageException e) {
      Segment.closeAll(recovery.segments);
      throw e;
    }
  }

  private void recover() {
    List<String> names = names();
    OptionalInt cleanEnd = CleanStop.read(disk, names);
    for (int base :
        names.stream().flatMap(n -> SegmentFormat.baseOffset(n).stream()).sorted().toList()) {
      segments.add(Segment.open(disk, base));
    }
    for (int i = 0; i < segments.size() - 1; i++) {
      checkFlushed(i, segments.get(i + 1).base());
    }
    if (cleanEnd.isPresent()) {
      checkLastAsClosed(cleanEnd.getAsInt());
    } else {
      recoverLast();
    }
    CleanStop.remove(disk, names);
  }

  private List<String> names() {
    try {
      return disk.names();
    } catch (IOException e) {
      throw StorageException.failed(".", 0, 0, "the names of the segments", e);
    }
  }

  /** Where the segment of that index has to begin. */
  private int expectedBase(int index) {
    return index == 0 ? 0 : segments.get(index - 1).end();
  }

  private void checkBase(int index) {
    Segment segment = segments.get(index);
    if (segment.base() != expectedBase(index)) {
      throw segment.damaged(
          segment.base(),
          new Damage("a segment that begins at " + expectedBase(index), "" + segment.base()));
    }
  }

  /** Checks a segment that was flushed to its end. */
  private void checkFlushed(int index, int end) {
    checkBase(index);
    Segment segment = segments.get(index);
    Optional<Damage> header = segment.damageOfHeader();
    if (header.isPresent()) {
      throw damagedHeader(segment, header.get());
    }
    Scan scan = segment.scan();
    if (scan.damage().isPresent()) {
      throw segment.damaged(scan.end(), scan.damage().get());
    }
    if (scan.end() != end) {
      throw segment.damaged(
          scan.end(), new Damage("a segment that ends at " + end, "an end at " + scan.end()));
    }
  }

  private static StorageException damagedHeader(Segment segment, Damage damage) {
    return new StorageException(
        segment.name(), 0, segment.base(), damage.expected(), damage.found());
  }

  private void checkLastAsClosed(int end) {
    if (segments.isEmpty()) {
      throw new StorageException(
          SegmentFormat.segmentName(0), 0, 0, "a log that ends at " + end, "no segment");
    }
    checkFlushed(segments.size() - 1, end);
  }

  private void recoverLast() {
    if (segments.isEmpty()) {
      segments.add(Segment.create(disk, 0));
      return;
    }
    checkBase(segments.size() - 1);
    Segment last = segments.get(segments.size() - 1);
    Optional<Damage> header = last.damageOfHeader();
    if (header.isPresent() && last.size() > SegmentFormat.HEADER_BYTES) {
      throw damagedHeader(last, header.get());
    }
    Scan scan = last.scan();
    if (scan.end() < scan.flushedTo()) {
      throw last.damaged(scan.end(), scan.damage().orElseThrow());
    }
    last.rewrite();
  }
}
