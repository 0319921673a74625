package org.acksiom.impl.storage;

import static org.acksiom.impl.storage.SegmentFormat.FRAME_BYTES;
import static org.acksiom.impl.storage.SegmentFormat.HEADER_BYTES;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.acksiom.impl.core.Entry;
import org.acksiom.impl.storage.SegmentFormat.Damage;
import org.acksiom.impl.storage.SegmentFormat.Frame;

/**
 * One file of a log: the entries from its base offset to its end (Kafka: {@code LogSegment}). Every
 * method throws a {@link StorageException} if the file can't be read or written; what is read has
 * been checked.
 */
final class Segment {
  private static final int FRAMES_AT_ONCE = 1_024;

  private final DiskFile file;
  private final String name;
  private final int base;
  private int end;

  private Segment(DiskFile file, String name, int base) {
    this.file = file;
    this.name = name;
    this.base = base;
    this.end = base;
  }

  /**
   * A new segment without entries, which is on the disk with its name when this returns: otherwise
   * entries that are flushed later could be in a file that nobody finds.
   */
  static Segment create(Disk disk, int base) {
    String name = SegmentFormat.segmentName(base);
    try {
      Segment segment = new Segment(disk.create(name), name, base);
      segment.file.writeAll(SegmentFormat.header(SegmentFormat.SEGMENT_MAGIC, base), 0);
      segment.file.force();
      disk.force();
      return segment;
    } catch (IOException e) {
      throw StorageException.failed(name, 0, base, "a new segment", e);
    }
  }

  /** A segment that is there, not checked yet and taken to be empty. */
  static Segment open(Disk disk, int base) {
    String name = SegmentFormat.segmentName(base);
    try {
      return new Segment(disk.open(name), name, base);
    } catch (IOException e) {
      throw StorageException.failed(name, 0, base, "a segment that can be opened", e);
    }
  }

  String name() {
    return name;
  }

  /** The offset of the first entry. */
  int base() {
    return base;
  }

  /** The offset after the last entry. */
  int end() {
    return end;
  }

  /** Where the frame of that offset begins, in bytes. */
  long position(int offset) {
    return HEADER_BYTES + (long) (offset - base) * FRAME_BYTES;
  }

  /** How many entries still fit. */
  int room(int segmentBytes) {
    return (int) ((segmentBytes - position(end)) / FRAME_BYTES);
  }

  /** Appends entries to the file; they are not flushed. */
  void append(List<Entry> entries, int flushPoint) {
    ByteBuffer frames = ByteBuffer.allocate(entries.size() * FRAME_BYTES);
    int offset = end;
    for (Entry entry : entries) {
      SegmentFormat.put(frames, offset++, flushPoint, entry);
    }
    frames.flip();
    try {
      file.writeAll(frames, position(end));
    } catch (IOException e) {
      throw failed(end, "a write of " + frames.limit() + " bytes", e);
    }
    end = offset;
  }

  /**
   * The entries from an offset to before another, both in this segment.
   *
   * @throws StorageException if one of them is damaged
   */
  List<Entry> read(int from, int to) {
    List<Entry> entries = new ArrayList<>(to - from);
    for (int chunk = from; chunk < to; chunk += FRAMES_AT_ONCE) {
      int chunkEnd = Math.min(to, chunk + FRAMES_AT_ONCE);
      ByteBuffer bytes = bytes(chunk, chunkEnd);
      for (int offset = chunk; offset < chunkEnd; offset++) {
        int at = (offset - chunk) * FRAME_BYTES;
        Optional<Damage> damage = SegmentFormat.damageOfFrame(bytes, at, offset);
        if (damage.isPresent()) {
          throw damaged(offset, damage.get());
        }
        entries.add(SegmentFormat.frame(bytes, at).entry());
      }
    }
    return entries;
  }

  /** The bytes of the frames from an offset to before another, as far as the file has them. */
  private ByteBuffer bytes(int from, int to) {
    return bytes(position(from), (to - from) * FRAME_BYTES, from);
  }

  private ByteBuffer bytes(long position, int length, int offset) {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    try {
      file.readAll(bytes, position);
    } catch (IOException e) {
      throw failed(offset, "a read of " + length + " bytes", e);
    }
    return bytes.flip();
  }

  /** What is wrong with the header; empty if nothing is. */
  Optional<Damage> damageOfHeader() {
    ByteBuffer header = bytes(0, HEADER_BYTES, base);
    return SegmentFormat.damageOfHeader(header, SegmentFormat.SEGMENT_MAGIC)
        .or(
            () ->
                SegmentFormat.offsetOfHeader(header) == base
                    ? Optional.empty()
                    : Optional.of(
                        new Damage(
                            "base offset " + base, "" + SegmentFormat.offsetOfHeader(header))));
  }

  /**
   * What reading all frames of the file has shown.
   *
   * @param end the offset after the last frame before the first damaged one
   * @param damage what is wrong with the frame at {@code end}; empty if the file ends there
   * @param flushedTo the largest flush point that any whole frame tells of, also behind the damage;
   *     the base offset if none tells of a larger one
   */
  record Scan(int end, Optional<Damage> damage, int flushedTo) {}

  /** Reads all frames. The segment then has those before the first damaged one. */
  Scan scan() {
    Optional<Damage> first = Optional.empty();
    int flushedTo = base;
    long size = size();
    end = base;
    for (int chunk = base; position(chunk) < size; chunk += FRAMES_AT_ONCE) {
      long left = size - position(chunk);
      ByteBuffer bytes =
          bytes(position(chunk), (int) Math.min(left, FRAMES_AT_ONCE * FRAME_BYTES), chunk);
      for (int at = 0; at < bytes.limit(); at += FRAME_BYTES) {
        Optional<Damage> damage = SegmentFormat.damageOfFrame(bytes, at, chunk + at / FRAME_BYTES);
        if (damage.isEmpty()) {
          Frame frame = SegmentFormat.frame(bytes, at);
          flushedTo = Math.max(flushedTo, frame.flushPoint());
        }
        first = first.or(() -> damage);
        if (first.isEmpty()) {
          end++;
        }
      }
    }
    return new Scan(end, first, flushedTo);
  }

  /** How long the file is, in bytes. */
  long size() {
    try {
      return file.size();
    } catch (IOException e) {
      throw failed(base, "a file that has a size", e);
    }
  }

  /** Cuts the file before an offset; that is not flushed. */
  void truncate(int offset) {
    try {
      file.truncate(position(offset));
    } catch (IOException e) {
      throw failed(offset, "a truncation", e);
    }
    end = offset;
  }

  /** Deletes the file, and does not come back when this has returned. */
  void delete(Disk disk) {
    try {
      file.close();
      disk.delete(name);
      disk.force();
    } catch (IOException e) {
      throw StorageException.failed(name, 0, base, "a deletion", e);
    }
  }

  /** Forces the file to the disk. */
  void force() {
    try {
      file.force();
    } catch (IOException e) {
      throw failed(end, "a flush", e);
    }
  }

  /**
   * Writes again what the segment has, header and size included, and forces it to the disk. After a
   * flush that failed an operating system may show what the disk does not have, and take it for
   * written: only writing it again makes it so.
   */
  void rewrite() {
    try {
      file.writeAll(SegmentFormat.header(SegmentFormat.SEGMENT_MAGIC, base), 0);
      for (int chunk = base; chunk < end; chunk += FRAMES_AT_ONCE) {
        file.writeAll(bytes(chunk, Math.min(end, chunk + FRAMES_AT_ONCE)), position(chunk));
      }
    } catch (IOException e) {
      throw failed(base, "a write of all that there is", e);
    }
    truncate(end);
    force();
  }

  StorageException damaged(int offset, Damage damage) {
    return new StorageException(name, position(offset), offset, damage.expected(), damage.found());
  }

  private StorageException failed(int offset, String expected, IOException cause) {
    return StorageException.failed(name, position(offset), offset, expected, cause);
  }

  /**
   * Closes the files. That one of them does not close says nothing of what is in it: what matters
   * was flushed, or was not promised.
   */
  static void closeAll(List<Segment> segments) {
    for (Segment segment : segments) {
      try {
        segment.file.close();
      } catch (IOException e) {
        continue;
      }
    }
  }
}
