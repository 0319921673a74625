package org.acksiom.impl.storage.crash;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.acksiom.impl.core.Entry;
import org.acksiom.impl.storage.FlushPolicy;
import org.acksiom.impl.storage.SegmentedLog;
import org.acksiom.impl.storage.StorageException;

/**
 * Damages what was flushed, which no crash does: flips every bit of every file, cuts every file at
 * every byte, puts every frame in the place of every other. The log then says so, or has a prefix
 * of what was appended that reaches as far as the undamaged bytes tell.
 */
public final class DamageExplorer {
  private static final int HEADER = 16;
  private static final int FRAME = 32;
  private static final int TWO_ENTRIES = HEADER + 2 * FRAME;
  private static final int MANY_ENTRIES = 4_096;
  private static final int RECORDS = 5;

  private final int segmentBytes;
  private final FlushPolicy policy;
  private final SimulatedDisk whole = new SimulatedDisk(512);
  private final List<Entry> entries = new ArrayList<>();
  private final boolean stopped;
  private long damages;

  private DamageExplorer(int segmentBytes, FlushPolicy policy, boolean stopped) {
    this.segmentBytes = segmentBytes;
    this.policy = policy;
    this.stopped = stopped;
    SegmentedLog log = SegmentedLog.open(whole, segmentBytes, policy);
    for (int record = 1; record <= RECORDS; record++) {
      Entry entry = new Entry(record, record / 3, 0, record - 1);
      entries.add(entry);
      log.append(entry);
    }
    log.flush();
    if (stopped) {
      log.close();
    }
  }

  /**
   * Explores all damage to logs of one segment and of several, flushed one by one and all at once,
   * after a crash and after a stop in good order.
   *
   * @return how many damaged logs were opened
   * @throws Violation if a wrong entry is served, or one is lost in silence that need not be
   */
  public static long exploreAll() throws Violation {
    long damages = 0;
    for (int segmentBytes : List.of(TWO_ENTRIES, MANY_ENTRIES)) {
      for (FlushPolicy policy : List.of(FlushPolicy.EACH_APPEND, FlushPolicy.WHEN_ASKED)) {
        for (boolean stopped : List.of(true, false)) {
          damages += new DamageExplorer(segmentBytes, policy, stopped).explore();
        }
      }
    }
    return damages;
  }

  private long explore() throws Violation {
    try {
      List<String> files = whole.names();
      for (String file : files) {
        flipEveryBit(file);
        cutAtEveryByte(file);
        if (file.endsWith(".log")) {
          putFramesElsewhere(file);
        }
      }
      return damages;
    } catch (IOException e) {
      throw new IllegalStateException("a disk without faults failed", e);
    }
  }

  private void flipEveryBit(String file) throws Violation {
    byte[] bytes = whole.bytes(file);
    for (int bit = 0; bit < bytes.length * 8; bit++) {
      byte[] flipped = bytes.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      int frame = Math.max(0, bit / 8 - HEADER) / FRAME;
      check(file, flipped, knownBehind(file, frame), "bit " + bit + " flipped");
    }
  }

  private void cutAtEveryByte(String file) throws Violation {
    byte[] bytes = whole.bytes(file);
    for (int length = 0; length < bytes.length; length++) {
      int frames = Math.max(0, length - HEADER) / FRAME;
      int known = stopped ? RECORDS : isLast(file) ? base(file) + frames : RECORDS;
      check(file, Arrays.copyOf(bytes, length), known, "cut to " + length + " bytes");
    }
  }

  private void putFramesElsewhere(String file) throws Violation {
    byte[] bytes = whole.bytes(file);
    int frames = (bytes.length - HEADER) / FRAME;
    for (int from = 0; from < frames; from++) {
      for (int to = 0; to < frames; to++) {
        if (from != to) {
          byte[] moved = bytes.clone();
          System.arraycopy(bytes, HEADER + from * FRAME, moved, HEADER + to * FRAME, FRAME);
          check(file, moved, knownBehind(file, to), "frame " + from + " put over frame " + to);
        }
      }
    }
  }

  private static int base(String segment) {
    return Integer.parseInt(segment.substring(0, segment.indexOf('.')));
  }

  private boolean isLast(String file) {
    return file.endsWith(".log") && (segmentBytes == MANY_ENTRIES || base(file) == RECORDS - 1);
  }

  /** How much must be there, or missed, if that frame of the file is damaged. */
  private int knownBehind(String file, int frame) {
    if (stopped || !isLast(file)) {
      return RECORDS;
    }
    int damaged = base(file) + frame;
    boolean isToldOf = policy.equals(FlushPolicy.EACH_APPEND) && damaged < RECORDS - 1;
    return isToldOf ? RECORDS : damaged;
  }

  private void check(String file, byte[] bytes, int known, String damage) throws Violation {
    damages++;
    SimulatedDisk open = whole.afterKill();
    SegmentedLog before = SegmentedLog.open(open, segmentBytes, policy);
    if (file.endsWith(".log")) {
      open.damage(file, bytes);
      require(before, 0, file, damage);
    }
    SimulatedDisk disk = whole.afterKill();
    disk.damage(file, bytes);
    try {
      require(SegmentedLog.open(disk, segmentBytes, policy), known, file, damage);
    } catch (StorageException e) {
      requirePlace(e, file, damage);
    }
  }

  /** An error names the damaged file. */
  private void requirePlace(StorageException e, String file, String damage) throws Violation {
    if (!e.file().equals(file)) {
      throw new Violation(file + ", " + damage + ", and the error is: " + e.getMessage());
    }
  }

  /** The log serves nothing but what was appended, and this much of it, or says that it can't. */
  private void require(SegmentedLog log, int known, String file, String damage) throws Violation {
    List<Entry> found;
    try {
      found = log.from(0);
    } catch (StorageException e) {
      return;
    }
    if (found.size() < known
        || found.size() > RECORDS
        || !found.equals(entries.subList(0, found.size()))) {
      throw new Violation(
          "%s, %s: found %s of %s, %d of which are known to be flushed (%s, %d bytes a segment%s)"
              .formatted(
                  file,
                  damage,
                  found,
                  entries,
                  known,
                  policy,
                  segmentBytes,
                  stopped ? ", stopped" : ""));
    }
  }
}
