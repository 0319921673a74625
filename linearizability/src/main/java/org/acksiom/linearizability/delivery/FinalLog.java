package org.acksiom.linearizability.delivery;

/**
 * The final log of one partition: by a full read of it, or reconstructed from what consumers read.
 * Its places are marked as kept in the partition's history.
 */
final class FinalLog {
  static final int NONE = -1;

  private final PartitionHistory partition;
  private final boolean complete;
  private final int event;
  private final IntList places;

  /**
   * A log.
   *
   * @param complete whether it is known whole, by a final read
   * @param event the event that shows what is not in it: the final read, or the one that read the
   *     highest offset
   * @param places what it has, by ascending offset; at one offset it may have several records if it
   *     was reconstructed
   */
  FinalLog(PartitionHistory partition, boolean complete, int event, IntList places) {
    this.partition = partition;
    this.complete = complete;
    this.event = event;
    this.places = places;
    for (int i = 0; i < places.size(); i++) {
      partition.keep(places.get(i));
    }
  }

  /** All that was read, as far as the highest offset. */
  static FinalLog reconstructed(PartitionHistory partition) {
    IntList read = new IntList();
    for (int place = -partition.otherPlaces(); place < partition.sends(); place++) {
      if (partition.isPlace(place) && partition.read(place) != PartitionHistory.NEVER) {
        read.add(place);
      }
    }
    read.sort(partition::compareOffsets);
    int event = read.size() == 0 ? 0 : partition.read(read.get(read.size() - 1));
    return new FinalLog(partition, false, event, read);
  }

  boolean complete() {
    return complete;
  }

  int event() {
    return event;
  }

  int size() {
    return places.size();
  }

  /** The place at an index, from 0. */
  int place(int index) {
    return places.get(index);
  }

  long offset(int index) {
    return partition.offset(places.get(index));
  }

  /** How a sentence calls it. */
  String name() {
    return complete ? "the final log" : "the log as it was read";
  }

  /** The index of what it has at the lowest offset that is at least this, or {@link #NONE}. */
  int from(long offset) {
    int low = 0;
    int high = places.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (offset(middle) < offset) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low < places.size() ? low : NONE;
  }

  long highestOffset() {
    return size() == 0 ? -1 : offset(size() - 1);
  }
}
