package org.acksiom.impl.storage.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.acksiom.impl.storage.DiskFile;
import org.junit.jupiter.api.Test;

/** The disk forgets what was not forced, in every way there is, and nothing else. */
class SimulatedDiskTest {
  private final SimulatedDisk disk = new SimulatedDisk(2);

  @Test
  void whatWasForcedOutlivesALossOfPower() throws Exception {
    DiskFile file = disk.create("a");
    write(file, 0, 1, 2, 3);
    file.force();
    disk.force();

    assertThat(disk.unforced()).isZero();
    assertThat(disk.afterPowerLoss(() -> false).bytes("a")).containsExactly(1, 2, 3);
  }

  @Test
  void aFileWhoseNameWasNotForcedIsGone() throws Exception {
    DiskFile file = disk.create("a");
    write(file, 0, 1);
    file.force();

    assertThat(disk.afterPowerLoss(() -> false).names()).isEmpty();
    assertThat(disk.afterPowerLoss(() -> true).bytes("a")).containsExactly(1);
  }

  @Test
  void aNameMayOutliveWithoutItsBytes() throws Exception {
    write(disk.create("a"), 0, 1);
    disk.force();

    assertThat(disk.afterPowerLoss(() -> false).bytes("a")).isEmpty();
  }

  @Test
  void anyPartOfAWriteMayReachTheDisk() throws Exception {
    DiskFile file = disk.create("a");
    disk.force();
    write(file, 1, 1, 2, 3, 4);

    Set<List<Byte>> left = new HashSet<>();
    for (Keeping kept : Keeping.choices(disk.unforced(), 10, new SplittableRandom(1))) {
      left.add(list(disk.afterPowerLoss(kept.reached()).bytes("a")));
    }

    // grains at 1, 2–3 and 4, and the size by itself
    assertThat(left)
        .containsExactlyInAnyOrder(
            list(),
            list(0, 1),
            list(0, 0, 2, 3),
            list(0, 1, 2, 3),
            list(0, 0, 0, 0, 0),
            list(0, 1, 0, 0, 0),
            list(0, 0, 2, 3, 0),
            list(0, 1, 2, 3, 0),
            list(0, 0, 0, 0, 4),
            list(0, 1, 0, 0, 4),
            list(0, 0, 2, 3, 4),
            list(0, 1, 2, 3, 4));
  }

  @Test
  void aCutThatWasNotForcedMayBeUndoneAlthoughWhatCameAfterItIsThere() throws Exception {
    DiskFile file = disk.create("a");
    write(file, 0, 1, 2, 3, 4);
    file.force();
    disk.force();
    file.truncate(0);
    write(file, 0, 9, 9);

    SimulatedDisk after = disk.afterPowerLoss(new Keeping(bits(1, 2)).reached());

    assertThat(disk.bytes("a")).containsExactly(9, 9);
    assertThat(after.bytes("a")).containsExactly(9, 9, 3, 4);
  }

  @Test
  void deletedAndRenamedFilesMayComeBack() throws Exception {
    write(disk.create("a"), 0, 1);
    write(disk.create("b"), 0, 2);
    disk.force();
    disk.delete("a");
    disk.rename("b", "c");

    assertThat(disk.names()).containsExactly("c");
    assertThat(disk.afterPowerLoss(() -> false).names()).containsExactly("a", "b");
    assertThat(disk.afterPowerLoss(() -> true).names()).containsExactly("c");
  }

  @Test
  void afterAFailedForceTheBytesAreSeenUntilThePowerGoesWhateverIsForcedLater() throws Exception {
    DiskFile file = disk.create("a");
    disk.force();
    write(file, 0, 1, 2);
    disk.failWith(new Fault(Fault.Kind.ERROR, 0, 0));
    assertThatThrownBy(file::force).isInstanceOf(IOException.class);
    file.force();

    assertThat(disk.afterKill().bytes("a")).containsExactly(1, 2);
    assertThat(disk.afterKill().afterPowerLoss(() -> true).bytes("a")).isEmpty();
  }

  @Test
  void aFullDiskTakesPartOfAWriteAndStillDeletes() throws Exception {
    DiskFile file = disk.create("a");
    disk.failWith(new Fault(Fault.Kind.FULL, 0, 1));

    assertThatThrownBy(() -> write(file, 0, 1, 2)).hasMessage("No space left on device");
    assertThat(disk.bytes("a")).containsExactly(1);
    disk.failWith(new Fault(Fault.Kind.FULL, 0, 1));
    disk.delete("a");
    assertThat(disk.names()).isEmpty();
  }

  @Test
  void aShortWriteSaysSo() throws Exception {
    DiskFile file = disk.create("a");
    disk.failWith(new Fault(Fault.Kind.SHORT_WRITE, 0, 1));

    assertThat(file.write(bytes(1, 2), 0)).isEqualTo(1);
  }

  @Test
  void nothingWorksWithoutPower() throws Exception {
    DiskFile file = disk.create("a");
    disk.failWith(new Fault(Fault.Kind.POWER_LOSS, 0, 1));

    assertThatThrownBy(() -> write(file, 0, 1, 2)).hasMessage("the power is off");
    assertThatThrownBy(disk::names).hasMessage("the power is off");
    assertThatThrownBy(file::size).hasMessage("the power is off");
    assertThatThrownBy(disk::force).hasMessage("the power is off");
    assertThat(disk.afterPowerLoss(() -> true).bytes("a")).containsExactly(1);
  }

  @Test
  void whatHappensAfterALossOfPowerLeavesTheDiskBeforeItAlone() throws Exception {
    DiskFile file = disk.create("a");
    write(file, 0, 1);
    SimulatedDisk after = disk.afterKill();

    write(after.open("a"), 0, 7);
    after.delete("a");

    assertThat(disk.bytes("a")).containsExactly(1);
  }

  private static void write(DiskFile file, int position, int... bytes) throws IOException {
    file.write(bytes(bytes), position);
  }

  private static ByteBuffer bytes(int... values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length);
    for (int value : values) {
      bytes.put((byte) value);
    }
    return bytes.flip();
  }

  private static BitSet bits(int... set) {
    BitSet bits = new BitSet();
    for (int bit : set) {
      bits.set(bit);
    }
    return bits;
  }

  private static List<Byte> list(int... values) {
    return list(bytes(values).array());
  }

  private static List<Byte> list(byte[] bytes) {
    List<Byte> list = new ArrayList<>();
    for (byte value : bytes) {
      list.add(value);
    }
    return list;
  }
}
