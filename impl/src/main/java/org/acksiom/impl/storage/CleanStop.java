package org.acksiom.impl.storage;

import static org.acksiom.impl.storage.SegmentFormat.HEADER_BYTES;
import static org.acksiom.impl.storage.SegmentFormat.STOP_MAGIC;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.acksiom.impl.storage.SegmentFormat.Damage;

/**
 * The file that says that a log was closed in good order, and where it ended (Kafka: {@code
 * .kafka_cleanshutdown}). While it is there, no end of the log may be missing or torn.
 */
final class CleanStop {
  static final String NAME = "clean-stop";
  private static final String UNFINISHED = "clean-stop.unfinished";

  private CleanStop() {}

  /** Leaves the file. It appears whole or not at all. */
  static void leave(Disk disk, int endOffset) {
    try {
      try (DiskFile file = disk.create(UNFINISHED)) {
        file.writeAll(SegmentFormat.header(STOP_MAGIC, endOffset), 0);
        file.force();
      }
      disk.rename(UNFINISHED, NAME);
      disk.force();
    } catch (IOException e) {
      throw StorageException.failed(NAME, 0, endOffset, "a clean stop", e);
    }
  }

  /**
   * Where the log ended when it was closed; empty if it was not.
   *
   * @throws StorageException if the file is damaged
   */
  static OptionalInt read(Disk disk, List<String> names) {
    if (!names.contains(NAME)) {
      return OptionalInt.empty();
    }
    ByteBuffer bytes = ByteBuffer.allocate(HEADER_BYTES);
    try (DiskFile file = disk.open(NAME)) {
      file.readAll(bytes, 0);
    } catch (IOException e) {
      throw StorageException.failed(NAME, 0, 0, "the end of the log", e);
    }
    Optional<Damage> damage = SegmentFormat.damageOfHeader(bytes.flip(), STOP_MAGIC);
    if (damage.isPresent()) {
      throw new StorageException(NAME, 0, 0, damage.get().expected(), damage.get().found());
    }
    return OptionalInt.of(SegmentFormat.offsetOfHeader(bytes));
  }

  /** Takes the file away; it does not come back when this has returned. */
  static void remove(Disk disk, List<String> names) {
    try {
      for (String name : List.of(NAME, UNFINISHED)) {
        if (names.contains(name)) {
          disk.delete(name);
        }
      }
      disk.force();
    } catch (IOException e) {
      throw StorageException.failed(NAME, 0, 0, "no clean stop any more", e);
    }
  }
}
