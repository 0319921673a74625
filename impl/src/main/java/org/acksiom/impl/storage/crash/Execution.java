package org.acksiom.impl.storage.crash;

import java.util.ArrayList;
import java.util.List;
import org.acksiom.impl.core.Entry;
import org.acksiom.impl.core.MemoryLog;
import org.acksiom.impl.storage.SegmentedLog;
import org.acksiom.impl.storage.StorageException;

/**
 * One run of a script on a simulated disk, beside a log in memory that says what has to be there.
 */
final class Execution {
  private final Script script;
  private final SimulatedDisk disk;
  private SegmentedLog log;
  private MemoryLog model = MemoryLog.empty();
  private int flushed;
  private int records;
  private int leaderEpoch;

  /** What the log owes if it crashes now: what it owed before this step, or does after it. */
  private List<Promise> promises = List.of(new Promise(model, 0));

  Execution(Script script, SimulatedDisk disk) {
    this.script = script;
    this.disk = disk;
  }

  List<Promise> promises() {
    return promises;
  }

  /**
   * Runs the script as far as the disk allows.
   *
   * @throws Violation if the log breaks a promise before any crash
   */
  void run() throws Violation {
    try {
      open();
      for (Script.Step step : script.steps()) {
        perform(step);
        check(step);
      }
    } catch (StorageException e) {
      checkFailed();
    }
  }

  private void open() {
    log = null;
    log = SegmentedLog.open(disk, script.segmentBytes(), script.policy());
  }

  private void perform(Script.Step step) {
    switch (step.verb()) {
      case APPEND -> {
        List<Entry> entries = entries(step.number());
        MemoryLog after = model.appendAll(entries);
        promises = List.of(new Promise(model, flushed), new Promise(after, flushed));
        log.appendAll(entries);
        model = after;
      }
      case TRUNCATE -> {
        MemoryLog after = model.truncatedTo(step.number());
        flushed = Math.min(flushed, after.endOffset());
        promises = List.of(new Promise(model, flushed), new Promise(after, flushed));
        log.truncatedTo(step.number());
        model = after;
        leaderEpoch++;
      }
      case FLUSH -> {
        log.flush();
        flushed = model.endOffset();
      }
      case STOP -> {
        log.close();
        flushed = model.endOffset();
        promises = List.of(new Promise(model, flushed));
        open();
      }
      case KILL -> {
        open();
        flushed = model.endOffset();
        leaderEpoch++;
      }
    }
  }

  private List<Entry> entries(int count) {
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      records++;
      entries.add(new Entry(records, leaderEpoch, leaderEpoch, records - 1));
    }
    return entries;
  }

  private void check(Script.Step step) throws Violation {
    require(log.from(0).equals(model.from(0)), step + " made " + log.from(0) + " of " + model);
    require(log.lastEpoch() == model.lastEpoch(), step + " left epoch " + log.lastEpoch());
    for (int epoch = -1; epoch <= leaderEpoch + 1; epoch++) {
      require(
          log.endOfEpoch(epoch).equals(model.endOfEpoch(epoch)),
          step + " left epoch " + epoch + " ending at " + log.endOfEpoch(epoch));
    }
    int flushPoint = log.flushPoint();
    int end = log.endOffset();
    require(flushed <= flushPoint && flushPoint <= end, step + " left flush point " + flushPoint);
    require(
        end - flushPoint < script.policy().interval(),
        step + " left " + (end - flushPoint) + " entries unflushed");
    flushed = flushPoint;
    promises = List.of(new Promise(model, flushed));
  }

  private static void require(boolean holds, String otherwise) throws Violation {
    if (!holds) {
      throw new Violation(otherwise);
    }
  }

  /** After a failure nothing may be answered, although the disk would work again. */
  private void checkFailed() throws Violation {
    if (log == null) {
      return;
    }
    requireFailed("an append", () -> log.appendAll(entries(1)));
    requireFailed("a truncation", () -> log.truncatedTo(0));
    requireFailed("a flush", log::flush);
    requireFailed("a read", () -> log.from(0));
    requireFailed("its end", log::endOffset);
    requireFailed("its flush point", log::flushPoint);
    try {
      log.close();
    } catch (StorageException e) {
      throw new Violation("a failed log was not only closed: " + e.getMessage());
    }
  }

  private static void requireFailed(String what, Runnable attempt) throws Violation {
    try {
      attempt.run();
    } catch (StorageException | IllegalStateException e) {
      return;
    }
    throw new Violation("a failed log answered " + what);
  }
}
