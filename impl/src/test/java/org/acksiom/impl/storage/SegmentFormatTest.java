package org.acksiom.impl.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import org.acksiom.impl.core.Entry;
import org.acksiom.impl.storage.crash.SimulatedDisk;
import org.junit.jupiter.api.Test;

/** The files are, byte by byte, what the format says. */
class SegmentFormatTest {
  private final SimulatedDisk disk = new SimulatedDisk(512);

  @Test
  void aSegmentIsAHeaderAndFrames() {
    SegmentedLog log = SegmentedLog.open(disk, 4_096, FlushPolicy.EACH_APPEND);
    log.appendAll(List.of(new Entry(7, 2, 1, 5)));
    log.appendAll(List.of(new Entry(8, 3, 0, Entry.NO_SEQUENCE)));

    assertThat(hex("00000000000000000000.log"))
        .isEqualTo(
            "41434b53"
                + "00000001"
                + "00000000"
                + "17d28193"
                + "00000018"
                + "f213aa37"
                + "00000000"
                + "00000000"
                + "00000002"
                + "00000001"
                + "00000005"
                + "00000007"
                + "00000018"
                + "918145e5"
                + "00000001"
                + "00000001"
                + "00000003"
                + "00000000"
                + "ffffffff"
                + "00000008");
  }

  @Test
  void aSegmentIsNamedAfterItsFirstOffset() throws Exception {
    SegmentedLog log = SegmentedLog.open(disk, 80, FlushPolicy.EACH_APPEND);
    log.appendAll(List.of(new Entry(1, 0, 0, 0), new Entry(2, 0, 0, 1), new Entry(3, 0, 0, 2)));

    assertThat(disk.names())
        .containsExactly("00000000000000000000.log", "00000000000000000002.log");
    assertThat(hex("00000000000000000002.log")).startsWith("41434b53" + "00000001" + "00000002");
  }

  @Test
  void aCleanStopSaysWhereTheLogEnded() throws Exception {
    SegmentedLog log = SegmentedLog.open(disk, 80, FlushPolicy.EACH_APPEND);
    log.append(new Entry(1, 0, 0, 0));
    log.close();

    assertThat(disk.names()).containsExactly("00000000000000000000.log", "clean-stop");
    assertThat(hex("clean-stop")).isEqualTo("53544f50" + "00000001" + "00000001" + "1340ea70");
  }

  private String hex(String file) {
    return HexFormat.of().formatHex(disk.bytes(file));
  }
}
