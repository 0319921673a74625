package org.acksiom.kafka.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import org.acksiom.impl.core.Log;
import org.acksiom.impl.core.MemoryLog;
import org.acksiom.impl.storage.DiskFile;
import org.acksiom.impl.storage.FlushPolicy;
import org.acksiom.impl.storage.SegmentedLog;
import org.acksiom.impl.storage.crash.SimulatedDisk;

/** A log of ours, with what happens to its process. Used like a value, as a {@link Log} is. */
interface OurLog {

  /** What it has. */
  Log log();

  /** The same after the log has changed. */
  OurLog with(Log changed);

  /** After the process has stopped in good order and started again. */
  OurLog restarted();

  /** After the process was killed and has started again. */
  OurLog killed();

  /** As {@link #killed}, when the last entry, which is not flushed, has lost a byte. */
  OurLog torn();

  /** All that decides what it does from here on, but for its entries. */
  String fingerprint();

  /** A new log in memory: what it has is what recovery finds. */
  static OurLog inMemory() {
    return new InMemory(MemoryLog.empty());
  }

  /** A new log in segments of three entries on a disk in memory. */
  static OurLog onDisk() {
    return OnDisk.open(new SimulatedDisk(512));
  }

  /**
   * Any log as if it were on a disk that keeps everything.
   *
   * @param log what it has
   */
  record InMemory(Log log) implements OurLog {
    @Override
    public OurLog with(Log changed) {
      return new InMemory(changed);
    }

    @Override
    public OurLog restarted() {
      return this;
    }

    @Override
    public OurLog killed() {
      return this;
    }

    @Override
    public OurLog torn() {
      return new InMemory(log.truncatedTo(log.endOffset() - 1));
    }

    @Override
    public String fingerprint() {
      return "";
    }
  }

  /**
   * A log in segment files.
   *
   * @param disk where it is
   * @param log what it has
   */
  record OnDisk(SimulatedDisk disk, SegmentedLog log) implements OurLog {
    private static final int SEGMENT_BYTES = 16 + 3 * 32;

    private static OnDisk open(SimulatedDisk disk) {
      return new OnDisk(disk, SegmentedLog.open(disk, SEGMENT_BYTES, FlushPolicy.WHEN_ASKED));
    }

    @Override
    public OurLog with(Log changed) {
      return new OnDisk(disk, (SegmentedLog) changed);
    }

    @Override
    public OurLog restarted() {
      log.close();
      return open(disk);
    }

    @Override
    public OurLog killed() {
      return open(disk.afterKill());
    }

    @Override
    public OurLog torn() {
      SimulatedDisk left = disk.afterKill();
      try {
        String last = left.names().stream().max(Comparator.naturalOrder()).orElseThrow();
        try (DiskFile file = left.open(last)) {
          file.truncate(file.size() - 1);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return open(left);
    }

    @Override
    public String fingerprint() {
      StringBuilder text = new StringBuilder().append(log.flushPoint());
      try {
        for (String name : disk.names()) {
          text.append(' ').append(name).append('+').append(disk.bytes(name).length);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return text.toString();
    }
  }
}
