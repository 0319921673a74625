package org.acksiom.impl.storage.crash;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.acksiom.impl.storage.Disk;
import org.acksiom.impl.storage.DiskFile;

/**
 * A disk in memory that remembers what was forced, fails at one call, and can lose its power: then
 * of what was not forced any part is there, whichever was written first. A write reaches it in
 * grains, a new size without the bytes, a name without its file's bytes.
 *
 * <p>Not simulated: damage to what was forced ({@link #damage} does that), bytes of other files
 * where nothing was written, and a folder whose force failed and is then forgotten.
 */
public final class SimulatedDisk implements Disk {
  private final int grain;
  private final Map<String, SimulatedFile> seen = new TreeMap<>();
  private final Map<String, SimulatedFile> forced = new TreeMap<>();
  private final List<NameChange> changes = new ArrayList<>();
  private Fault fault = Fault.NONE;
  private int calls;
  private boolean off;
  private int partsOfFault;

  /** A name that now stands for a file, or for none; a renaming is two of them at once. */
  private record NameChange(Map<String, SimulatedFile> now, List<String> gone) {}

  /**
   * An empty disk.
   *
   * @param grain how many bytes reach the disk as a whole, such as 512; 1 or more
   */
  public SimulatedDisk(int grain) {
    this.grain = grain;
  }

  /** Lets a fault happen from now on; calls are counted from 0 again. */
  public void failWith(Fault next) {
    fault = next;
    calls = 0;
  }

  /** How many calls have changed the disk since {@link #failWith}. */
  public int calls() {
    return calls;
  }

  /** How many parts the call of the fault has, 0 if it can't be done in part. */
  int partsOfFault() {
    return partsOfFault;
  }

  /** How many changes are not forced: each is there after a loss of power, or is not. */
  public int unforced() {
    return changes.size() + files().stream().mapToInt(SimulatedFile::unforced).sum();
  }

  /** All files that have a name, or had one that may come back; in a fixed order. */
  private List<SimulatedFile> files() {
    Map<SimulatedFile, Boolean> known = new IdentityHashMap<>();
    List<SimulatedFile> files = new ArrayList<>();
    List<SimulatedFile> named = new ArrayList<>(forced.values());
    changes.forEach(change -> named.addAll(change.now().values()));
    for (SimulatedFile file : named) {
      if (known.put(file, true) == null) {
        files.add(file);
      }
    }
    return files;
  }

  /**
   * The disk after the power went and came back. This one stays as it is.
   *
   * @param reached asked once for each change that was not forced, in a fixed order: whether it
   *     reached the disk
   */
  public SimulatedDisk afterPowerLoss(BooleanSupplier reached) {
    SimulatedDisk disk = new SimulatedDisk(grain);
    Map<SimulatedFile, SimulatedFile> after = new IdentityHashMap<>();
    for (SimulatedFile file : files()) {
      after.put(file, file.afterPowerLoss(reached));
    }
    Map<String, SimulatedFile> names = new TreeMap<>(forced);
    for (NameChange change : changes) {
      if (reached.getAsBoolean()) {
        apply(change, names);
      }
    }
    names.forEach((name, file) -> disk.seen.put(name, after.get(file)));
    disk.forced.putAll(disk.seen);
    return disk;
  }

  /** The disk after its process was killed: the operating system still has all. */
  public SimulatedDisk afterKill() {
    SimulatedDisk disk = new SimulatedDisk(grain);
    Map<SimulatedFile, SimulatedFile> after = new IdentityHashMap<>();
    for (SimulatedFile file : files()) {
      after.put(file, file.copy());
    }
    seen.forEach((name, file) -> disk.seen.put(name, after.get(file)));
    forced.forEach((name, file) -> disk.forced.put(name, after.get(file)));
    for (NameChange change : changes) {
      Map<String, SimulatedFile> now = new HashMap<>();
      change.now().forEach((name, file) -> now.put(name, after.get(file)));
      disk.changes.add(new NameChange(now, change.gone()));
    }
    return disk;
  }

  /** What is in a file. */
  public byte[] bytes(String name) {
    return seen.get(name).seen().clone();
  }

  /** Puts other bytes into a file, on the disk too. */
  public void damage(String name, byte[] bytes) {
    seen.get(name).damage(bytes);
  }

  // ---- faults

  /** Whether this call fails; it then throws what it has to once it has done its part. */
  private boolean isDue(Fault.Kind kind) {
    return fault.kind() == kind && fault.call() == calls - 1;
  }

  private boolean isDue() {
    return fault.kind() != Fault.Kind.SHORT_WRITE && isDue(fault.kind());
  }

  /** Counts a call that changes the disk. */
  private void call() throws IOException {
    requirePower();
    calls++;
  }

  private void requirePower() throws IOException {
    if (off) {
      throw new IOException("the power is off");
    }
  }

  private IOException failure() {
    off = fault.kind() == Fault.Kind.POWER_LOSS;
    return new IOException(
        switch (fault.kind()) {
          case POWER_LOSS -> "the power is off";
          case FULL -> "No space left on device";
          case ERROR, SHORT_WRITE -> "Input/output error";
        });
  }

  private void changeNames(NameChange change) throws IOException {
    call();
    boolean needsSpace = !change.now().isEmpty() && change.gone().isEmpty();
    if (isDue() && (needsSpace || fault.kind() != Fault.Kind.FULL)) {
      throw failure();
    }
    changes.add(change);
    apply(change, seen);
  }

  private static void apply(NameChange change, Map<String, SimulatedFile> names) {
    change.gone().forEach(names::remove);
    names.putAll(change.now());
  }

  // ---- the disk

  @Override
  public List<String> names() throws IOException {
    requirePower();
    return List.copyOf(seen.keySet());
  }

  @Override
  public DiskFile open(String name) throws IOException {
    requirePower();
    return new OpenFile(existing(name));
  }

  private SimulatedFile existing(String name) throws IOException {
    SimulatedFile file = seen.get(name);
    if (file == null) {
      throw new IOException("no file " + name);
    }
    return file;
  }

  @Override
  public DiskFile create(String name) throws IOException {
    if (seen.containsKey(name)) {
      throw new IOException("there is a file " + name);
    }
    SimulatedFile file = new SimulatedFile();
    changeNames(new NameChange(Map.of(name, file), List.of()));
    return new OpenFile(file);
  }

  @Override
  public void delete(String name) throws IOException {
    existing(name);
    changeNames(new NameChange(Map.of(), List.of(name)));
  }

  @Override
  public void rename(String from, String to) throws IOException {
    changeNames(new NameChange(Map.of(to, existing(from)), List.of(from)));
  }

  @Override
  public void force() throws IOException {
    call();
    if (isDue() && fault.kind() != Fault.Kind.FULL) {
      throw failure();
    }
    // a file that has lost its last name is gone
    forced.clear();
    forced.putAll(seen);
    changes.clear();
  }

  private final class OpenFile implements DiskFile {
    private final SimulatedFile file;
    private boolean closed;

    OpenFile(SimulatedFile file) {
      this.file = file;
    }

    private void requireOpen() throws IOException {
      requirePower();
      if (closed) {
        throw new IOException("the file is closed");
      }
    }

    @Override
    public long size() throws IOException {
      requireOpen();
      return file.seen().length;
    }

    @Override
    public int read(ByteBuffer into, long position) throws IOException {
      requireOpen();
      byte[] bytes = file.seen();
      if (position >= bytes.length) {
        return -1;
      }
      int length = Math.min(into.remaining(), bytes.length - (int) position);
      into.put(bytes, (int) position, length);
      return length;
    }

    @Override
    public int write(ByteBuffer from, long position) throws IOException {
      requireOpen();
      call();
      boolean isShort = isDue(Fault.Kind.SHORT_WRITE) || isDue();
      partsOfFault = isShort ? from.remaining() : partsOfFault;
      byte[] bytes =
          new byte[isShort ? Math.min(fault.part(), from.remaining()) : from.remaining()];
      from.get(bytes);
      file.write((int) position, bytes, grain);
      if (isDue()) {
        throw failure();
      }
      return bytes.length;
    }

    @Override
    public void truncate(long size) throws IOException {
      requireOpen();
      call();
      if (isDue() && fault.kind() != Fault.Kind.FULL) {
        throw failure();
      }
      file.cut((int) size);
    }

    @Override
    public void force() throws IOException {
      requireOpen();
      call();
      if (isDue() && fault.kind() != Fault.Kind.FULL) {
        IOException failure = failure();
        if (!off) {
          partsOfFault = file.unforced();
          file.forceFails(fault.part());
        }
        throw failure;
      }
      file.force();
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
