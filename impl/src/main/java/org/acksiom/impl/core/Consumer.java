package org.acksiom.impl.core;

import java.util.ArrayList;
import java.util.List;

/**
 * A consumer of the partition: it reads the leader's log in order, and never past the high
 * watermark.
 */
public final class Consumer {
  private int position;

  /** The offset that the next poll begins at. */
  public int position() {
    return position;
  }

  /**
   * Reads what the leader has from the consumer's position up to its high watermark.
   *
   * @return the records in the order of their offsets, the first one at the position before the
   *     poll
   */
  public List<Integer> poll(Broker leader) {
    List<Integer> records = new ArrayList<>();
    for (; position < leader.highWatermark(); position++) {
      records.add(leader.log().entry(position).record());
    }
    return records;
  }
}
