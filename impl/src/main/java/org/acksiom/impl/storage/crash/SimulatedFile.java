package org.acksiom.impl.storage.crash;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;

/** A file of a {@link SimulatedDisk}: what reading shows, and what outlives a loss of power. */
final class SimulatedFile {
  /** A change that is not forced: it reaches the disk as a whole, or not. */
  private sealed interface Change {
    record Write(int position, byte[] bytes) implements Change {}

    /** The size is at least that, with zeros where nothing is written. */
    record Grow(int size) implements Change {}

    record Cut(int size) implements Change {}
  }

  private byte[] seen = {};
  private byte[] forced = {};
  private final List<Change> changes = new ArrayList<>();

  byte[] seen() {
    return seen;
  }

  /**
   * Writes bytes.
   *
   * @param grain how many of them reach the disk as a whole: up to the next multiple of it
   */
  void write(int position, byte[] bytes, int grain) {
    if (position + bytes.length > seen.length) {
      changes.add(new Change.Grow(position + bytes.length));
    }
    for (int from = 0; from < bytes.length; ) {
      int to = Math.min(bytes.length, from + grain - (position + from) % grain);
      changes.add(new Change.Write(position + from, Arrays.copyOfRange(bytes, from, to)));
      from = to;
    }
    seen = Arrays.copyOf(seen, Math.max(seen.length, position + bytes.length));
    System.arraycopy(bytes, 0, seen, position, bytes.length);
  }

  void cut(int size) {
    changes.add(new Change.Cut(size));
    seen = Arrays.copyOf(seen, Math.min(seen.length, size));
  }

  int unforced() {
    return changes.size();
  }

  /** Brings what is not forced to the disk, but not what a force before this one has lost. */
  void force() {
    forced = applied(() -> true);
    changes.clear();
  }

  /** A force that fails after so many changes: the others never reach the disk. */
  void forceFails(int part) {
    int[] left = {part};
    forced = applied(() -> left[0]-- > 0);
    changes.clear();
  }

  /** The file after a loss of power, if of each change that was not forced it is said whether. */
  SimulatedFile afterPowerLoss(BooleanSupplier reached) {
    SimulatedFile file = new SimulatedFile();
    file.forced = applied(reached);
    file.seen = file.forced;
    return file;
  }

  /** An independent file in the same state. */
  SimulatedFile copy() {
    SimulatedFile file = new SimulatedFile();
    file.seen = seen;
    file.forced = forced;
    file.changes.addAll(changes);
    return file;
  }

  private byte[] applied(BooleanSupplier reached) {
    byte[] bytes = forced;
    for (Change change : changes) {
      if (reached.getAsBoolean()) {
        bytes = apply(change, bytes);
      }
    }
    return bytes;
  }

  private static byte[] apply(Change change, byte[] bytes) {
    if (change instanceof Change.Write write) {
      byte[] after =
          Arrays.copyOf(bytes, Math.max(bytes.length, write.position() + write.bytes().length));
      System.arraycopy(write.bytes(), 0, after, write.position(), write.bytes().length);
      return after;
    }
    if (change instanceof Change.Grow grow) {
      return Arrays.copyOf(bytes, Math.max(bytes.length, grow.size()));
    }
    return Arrays.copyOf(bytes, Math.min(bytes.length, ((Change.Cut) change).size()));
  }

  /** Changes what is seen and what is on the disk, as nobody should. */
  void damage(byte[] bytes) {
    seen = bytes.clone();
    forced = seen;
    changes.clear();
  }
}
