package org.acksiom.linearizability.delivery;

import java.util.Arrays;

/**
 * Records at offsets, each pair of the two once, with the events that showed it. A set in order of
 * insertion, by open addressing.
 */
final class Places {
  private static final int SLOTS_MIN = 8;

  private final Runnable more;
  private int size;
  private long[] offset = {};
  private int[] send = {};
  private int[] acked = {};
  private int[] read = {};
  private boolean[] kept = {};

  /** The numbers plus 1; 0 where the slot is free. */
  private int[] slots = new int[SLOTS_MIN];

  /** An empty set; {@code more} is told of each place that is added. */
  Places(Runnable more) {
    this.more = more;
  }

  int size() {
    return size;
  }

  /** The number of a place, or {@link PartitionHistory#NEVER} if nothing showed it. */
  int find(long wantedOffset, int wantedSend) {
    int mask = slots.length - 1;
    for (int i = slot(wantedOffset, wantedSend, mask); slots[i] != 0; i = (i + 1) & mask) {
      int place = slots[i] - 1;
      if (offset[place] == wantedOffset && send[place] == wantedSend) {
        return place;
      }
    }
    return PartitionHistory.NEVER;
  }

  /** The number of a place, which is new if nothing showed it before. */
  int at(long atOffset, int ofSend) {
    int found = find(atOffset, ofSend);
    if (found != PartitionHistory.NEVER) {
      return found;
    }
    more.run();
    if (size == send.length) {
      int length = RecordColumn.grown(size);
      offset = Arrays.copyOf(offset, length);
      send = Arrays.copyOf(send, length);
      acked = Arrays.copyOf(acked, length);
      read = Arrays.copyOf(read, length);
      kept = Arrays.copyOf(kept, length);
    }
    offset[size] = atOffset;
    send[size] = ofSend;
    acked[size] = PartitionHistory.NEVER;
    read[size] = PartitionHistory.NEVER;
    size++;
    if (3 * size > 2 * slots.length) {
      slots = new int[2 * slots.length];
      for (int place = 0; place < size; place++) {
        enter(place);
      }
    } else {
      enter(size - 1);
    }
    return size - 1;
  }

  long offset(int place) {
    return offset[place];
  }

  int send(int place) {
    return send[place];
  }

  /** The event of an ack there, or {@link PartitionHistory#NEVER}. */
  int acked(int place) {
    return acked[place];
  }

  void setAcked(int place, int event) {
    acked[place] = event;
  }

  /** The first event that read the record there, or {@link PartitionHistory#NEVER}. */
  int read(int place) {
    return read[place];
  }

  void setRead(int place, int event) {
    if (read[place] == PartitionHistory.NEVER) {
      read[place] = event;
    }
  }

  /** Whether the final log has the record there. */
  boolean kept(int place) {
    return kept[place];
  }

  void setKept(int place, boolean value) {
    kept[place] = value;
  }

  private void enter(int place) {
    int mask = slots.length - 1;
    int i = slot(offset[place], send[place], mask);
    while (slots[i] != 0) {
      i = (i + 1) & mask;
    }
    slots[i] = place + 1;
  }

  private static int slot(long offset, int send, int mask) {
    return LongIndex.slot(offset + send * 0x9E3779B97F4A7C15L, mask);
  }
}
