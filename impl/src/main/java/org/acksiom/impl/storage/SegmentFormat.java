package org.acksiom.impl.storage;

import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import org.acksiom.impl.core.Entry;

/**
 * What is in the files of a log, byte by byte. All numbers are big-endian and have 32 bits.
 *
 * <pre>
 * 00000000000000000042.log   a segment; its name is the offset of its first entry
 *
 *   byte   0  magic          "ACKS"
 *          4  version        1
 *          8  base offset    as in the name
 *         12  CRC32C         of bytes 0 to 11
 *         16  frames, one for each entry, without a gap
 *
 *   frame  0  length         of what follows the CRC: 24
 *          4  CRC32C         of the length and of what follows the CRC
 *          8  offset         base offset + number of the frame in the segment
 *         12  flush point    of the log when the frame was written: below it all was on the disk
 *         16  leader epoch
 *         20  producer epoch
 *         24  sequence       -1 without idempotence
 *         28  record
 *
 * clean-stop                 there if, and only if, the log was closed in good order
 *
 *   byte   0  magic          "STOP"
 *          4  version        1
 *          8  end offset     of the log
 *         12  CRC32C         of bytes 0 to 11
 * </pre>
 *
 * <p>Frames are of one length, so that a frame's place is known without those before it: that is
 * what lets recovery look behind a damaged one. The length is there for the version in which a
 * record has bytes.
 *
 * <p>Difference from Kafka: a frame for each entry instead of a batch; offsets have 32 bits, as in
 * the core; the flush point in each frame is ours (Kafka: {@code recovery-point-offset-checkpoint},
 * written once a minute); {@code clean-stop} is {@code .kafka_cleanshutdown} of one log.
 */
final class SegmentFormat {
  /** Bytes of the header of a segment, and of all of {@code clean-stop}. */
  static final int HEADER_BYTES = 16;

  /** Bytes of one frame. */
  static final int FRAME_BYTES = 32;

  static final int SEGMENT_MAGIC = 0x41434B53;
  static final int STOP_MAGIC = 0x53544F50;

  private static final int VERSION = 1;
  private static final int LENGTH = FRAME_BYTES - 8;
  private static final Pattern SEGMENT_NAME = Pattern.compile("0{10}([0-9]{10})\\.log");

  private SegmentFormat() {}

  /**
   * An entry as a segment has it.
   *
   * @param flushPoint the log's when the frame was written
   */
  record Frame(int flushPoint, Entry entry) {}

  /** What is wrong with some bytes. */
  record Damage(String expected, String found) {}

  static String segmentName(int baseOffset) {
    return String.format(Locale.ROOT, "%020d.log", baseOffset);
  }

  /** The base offset of the segment that has that name; empty if none has. */
  static Optional<Integer> baseOffset(String name) {
    return Optional.of(SEGMENT_NAME.matcher(name))
        .filter(matcher -> matcher.matches())
        .map(matcher -> Long.parseLong(matcher.group(1)))
        .filter(base -> base <= Integer.MAX_VALUE)
        .map(Long::intValue);
  }

  static ByteBuffer header(int magic, int offset) {
    ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
    header.putInt(magic).putInt(VERSION).putInt(offset);
    return header.putInt(crc(header, 0, 12, 0, 0)).flip();
  }

  /** What is wrong with a header; empty if nothing is. */
  static Optional<Damage> damageOfHeader(ByteBuffer bytes, int magic) {
    if (bytes.limit() < HEADER_BYTES) {
      return Optional.of(new Damage(HEADER_BYTES + " bytes", bytes.limit() + " bytes"));
    }
    if (bytes.getInt(0) != magic) {
      return Optional.of(new Damage("magic " + hex(magic), hex(bytes.getInt(0))));
    }
    if (bytes.getInt(4) != VERSION) {
      return Optional.of(new Damage("version " + VERSION, "" + bytes.getInt(4)));
    }
    return damageOfCrc(crc(bytes, 0, 12, 0, 0), bytes.getInt(12));
  }

  /** The offset that a header without damage has. */
  static int offsetOfHeader(ByteBuffer bytes) {
    return bytes.getInt(8);
  }

  /** Puts a frame at the buffer's position. */
  static void put(ByteBuffer into, int offset, int flushPoint, Entry entry) {
    int at = into.position();
    into.putInt(LENGTH).putInt(0).putInt(offset).putInt(flushPoint);
    into.putInt(entry.leaderEpoch()).putInt(entry.producerEpoch());
    into.putInt(entry.sequence()).putInt(entry.record());
    into.putInt(at + 4, crcOfFrame(into, at));
  }

  /**
   * What is wrong with the frame that begins there; empty if nothing is.
   *
   * @param offset the offset that it should have
   */
  static Optional<Damage> damageOfFrame(ByteBuffer bytes, int at, int offset) {
    int left = bytes.limit() - at;
    if (left < FRAME_BYTES) {
      return Optional.of(new Damage("a frame of " + FRAME_BYTES + " bytes", left + " bytes"));
    }
    if (bytes.getInt(at) != LENGTH) {
      return Optional.of(new Damage("length " + LENGTH, "" + bytes.getInt(at)));
    }
    Optional<Damage> crc = damageOfCrc(crcOfFrame(bytes, at), bytes.getInt(at + 4));
    if (crc.isPresent()) {
      return crc;
    }
    return bytes.getInt(at + 8) == offset
        ? Optional.empty()
        : Optional.of(new Damage("offset " + offset, "" + bytes.getInt(at + 8)));
  }

  /** The frame that begins there, which has no damage. */
  static Frame frame(ByteBuffer bytes, int at) {
    return new Frame(
        bytes.getInt(at + 12),
        new Entry(
            bytes.getInt(at + 28),
            bytes.getInt(at + 16),
            bytes.getInt(at + 20),
            bytes.getInt(at + 24)));
  }

  private static int crcOfFrame(ByteBuffer bytes, int at) {
    return crc(bytes, at, 4, at + 8, LENGTH);
  }

  private static Optional<Damage> damageOfCrc(int computed, int stored) {
    return computed == stored
        ? Optional.empty()
        : Optional.of(new Damage("CRC32C " + hex(computed), hex(stored)));
  }

  /** Of two stretches of bytes, one after the other. */
  private static int crc(ByteBuffer bytes, int at, int length, int thenAt, int thenLength) {
    CRC32C crc = new CRC32C();
    crc.update(bytes.array(), at, length);
    crc.update(bytes.array(), thenAt, thenLength);
    return (int) crc.getValue();
  }

  private static String hex(int bits) {
    return String.format(Locale.ROOT, "0x%08x", bits);
  }
}
