package org.acksiom.linearizability.delivery;

/**
 * Takes what a history says of one partition, in the history's order. Records are pairs as in
 * {@link RecordColumn}; events are positions in the history.
 */
interface PartitionEvents {

  /** A send is invoked; returns its number among the partition's sends, from 0. */
  int send(int event, int producer, long word, Object thing);

  /** A broker said that the partition has the record of a send at an offset. */
  void acked(int event, int send, long offset);

  /** A send was completed without a broker's word. */
  void completed(int event, int send);

  /** A send has failed. */
  void failed(int event, int send);

  /** A consumer read a record. */
  void read(int event, long offset, long word, Object thing);

  /**
   * The read just told was a step of its consumer, and not to the next offset.
   *
   * @param from the offset that it had read before
   * @param fromEvent the event of that read
   */
  void stepped(long consumer, long from, int fromEvent);

  /** The whole log was read, as {@link #readFinally} says record by record. */
  void finalRead(int event);

  /** A record of the final read that was told last. */
  void readFinally(int event, long offset, long word, Object thing);
}
