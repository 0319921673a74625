package org.acksiom.linearizability.delivery;

import java.util.Arrays;

/** Where each consumer is in each partition, as long as it is known. */
final class ConsumerPositions {
  private static final int FORGOTTEN = -1;

  private final LongIndex consumers = new LongIndex();
  private int consumerCount;

  /** How often all positions of a consumer were forgotten. */
  private int[] age = new int[2];

  private boolean[] subscribed = new boolean[2];

  /** The positions, by consumer and partition. */
  private final LongIndex positions = new LongIndex();

  private int positionCount;

  /** The age of its consumer when a position was known, or {@link #FORGOTTEN}. */
  private int[] knownAt = new int[2];

  /** The offset that was read last. */
  private long[] offset = new long[2];

  /** The event of that read. */
  private int[] event = new int[2];

  /**
   * Moves the consumer along what it read in one poll, and tells the partition of each step that is
   * not to the next offset.
   */
  void read(int atEvent, long process, PartitionEvents partition, Said said, int run) {
    int begin = said.runBegin(run);
    int end = said.runEnd(run);
    if (begin == end) {
      return;
    }
    int consumer = consumer(process);
    int position = position(consumer, said.runPartition(run));
    boolean known = knownAt[position] == age[consumer];
    long from = offset[position];
    int fromEvent = event[position];
    for (int i = begin; i < end; i++) {
      long to = said.offset(i);
      partition.read(atEvent, to, said.read().word(i), said.read().thing(i));
      if (known && to != from + 1) {
        partition.stepped(process, from, fromEvent);
      }
      known = true;
      from = to;
      fromEvent = atEvent;
    }
    knownAt[position] = age[consumer];
    offset[position] = from;
    event[position] = fromEvent;
  }

  /** The group may give the consumer other partitions at any time, or it no longer can. */
  void subscribe(long process, boolean subscribes) {
    int consumer = consumer(process);
    subscribed[consumer] = subscribes;
  }

  boolean isSubscribed(long process) {
    int consumer = consumers.get(process);
    return consumer != LongIndex.NONE && subscribed[consumer];
  }

  void forget(long process, int partition) {
    int consumer = consumers.get(process);
    int position =
        consumer == LongIndex.NONE ? LongIndex.NONE : positions.get(key(consumer, partition));
    if (position != LongIndex.NONE) {
      knownAt[position] = FORGOTTEN;
    }
  }

  void forgetAll(long process) {
    int consumer = consumers.get(process);
    if (consumer != LongIndex.NONE) {
      age[consumer]++;
    }
  }

  /** What this takes in memory, in bytes. */
  long bytes() {
    return consumers.bytes() + positions.bytes() + 5L * age.length + 16L * offset.length;
  }

  private static long key(int consumer, int partition) {
    return ((long) consumer << 32) | partition;
  }

  private int consumer(long process) {
    int known = consumers.get(process);
    if (known != LongIndex.NONE) {
      return known;
    }
    if (consumerCount == age.length) {
      age = Arrays.copyOf(age, RecordColumn.grown(consumerCount));
      subscribed = Arrays.copyOf(subscribed, age.length);
    }
    consumers.add(process, consumerCount);
    return consumerCount++;
  }

  private int position(int consumer, int partition) {
    int known = positions.get(key(consumer, partition));
    if (known != LongIndex.NONE) {
      return known;
    }
    if (positionCount == offset.length) {
      offset = Arrays.copyOf(offset, RecordColumn.grown(positionCount));
      event = Arrays.copyOf(event, offset.length);
      knownAt = Arrays.copyOf(knownAt, offset.length);
    }
    positions.add(key(consumer, partition), positionCount);
    knownAt[positionCount] = FORGOTTEN;
    return positionCount++;
  }
}
