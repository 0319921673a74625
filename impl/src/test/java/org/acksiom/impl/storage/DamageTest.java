package org.acksiom.impl.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.acksiom.impl.core.Entry;
import org.acksiom.impl.storage.crash.SimulatedDisk;
import org.junit.jupiter.api.Test;

/**
 * Bytes that were flushed are damaged, which no crash does. Nothing wrong is ever served; what is
 * below a flush point that the files tell of is an error, and what is not is cut like a torn tail.
 */
class DamageTest {
  private static final int HEADER = 16;
  private static final int FRAME = 32;
  private static final int TWO_ENTRIES = HEADER + 2 * FRAME;
  private static final int MANY_ENTRIES = 4_096;
  private static final int RECORDS = 5;
  private static final String FIRST = "00000000000000000000.log";
  private static final String SECOND = "00000000000000000002.log";
  private static final String LAST = "00000000000000000004.log";

  // ---- every bit

  @Test
  void aFlippedBitInASegmentBeforeTheLastIsAlwaysAnErrorThatSaysWhere() throws Exception {
    SimulatedDisk disk = written(TWO_ENTRIES, FlushPolicy.WHEN_ASKED, false);
    for (String segment : List.of(FIRST, SECOND)) {
      int base = segment.equals(FIRST) ? 0 : 2;
      for (int bit = 0; bit < disk.bytes(segment).length * 8; bit++) {
        StorageException error = errorOf(flipped(disk, segment, bit), TWO_ENTRIES).orElseThrow();

        assertThat(error.file()).isEqualTo(segment);
        int frame = Math.max(0, (bit / 8 - HEADER) / FRAME);
        assertThat(error.offset()).as("bit %d", bit).isEqualTo(base + frame);
        assertThat(error.position())
            .isEqualTo(bit / 8 < HEADER ? 0 : HEADER + (long) frame * FRAME);
      }
    }
  }

  @Test
  void flushedOneByOneAFlippedBitIsAnErrorButInTheLastFrameWhichIsCut() throws Exception {
    SimulatedDisk disk = written(MANY_ENTRIES, FlushPolicy.EACH_APPEND, false);
    for (int bit = 0; bit < disk.bytes(FIRST).length * 8; bit++) {
      SimulatedDisk damaged = flipped(disk, FIRST, bit);
      if (bit / 8 < HEADER + (RECORDS - 1) * FRAME) {
        assertThat(errorOf(damaged, MANY_ENTRIES)).as("bit %d", bit).isPresent();
      } else {
        assertThat(found(damaged, MANY_ENTRIES)).isEqualTo(entries(RECORDS - 1));
      }
    }
  }

  @Test
  void flushedAllAtOnceAFlippedBitLooksLikeATornTailFromItsFrameOn() throws Exception {
    SimulatedDisk disk = written(MANY_ENTRIES, FlushPolicy.WHEN_ASKED, false);
    for (int bit = HEADER * 8; bit < disk.bytes(FIRST).length * 8; bit++) {
      assertThat(found(flipped(disk, FIRST, bit), MANY_ENTRIES))
          .as("bit %d", bit)
          .isEqualTo(entries((bit / 8 - HEADER) / FRAME));
    }
  }

  @Test
  void afterAStopInGoodOrderEveryFlippedBitIsAnError() throws Exception {
    for (int segmentBytes : List.of(TWO_ENTRIES, MANY_ENTRIES)) {
      SimulatedDisk disk = written(segmentBytes, FlushPolicy.WHEN_ASKED, true);
      for (String file : disk.names()) {
        for (int bit = 0; bit < disk.bytes(file).length * 8; bit++) {
          assertThat(errorOf(flipped(disk, file, bit), segmentBytes).orElseThrow().file())
              .isEqualTo(file);
        }
      }
    }
  }

  @Test
  void aBitFlippedWhileTheLogIsOpenIsNeverServedAndFailsTheLog() throws Exception {
    for (int bit = HEADER * 8; bit < (HEADER + RECORDS * FRAME) * 8; bit++) {
      SimulatedDisk disk = written(MANY_ENTRIES, FlushPolicy.EACH_APPEND, false);
      SegmentedLog log = SegmentedLog.open(disk, MANY_ENTRIES, FlushPolicy.EACH_APPEND);
      byte[] bytes = flip(disk.bytes(FIRST), bit);
      disk.damage(FIRST, bytes);
      int damaged = (bit / 8 - HEADER) / FRAME;

      for (int offset = 0; offset < damaged; offset++) {
        assertThat(log.entry(offset)).isEqualTo(entries(RECORDS).get(offset));
      }
      assertThatThrownBy(() -> log.entry(damaged))
          .isInstanceOf(StorageException.class)
          .hasMessageStartingWith(
              FIRST
                  + ", byte "
                  + (HEADER + damaged * FRAME)
                  + ", offset "
                  + damaged
                  + ": expected");
      assertThatThrownBy(() -> log.append(entries(1).get(0))).isInstanceOf(StorageException.class);
    }
  }

  // ---- every length

  @Test
  void aLastSegmentCutAnywhereHasWhatIsWholeInItAndIsCutThere() throws Exception {
    for (FlushPolicy policy : List.of(FlushPolicy.EACH_APPEND, FlushPolicy.WHEN_ASKED)) {
      SimulatedDisk disk = written(MANY_ENTRIES, policy, false);
      for (int length = 0; length < disk.bytes(FIRST).length; length++) {
        SimulatedDisk cut = disk.afterKill();
        cut.damage(FIRST, Arrays.copyOf(disk.bytes(FIRST), length));

        assertThat(found(cut, MANY_ENTRIES))
            .isEqualTo(entries(Math.max(0, length - HEADER) / FRAME));
        assertThat(cut.bytes(FIRST).length % FRAME).isEqualTo(HEADER);
      }
    }
  }

  @Test
  void zerosOrOtherBytesBehindTheEndAreCut() throws Exception {
    for (byte filler : new byte[] {0, 1, -1, 0x18}) {
      for (int more = 1; more <= 3 * FRAME; more++) {
        SimulatedDisk disk = written(MANY_ENTRIES, FlushPolicy.EACH_APPEND, false);
        byte[] longer = Arrays.copyOf(disk.bytes(FIRST), disk.bytes(FIRST).length + more);
        Arrays.fill(longer, longer.length - more, longer.length, filler);
        disk.damage(FIRST, longer);

        assertThat(found(disk, MANY_ENTRIES)).isEqualTo(entries(RECORDS));
      }
    }
  }

  @Test
  void aSegmentBeforeTheLastThatIsCutAnywhereIsAnError() throws Exception {
    SimulatedDisk disk = written(TWO_ENTRIES, FlushPolicy.EACH_APPEND, false);
    for (int length = 0; length < disk.bytes(SECOND).length; length++) {
      SimulatedDisk cut = disk.afterKill();
      cut.damage(SECOND, Arrays.copyOf(disk.bytes(SECOND), length));

      assertThat(errorOf(cut, TWO_ENTRIES).orElseThrow().file()).isEqualTo(SECOND);
    }
  }

  @Test
  void afterAStopInGoodOrderALogThatIsShorterOrLongerIsAnError() throws Exception {
    SimulatedDisk disk = written(MANY_ENTRIES, FlushPolicy.EACH_APPEND, true);
    for (int length = 0; length < disk.bytes(FIRST).length; length++) {
      SimulatedDisk cut = disk.afterKill();
      cut.damage(FIRST, Arrays.copyOf(disk.bytes(FIRST), length));

      assertThat(errorOf(cut, MANY_ENTRIES)).as("length %d", length).isPresent();
    }
    SimulatedDisk longer = written(MANY_ENTRIES, FlushPolicy.EACH_APPEND, false);
    SimulatedDisk shorter = new SimulatedDisk(512);
    SegmentedLog log = SegmentedLog.open(shorter, MANY_ENTRIES, FlushPolicy.EACH_APPEND);
    log.appendAll(entries(2)).close();
    shorter.damage(FIRST, longer.bytes(FIRST));

    assertThat(errorOf(shorter, MANY_ENTRIES))
        .get()
        .extracting(Throwable::getMessage)
        .isEqualTo(
            FIRST + ", byte 176, offset 5: expected a segment that ends at 2, found an end at 5");
  }

  // ---- whole files

  @Test
  void aMissingSegmentIsAnErrorThatNamesTheOneWhereItShows() throws Exception {
    SimulatedDisk disk = written(TWO_ENTRIES, FlushPolicy.EACH_APPEND, false);

    assertThat(errorOf(without(disk, FIRST), TWO_ENTRIES).orElseThrow())
        .hasMessage(SECOND + ", byte 16, offset 2: expected a segment that begins at 0, found 2");
    assertThat(errorOf(without(disk, SECOND), TWO_ENTRIES).orElseThrow())
        .hasMessage(
            FIRST + ", byte 80, offset 2: expected a segment that ends at 4, found an end at 2");
    assertThat(found(without(disk, LAST), TWO_ENTRIES)).isEqualTo(entries(4));
  }

  @Test
  void withoutASegmentThereMayBeNoCleanStop() throws Exception {
    SimulatedDisk disk = written(MANY_ENTRIES, FlushPolicy.EACH_APPEND, true);

    assertThat(errorOf(without(disk, FIRST), MANY_ENTRIES).orElseThrow())
        .hasMessage(FIRST + ", byte 0, offset 0: expected a log that ends at 5, found no segment");
  }

  @Test
  void aSegmentUnderAnotherNameIsAnError() throws Exception {
    SimulatedDisk disk = written(TWO_ENTRIES, FlushPolicy.EACH_APPEND, false);
    disk.damage(SECOND, disk.bytes(FIRST));

    assertThat(errorOf(disk, TWO_ENTRIES).orElseThrow())
        .hasMessage(SECOND + ", byte 0, offset 2: expected base offset 2, found 0");
  }

  @Test
  void aFrameInThePlaceOfAnotherIsAnError() throws Exception {
    SimulatedDisk disk = written(MANY_ENTRIES, FlushPolicy.EACH_APPEND, false);
    byte[] bytes = disk.bytes(FIRST);
    System.arraycopy(bytes, HEADER + 3 * FRAME, bytes, HEADER + FRAME, FRAME);
    disk.damage(FIRST, bytes);

    assertThat(errorOf(disk, MANY_ENTRIES).orElseThrow())
        .hasMessage(FIRST + ", byte 48, offset 1: expected offset 1, found 3");
  }

  // ---- what the tests are about

  private static SimulatedDisk written(int segmentBytes, FlushPolicy policy, boolean stopped) {
    SimulatedDisk disk = new SimulatedDisk(512);
    SegmentedLog log = SegmentedLog.open(disk, segmentBytes, policy);
    entries(RECORDS).forEach(log::append);
    log.flush();
    if (stopped) {
      log.close();
    }
    return disk;
  }

  private static SimulatedDisk flipped(SimulatedDisk disk, String file, int bit) {
    SimulatedDisk damaged = disk.afterKill();
    damaged.damage(file, flip(disk.bytes(file), bit));
    return damaged;
  }

  private static byte[] flip(byte[] bytes, int bit) {
    bytes[bit / 8] ^= (byte) (1 << bit % 8);
    return bytes;
  }

  private static SimulatedDisk without(SimulatedDisk disk, String file) throws Exception {
    SimulatedDisk damaged = disk.afterKill();
    damaged.delete(file);
    return damaged;
  }

  private static Optional<StorageException> errorOf(SimulatedDisk disk, int segmentBytes) {
    try {
      SegmentedLog.open(disk, segmentBytes, FlushPolicy.EACH_APPEND);
      return Optional.empty();
    } catch (StorageException e) {
      return Optional.of(e);
    }
  }

  private static List<Entry> found(SimulatedDisk disk, int segmentBytes) {
    return SegmentedLog.open(disk, segmentBytes, FlushPolicy.EACH_APPEND).from(0);
  }

  private static List<Entry> entries(int count) {
    List<Entry> entries = new ArrayList<>();
    for (int record = 1; record <= count; record++) {
      entries.add(new Entry(record, record / 3, 0, record - 1));
    }
    return entries;
  }
}
