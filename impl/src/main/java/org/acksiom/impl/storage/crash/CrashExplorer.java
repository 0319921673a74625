package org.acksiom.impl.storage.crash;

import java.util.List;
import java.util.SplittableRandom;
import org.acksiom.impl.core.Entry;
import org.acksiom.impl.storage.SegmentedLog;
import org.acksiom.impl.storage.StorageException;
import org.acksiom.impl.storage.crash.Fault.Kind;

/**
 * Lets every fault hit every call of a script, and the power go in every way then, and holds what
 * recovery finds against what the log owes ({@link Promise}). What was found has to stay, the log
 * has to go on, and recovery may itself be hit.
 *
 * <p>A write is torn after each of its bytes; of up to {@link #EXHAUSTIVE_MAX} changes that were
 * not forced every choice is tried, of more those that are telling and some at random, from a fixed
 * seed.
 */
public final class CrashExplorer {
  private static final int EXHAUSTIVE_MAX = 7;
  private static final int GRAIN_BYTES = 16;
  private static final long SEED = 1;
  private static final Entry PROBE = new Entry(999, 99, 0, Entry.NO_SEQUENCE);

  private final Script script;
  private final SplittableRandom random = new SplittableRandom(SEED);
  private long crashes;

  private CrashExplorer(Script script) {
    this.script = script;
  }

  /**
   * Explores one script.
   *
   * @return how many crashes were recovered from
   * @throws Violation at the first promise that is broken
   */
  public static long explore(Script script) throws Violation {
    return new CrashExplorer(script).explore();
  }

  /**
   * Explores all scripts that there are.
   *
   * @return how many crashes were recovered from
   * @throws Violation at the first promise that is broken
   */
  public static long exploreAll() throws Violation {
    long crashes = 0;
    for (Script script : Script.all()) {
      crashes += explore(script);
    }
    return crashes;
  }

  /**
   * Runs a script with one fault, then takes the power away, with one choice of what was not forced
   * being there all the same.
   *
   * @param grain how many bytes reach the disk as a whole
   * @param kept decides what is kept
   * @throws Violation if a promise is broken
   */
  static void crashOnce(Script script, Fault fault, int grain, SplittableRandom kept)
      throws Violation {
    CrashExplorer explorer = new CrashExplorer(script);
    SimulatedDisk disk = new SimulatedDisk(grain);
    Execution execution = explorer.run(fault, disk);
    List<Keeping> choices = Keeping.choices(disk.unforced(), 0, kept);
    explorer.recover(
        execution, fault, disk, List.of(choices.get(kept.nextInt(choices.size()))), true);
  }

  private long explore() throws Violation {
    SimulatedDisk whole = new SimulatedDisk(GRAIN_BYTES);
    run(Fault.NONE, whole);
    for (int call = 0; call <= whole.calls(); call++) {
      for (Kind kind : Kind.values()) {
        int parts = largestPart(kind, call);
        for (int part = kind == Kind.SHORT_WRITE ? 1 : 0; part <= parts; part++) {
          explore(new Fault(kind, call, part), part == parts || part == 0);
        }
      }
    }
    return crashes;
  }

  /** Of how many bytes the write is, or of how many changes the force. */
  private int largestPart(Kind kind, int call) throws Violation {
    SimulatedDisk disk = new SimulatedDisk(GRAIN_BYTES);
    run(new Fault(kind, call, Integer.MAX_VALUE), disk);
    return disk.partsOfFault();
  }

  private void explore(Fault fault, boolean thoroughly) throws Violation {
    SimulatedDisk disk = new SimulatedDisk(GRAIN_BYTES);
    Execution execution = run(fault, disk);
    recover(
        execution,
        fault,
        disk,
        thoroughly
            ? Keeping.choices(disk.unforced(), EXHAUSTIVE_MAX, random)
            : List.of(Keeping.nothing(), Keeping.all(disk.unforced())),
        thoroughly);
  }

  private Execution run(Fault fault, SimulatedDisk disk) throws Violation {
    disk.failWith(fault);
    Execution execution = new Execution(script, disk);
    try {
      execution.run();
      return execution;
    } catch (Violation e) {
      throw new Violation(fault + " in " + script, e);
    }
  }

  private void recover(
      Execution execution, Fault fault, SimulatedDisk disk, List<Keeping> choices, boolean hit)
      throws Violation {
    for (Keeping kept : choices) {
      try {
        boolean isExtreme = kept.isNothing() || kept.equals(Keeping.all(disk.unforced()));
        recover(execution.promises(), disk.afterPowerLoss(kept.reached()), hit && isExtreme);
      } catch (Violation e) {
        throw new Violation(kept + " after " + fault + " in " + script, e);
      }
    }
    if (fault.kind() != Kind.POWER_LOSS) {
      try {
        recover(execution.promises(), disk.afterKill(), hit);
      } catch (Violation e) {
        throw new Violation("killed after " + fault + " in " + script, e);
      }
    }
  }

  /**
   * Recovers, and holds what is found against what is owed.
   *
   * @param hit whether to let recovery be hit, too
   */
  private void recover(List<Promise> promises, SimulatedDisk disk, boolean hit) throws Violation {
    if (hit) {
      crashInRecovery(promises, disk);
    }
    crashes++;
    SegmentedLog log = open(disk);
    List<Entry> found = log.from(0);
    if (promises.stream().noneMatch(promise -> promise.allows(found))) {
      throw new Violation("found " + found + ", owed " + promises);
    }
    if (log.flushPoint() != found.size()) {
      throw new Violation("recovered up to " + found.size() + ", flushed to " + log.flushPoint());
    }
    SimulatedDisk second = disk.afterPowerLoss(Keeping.nothing().reached());
    SegmentedLog again = open(second);
    requireSame(found, again.from(0));

    again.append(PROBE);
    again.flush();
    SegmentedLog third = open(second.afterPowerLoss(Keeping.nothing().reached()));
    if (third.endOffset() != found.size() + 1 || !third.entry(found.size()).equals(PROBE)) {
      throw new Violation("what was flushed after recovery is lost: " + third.from(0));
    }
    requireSame(found, third.truncatedTo(found.size()).from(0));
  }

  private void crashInRecovery(List<Promise> promises, SimulatedDisk disk) throws Violation {
    SimulatedDisk whole = disk.afterKill();
    whole.failWith(Fault.NONE);
    open(whole);
    for (int call = 0; call < whole.calls(); call++) {
      for (Kind kind : List.of(Kind.POWER_LOSS, Kind.ERROR)) {
        SimulatedDisk failing = disk.afterKill();
        failing.failWith(new Fault(kind, call, 0));
        try {
          SegmentedLog.open(failing, script.segmentBytes(), script.policy());
          throw new Violation("recovery went on after " + kind + " at its call " + call);
        } catch (StorageException e) {
          recover(promises, failing.afterPowerLoss(Keeping.nothing().reached()), false);
          recover(
              promises, failing.afterPowerLoss(Keeping.all(failing.unforced()).reached()), false);
        }
      }
    }
  }

  private SegmentedLog open(SimulatedDisk disk) throws Violation {
    try {
      return SegmentedLog.open(disk, script.segmentBytes(), script.policy());
    } catch (StorageException e) {
      throw new Violation("recovery refused: " + e.getMessage());
    }
  }

  private static void requireSame(List<Entry> before, List<Entry> after) throws Violation {
    if (!before.equals(after)) {
      throw new Violation("recovery found " + before + ", and the next one " + after);
    }
  }
}
