package org.acksiom.linearizability.delivery;

import java.util.Arrays;

/**
 * The micro-operations that one event has as its value, in columns that are filled anew for each
 * event.
 *
 * <p>A poll that was completed has <em>runs</em>: the records that it read of one partition.
 */
final class Said {
  /** In the place of a partition: the micro-operation is a poll. */
  static final int POLL = -1;

  /** In the place of an offset: there is none. */
  static final long NO_OFFSET = -1;

  private static final int CAPACITY_MIN = 4;

  private int size;
  private int[] partition = new int[CAPACITY_MIN];
  private long[] acked = new long[CAPACITY_MIN];
  private int[] runsEnd = new int[CAPACITY_MIN];
  private final RecordColumn sent = new RecordColumn(CAPACITY_MIN);
  private boolean sends;

  private int runs;
  private int[] runPartition = new int[CAPACITY_MIN];
  private int[] runEnd = new int[CAPACITY_MIN];

  private int pairs;
  private long[] offset = new long[CAPACITY_MIN];
  private final RecordColumn read = new RecordColumn(CAPACITY_MIN);

  void clear() {
    size = 0;
    runs = 0;
    pairs = 0;
    sends = false;
    sent.clear();
    read.clear();
  }

  /** Adds a send; {@code ackedAt} is {@link #NO_OFFSET} if it is not completed, or without one. */
  void send(int toPartition, long ackedAt, long word, Object thing) {
    add(toPartition, ackedAt, word, thing);
    sends = true;
  }

  /** Adds a poll, of which nothing was read so far. */
  void poll() {
    add(POLL, NO_OFFSET, 0, null);
  }

  /** Adds a run to the last poll, of which nothing was read so far. */
  void run(int ofPartition) {
    if (runs == runEnd.length) {
      runEnd = Arrays.copyOf(runEnd, RecordColumn.grown(runs));
      runPartition = Arrays.copyOf(runPartition, runEnd.length);
    }
    runPartition[runs] = ofPartition;
    runEnd[runs] = pairs;
    runs++;
    runsEnd[size - 1] = runs;
  }

  /** Adds a record to the last run. */
  void read(long atOffset, long word, Object thing) {
    if (pairs == offset.length) {
      offset = Arrays.copyOf(offset, RecordColumn.grown(pairs));
    }
    offset[pairs++] = atOffset;
    read.add(word, thing);
    runEnd[runs - 1] = pairs;
  }

  int size() {
    return size;
  }

  boolean hasSends() {
    return sends;
  }

  boolean isPoll(int operation) {
    return partition[operation] == POLL;
  }

  int partition(int send) {
    return partition[send];
  }

  long acked(int send) {
    return acked[send];
  }

  /** The records of the sends; polls have one without meaning. */
  RecordColumn sent() {
    return sent;
  }

  int runs() {
    return runs;
  }

  /** The first run of a poll. */
  int runsBegin(int poll) {
    return poll == 0 ? 0 : runsEnd[poll - 1];
  }

  /** The run after the last of a poll. */
  int runsEnd(int poll) {
    return runsEnd[poll];
  }

  int runPartition(int run) {
    return runPartition[run];
  }

  /** The first record of a run. */
  int runBegin(int run) {
    return run == 0 ? 0 : runEnd[run - 1];
  }

  /** The record after the last of a run. */
  int runEnd(int run) {
    return runEnd[run];
  }

  long offset(int index) {
    return offset[index];
  }

  /** The records that were read. */
  RecordColumn read() {
    return read;
  }

  private void add(int ofPartition, long ackedAt, long word, Object thing) {
    if (size == partition.length) {
      partition = Arrays.copyOf(partition, RecordColumn.grown(size));
      acked = Arrays.copyOf(acked, partition.length);
      runsEnd = Arrays.copyOf(runsEnd, partition.length);
    }
    partition[size] = ofPartition;
    acked[size] = ackedAt;
    runsEnd[size] = runs;
    sent.add(word, thing);
    size++;
  }
}
