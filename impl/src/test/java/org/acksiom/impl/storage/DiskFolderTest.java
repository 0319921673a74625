package org.acksiom.impl.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.acksiom.impl.core.Entry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log on real files. */
class DiskFolderTest {
  private static final int TWO_ENTRIES = 80;
  private static final String LAST = "00000000000000000002.log";
  private static final List<Entry> ENTRIES =
      List.of(new Entry(1, 0, 0, 0), new Entry(2, 0, 0, 1), new Entry(3, 1, 0, 2));

  @TempDir Path folder;

  @Test
  void isReadBackAfterAStopInGoodOrder() throws Exception {
    try (DiskFolder disk = DiskFolder.take(folder)) {
      open(disk).appendAll(ENTRIES).close();
      assertThat(folder.resolve("clean-stop")).exists();
    }
    try (DiskFolder disk = DiskFolder.take(folder)) {
      assertThat(open(disk).from(0)).isEqualTo(ENTRIES);
      assertThat(folder.resolve("clean-stop")).doesNotExist();
    }
  }

  @Test
  void isRecoveredFromACutAtEveryByte() throws Exception {
    try (DiskFolder disk = DiskFolder.take(folder)) {
      open(disk).appendAll(ENTRIES);
      byte[] whole = Files.readAllBytes(folder.resolve(LAST));
      for (int length = 0; length <= whole.length; length++) {
        Files.write(folder.resolve(LAST), Arrays.copyOf(whole, length));

        SegmentedLog log = open(disk);

        assertThat(log.from(0))
            .as("length %d", length)
            .isEqualTo(ENTRIES.subList(0, length == whole.length ? 3 : 2));
        log.truncatedTo(2).append(ENTRIES.get(2));
        assertThat(log.from(0)).isEqualTo(ENTRIES);
        assertThat(Files.readAllBytes(folder.resolve(LAST))).isEqualTo(whole);
      }
    }
  }

  @Test
  void isTruncatedAcrossSegments() throws Exception {
    try (DiskFolder disk = DiskFolder.take(folder)) {
      open(disk).appendAll(ENTRIES).truncatedTo(1).append(ENTRIES.get(1));

      assertThat(folder.resolve(LAST)).doesNotExist();
      assertThat(open(disk).from(0)).isEqualTo(ENTRIES.subList(0, 2));
    }
  }

  @Test
  void damageIsAnErrorThatSaysWhere() throws Exception {
    try (DiskFolder disk = DiskFolder.take(folder)) {
      open(disk).appendAll(ENTRIES);
      Path first = folder.resolve("00000000000000000000.log");
      byte[] bytes = Files.readAllBytes(first);
      bytes[50]++;
      Files.write(first, bytes);

      assertThatThrownBy(() -> open(disk))
          .isInstanceOf(StorageException.class)
          .hasMessageStartingWith(
              "00000000000000000000.log, byte 48, offset 1: expected length 24");
    }
  }

  @Test
  void isForOneProcessAtATime() throws Exception {
    try (DiskFolder disk = DiskFolder.take(folder)) {
      assertThatThrownBy(() -> DiskFolder.take(folder))
          .isInstanceOf(IOException.class)
          .hasMessage(folder + ": expected a log that nobody has open, found it locked");
      assertThat(disk.names()).containsExactly(".lock");
    }
    DiskFolder.take(folder).close();
  }

  @Test
  void aFolderThatIsAFileIsRefused() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));

    assertThatThrownBy(() -> DiskFolder.take(file)).isInstanceOf(IOException.class);
  }

  private static SegmentedLog open(DiskFolder disk) {
    return SegmentedLog.open(disk, TWO_ENTRIES, FlushPolicy.EACH_APPEND);
  }
}
