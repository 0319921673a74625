package org.acksiom.linearizability.delivery;

import java.util.Arrays;

/** An operation under way: its micro-operations, and which sends of their partitions they are. */
final class Invocation {
  private static final int EMPTY_BYTES = 200;

  /** What a micro-operation takes: two ints, and a record's word and reference. */
  private static final int OPERATION_BYTES = 24;

  private int event;
  private Function function;
  private String name;
  private int size;
  private int[] partition = new int[1];
  private int[] send = new int[1];
  private final RecordColumn records = new RecordColumn(1);

  /** What the records take that are no numbers. */
  private long thingBytes;

  void begin(int atEvent, Function does, String called) {
    event = atEvent;
    function = does;
    name = called;
    size = 0;
    thingBytes = 0;
    records.clear();
  }

  /** Adds a micro-operation; for a poll the partition is {@link Said#POLL}. */
  void add(int ofPartition, int asSend, long word, Object thing) {
    if (size == send.length) {
      send = Arrays.copyOf(send, RecordColumn.grown(size));
      partition = Arrays.copyOf(partition, send.length);
    }
    partition[size] = ofPartition;
    send[size] = asSend;
    records.add(word, thing);
    if (thing != null) {
      thingBytes += PlainSize.of(thing);
    }
    size++;
  }

  int event() {
    return event;
  }

  Function function() {
    return function;
  }

  /** The function's name in the history. */
  String name() {
    return name;
  }

  int size() {
    return size;
  }

  boolean isPoll(int operation) {
    return partition[operation] == Said.POLL;
  }

  int partition(int operation) {
    return partition[operation];
  }

  int send(int operation) {
    return send[operation];
  }

  RecordColumn records() {
    return records;
  }

  /** What this takes in memory, in bytes, roughly: also what it has room for. */
  long bytes() {
    return EMPTY_BYTES
        + (long) OPERATION_BYTES * send.length
        + thingBytes
        + (name == null ? 0 : PlainSize.ofText(name));
  }

  /** Whether a completion has the micro-operations that were invoked. */
  boolean isCompletedBy(Said said) {
    if (said.size() != size) {
      return false;
    }
    for (int i = 0; i < size; i++) {
      if (said.partition(i) != partition[i]
          || !records.is(i, said.sent().word(i), said.sent().thing(i))) {
        return false;
      }
    }
    return true;
  }
}
