package org.acksiom.impl.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.acksiom.impl.core.Entry;
import org.acksiom.impl.core.EpochEnd;
import org.acksiom.impl.storage.crash.Fault;
import org.acksiom.impl.storage.crash.SimulatedDisk;
import org.junit.jupiter.api.Test;

/** What the log in segments does on a disk that works, and what it says on one that does not. */
class SegmentedLogTest {
  private static final int TWO_ENTRIES = 80;
  private static final String FIRST = "00000000000000000000.log";

  private SimulatedDisk disk = new SimulatedDisk(512);

  @Test
  void aNewLogIsEmpty() {
    SegmentedLog log = open(FlushPolicy.EACH_APPEND);

    assertThat(log.endOffset()).isZero();
    assertThat(log.flushPoint()).isZero();
    assertThat(log.lastEpoch()).isEqualTo(-1);
    assertThat(log.endOfEpoch(5)).isEqualTo(new EpochEnd(-1, 0));
    assertThat(log.from(0)).isEmpty();
  }

  @Test
  void entriesAreFoundInWhicheverSegmentTheyAre() {
    SegmentedLog log = open(FlushPolicy.WHEN_ASKED);
    log.appendAll(entries(7));

    for (int offset = 0; offset < 7; offset++) {
      assertThat(log.entry(offset)).isEqualTo(entries(7).get(offset));
      assertThat(log.from(offset)).isEqualTo(entries(7).subList(offset, 7));
    }
    assertThat(log.from(7)).isEmpty();
    assertThat(log.lastEpoch()).isEqualTo(3);
    assertThat(log.endOfEpoch(1)).isEqualTo(new EpochEnd(1, 4));
  }

  @Test
  void moreEntriesThanAreReadAtOnceAreReadBack() {
    SegmentedLog log = SegmentedLog.open(disk, 1 << 20, FlushPolicy.WHEN_ASKED);
    log.appendAll(entries(5_000));

    assertThat(log.from(0)).isEqualTo(entries(5_000));
    log.flush();
    disk = disk.afterPowerLoss(() -> false);
    assertThat(SegmentedLog.open(disk, 1 << 20, FlushPolicy.WHEN_ASKED).from(0))
        .isEqualTo(entries(5_000));
  }

  @Test
  void whatIsNotInTheLogIsNotFoundAndDoesNotFailIt() {
    SegmentedLog log = open(FlushPolicy.EACH_APPEND);
    log.appendAll(entries(2));

    assertThatThrownBy(() -> log.entry(2)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> log.entry(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> log.from(3)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> log.truncatedTo(-1))
        .hasMessage("expected an offset of 0 or more, found -1");
    assertThat(log.endOffset()).isEqualTo(2);
  }

  @Test
  void theFlushPointFollowsThePolicy() {
    SegmentedLog each = SegmentedLog.open(disk, 4_096, FlushPolicy.EACH_APPEND);
    each.appendAll(entries(3));
    assertThat(each.flushPoint()).isEqualTo(3);

    SegmentedLog third = SegmentedLog.open(new SimulatedDisk(1), 4_096, new FlushPolicy(3));
    third.appendAll(entries(2));
    assertThat(third.flushPoint()).isZero();
    third.append(entries(1).get(0));
    assertThat(third.flushPoint()).isEqualTo(3);

    SegmentedLog asked = SegmentedLog.open(new SimulatedDisk(1), 4_096, FlushPolicy.WHEN_ASKED);
    asked.appendAll(entries(100));
    assertThat(asked.flushPoint()).isZero();
    asked.flush();
    assertThat(asked.flushPoint()).isEqualTo(100);
  }

  @Test
  void aFlushIntervalIsAtLeastOne() {
    assertThatThrownBy(() -> new FlushPolicy(0))
        .hasMessage("expected a flush interval of 1 entry or more, found 0");
  }

  @Test
  void aFullSegmentIsFlushedBeforeTheNextOne() {
    SegmentedLog log = open(FlushPolicy.WHEN_ASKED);
    log.appendAll(entries(3));

    assertThat(log.flushPoint()).isEqualTo(2);
  }

  @Test
  void truncationDeletesSegmentsAndIsFlushed() throws Exception {
    SegmentedLog log = open(FlushPolicy.WHEN_ASKED);
    log.appendAll(entries(7)).truncatedTo(3);

    assertThat(log.from(0)).isEqualTo(entries(3));
    assertThat(log.flushPoint()).isEqualTo(3);
    assertThat(disk.names()).containsExactly(FIRST, "00000000000000000002.log");
    assertThat(log.truncatedTo(3).endOffset()).isEqualTo(3);
    assertThat(log.truncatedTo(9).endOffset()).isEqualTo(3);

    disk = disk.afterPowerLoss(() -> false);
    assertThat(open(FlushPolicy.WHEN_ASKED).from(0)).isEqualTo(entries(3));
  }

  @Test
  void aFailureSaysWhatFailedAndWhere() {
    SegmentedLog log = open(FlushPolicy.EACH_APPEND);
    log.append(entries(1).get(0));
    disk.failWith(new Fault(Fault.Kind.FULL, 0, 5));

    assertThatThrownBy(() -> log.append(entries(1).get(0)))
        .isInstanceOfSatisfying(
            StorageException.class,
            e -> {
              assertThat(e.file()).isEqualTo(FIRST);
              assertThat(e.position()).isEqualTo(48);
              assertThat(e.offset()).isEqualTo(1);
              assertThat(e.expected()).isEqualTo("a write of 32 bytes");
              assertThat(e.found()).isEqualTo("No space left on device");
            })
        .hasMessage(
            FIRST
                + ", byte 48, offset 1: expected a write of 32 bytes, found No space left on"
                + " device");
  }

  @Test
  void aFailedLogStaysFailedAlthoughTheDiskWorksAgain() {
    SegmentedLog log = open(FlushPolicy.EACH_APPEND);
    disk.failWith(new Fault(Fault.Kind.ERROR, 1, 0));
    String why = FIRST + ", byte 48, offset 1: expected a flush, found Input/output error";

    for (int attempt = 0; attempt < 3; attempt++) {
      assertThatThrownBy(() -> log.append(entries(1).get(0)))
          .isInstanceOf(StorageException.class)
          .hasMessage(why);
      assertThatThrownBy(log::endOffset).hasMessage(why);
      assertThatThrownBy(() -> log.from(0)).hasMessage(why);
      assertThatThrownBy(log::flush).hasMessage(why);
    }
  }

  @Test
  void aFailedLogIsNotClosedInGoodOrder() throws Exception {
    SegmentedLog log = open(FlushPolicy.EACH_APPEND);
    disk.failWith(new Fault(Fault.Kind.ERROR, 1, 0));
    assertThatThrownBy(() -> log.append(entries(1).get(0))).isInstanceOf(StorageException.class);

    log.close();

    assertThat(disk.names()).containsExactly(FIRST);
  }

  @Test
  void aClosedLogAnswersNothing() {
    SegmentedLog log = open(FlushPolicy.EACH_APPEND);
    log.close();
    log.close();

    assertThatThrownBy(log::endOffset).hasMessage("the log is closed");
  }

  @Test
  void aStopInGoodOrderIsForgottenWhenTheLogIsOpenedAgain() throws Exception {
    open(FlushPolicy.WHEN_ASKED).appendAll(entries(3)).close();
    disk = disk.afterPowerLoss(() -> false);

    SegmentedLog log = open(FlushPolicy.WHEN_ASKED);

    assertThat(log.from(0)).isEqualTo(entries(3));
    assertThat(disk.afterPowerLoss(() -> false).names()).doesNotContain("clean-stop");
  }

  @Test
  void filesOfOthersAreLeftAlone() throws Exception {
    disk.create("notes.txt");
    disk.create("7.log");
    open(FlushPolicy.EACH_APPEND).append(entries(1).get(0));

    assertThat(open(FlushPolicy.EACH_APPEND).endOffset()).isEqualTo(1);
    assertThat(disk.names()).contains("notes.txt", "7.log");
  }

  private SegmentedLog open(FlushPolicy policy) {
    return SegmentedLog.open(disk, TWO_ENTRIES, policy);
  }

  /** Records 1, 2, …; a new leader epoch for every other one. */
  private static List<Entry> entries(int count) {
    List<Entry> entries = new ArrayList<>();
    for (int record = 1; record <= count; record++) {
      entries.add(new Entry(record, (record - 1) / 2, 0, record - 1));
    }
    return entries;
  }
}
