package org.acksiom.linearizability.delivery;

import java.util.Arrays;

/**
 * What a history says of one partition, in columns of numbers: about 45 bytes a record that was
 * sent, and as much for every other offset at which it was seen.
 *
 * <p>A <em>place</em> is a record at an offset that an ack or a read showed. Nearly every record
 * has one, which is kept beside its send; the number of that place is the send's. The others have
 * the numbers below 0.
 */
final class PartitionHistory implements PartitionEvents {
  static final int NEVER = -1;

  /** What is known of a send's result. */
  enum Result {
    UNKNOWN,
    ACKED,
    COMPLETED,
    FAILED
  }

  private static final Result[] RESULTS = Result.values();
  private static final int RESULT = 3;

  /** The send has a place beside it. */
  private static final int PLACED = 4;

  /** An ack showed that place. */
  private static final int ACKED_THERE = 8;

  /** Some consumer read the record somewhere. */
  private static final int READ = 16;

  /** The final log has the place. */
  private static final int KEPT = 32;

  private static final int CAPACITY_MIN = 8;

  /** What a send takes in the columns and in those of its judge, while they grow. */
  private static final int SEND_BYTES = 70;

  private static final int OTHER_PLACE_BYTES = 80;
  private static final int STEP_BYTES = 30;

  private final Object key;
  private final long bytesMax;
  private long bytes;

  private int sends;
  private RecordColumn records;
  private int[] producer;
  private int[] invoked;
  private int[] told;
  private byte[] flags;
  private long[] offset;
  private int[] read;

  /** The sends plus 1, by their records; 0 where the slot is free. */
  private int[] slots;

  /** The other places, and of those the acked ones by their sends, once there is one. */
  private Places elsewhere;

  private LongIndex ackedElsewhere;

  /** The producers' own numbers here, from 0, by the history's. */
  private final LongIndex producers = new LongIndex();

  private int[] producerOf = new int[2];
  private int producerCount;

  private int steps;
  private long[] stepConsumer = {};
  private long[] stepFrom = {};
  private int[] stepFromEvent = {};
  private int[] stepTo = {};
  private int[] stepToEvent = {};

  /** The place and the event of the read that was told last. */
  private int lastPlace;

  private int lastEvent;

  private final IntList finalPlaces = new IntList();
  private int finalReadEvent = NEVER;
  private int sendAfterFinalRead = NEVER;

  PartitionHistory(Object key) {
    this(key, CAPACITY_MIN, Long.MAX_VALUE);
  }

  /**
   * Room for so many sends, and for more as they come.
   *
   * @param bytesMax what it may take in memory, and its judge with it
   * @throws OutOfBudgetException if that is not enough, as all that adds something
   */
  PartitionHistory(Object key, int sendsExpected, long bytesMax) {
    this.key = key;
    this.bytesMax = bytesMax;
    take(SEND_BYTES, sendsExpected);
    take(Integer.BYTES, slotsFor(sendsExpected));
    records = new RecordColumn(sendsExpected);
    producer = new int[sendsExpected];
    invoked = new int[sendsExpected];
    told = new int[sendsExpected];
    flags = new byte[sendsExpected];
    offset = new long[sendsExpected];
    read = new int[sendsExpected];
    slots = new int[slotsFor(sendsExpected)];
  }

  private static int slotsFor(int sends) {
    return Math.max(16, Integer.highestOneBit(sends + (sends >> 1)) << 1);
  }

  @Override
  public int send(int event, int ofProducer, long word, Object thing) {
    int mask = slots.length - 1;
    int slot = slot(word, thing, mask);
    for (; slots[slot] != 0; slot = (slot + 1) & mask) {
      int twice = slots[slot] - 1;
      if (records.is(twice, word, thing)) {
        throw new BadHistoryException(
            event,
            "a record that was not sent to partition " + PlainText.of(key) + " before",
            record(twice) + ", which event " + invoked[twice] + " sends");
      }
    }
    unsettle(event);
    if (sends == invoked.length) {
      grow();
    }
    if (thing instanceof String text) {
      take(PlainSize.ofText(text));
    }
    records.add(word, thing);
    producer[sends] = numberOf(ofProducer);
    invoked[sends] = event;
    read[sends] = NEVER;
    sends++;
    slots[slot] = sends;
    if (3 * (sends + 1) > 2 * slots.length) {
      rehash();
    }
    return sends - 1;
  }

  @Override
  public void acked(int event, int send, long atOffset) {
    unsettle(event);
    tell(Result.ACKED, event, send);
    if (is(send, PLACED) && offset[send] != atOffset) {
      int other = elsewhere().at(atOffset, send);
      elsewhere.setAcked(other, event);
      ackedElsewhere.add(send, other);
    } else {
      flags[send] |= (byte) (PLACED | ACKED_THERE);
      offset[send] = atOffset;
    }
  }

  @Override
  public void completed(int event, int send) {
    unsettle(event);
    tell(Result.COMPLETED, event, send);
  }

  @Override
  public void failed(int event, int send) {
    tell(Result.FAILED, event, send);
  }

  @Override
  public void read(int event, long atOffset, long word, Object thing) {
    int send = find(word, thing);
    if (send == NEVER) {
      throw new BadHistoryException(
          event,
          "a record that was sent to partition " + PlainText.of(key) + " before",
          PlainText.of(RecordColumn.record(word, thing)) + " at offset " + atOffset);
    }
    if (!is(send, PLACED)) {
      offset[send] = atOffset;
      read[send] = event;
      lastPlace = send;
    } else if (offset[send] == atOffset) {
      if (read[send] == NEVER) {
        read[send] = event;
      }
      lastPlace = send;
    } else {
      int other = elsewhere().at(atOffset, send);
      elsewhere.setRead(other, event);
      lastPlace = -1 - other;
    }
    flags[send] |= (byte) (PLACED | READ);
    lastEvent = event;
  }

  @Override
  public void stepped(long consumer, long from, int fromEvent) {
    if (steps == stepTo.length) {
      int length = RecordColumn.grown(steps);
      take(STEP_BYTES, length - steps);
      stepConsumer = Arrays.copyOf(stepConsumer, length);
      stepFrom = Arrays.copyOf(stepFrom, length);
      stepFromEvent = Arrays.copyOf(stepFromEvent, length);
      stepTo = Arrays.copyOf(stepTo, length);
      stepToEvent = Arrays.copyOf(stepToEvent, length);
    }
    stepConsumer[steps] = consumer;
    stepFrom[steps] = from;
    stepFromEvent[steps] = fromEvent;
    stepTo[steps] = lastPlace;
    stepToEvent[steps] = lastEvent;
    steps++;
  }

  @Override
  public void finalRead(int event) {
    finalPlaces.clear();
    finalReadEvent = event;
    sendAfterFinalRead = NEVER;
  }

  @Override
  public void readFinally(int event, long atOffset, long word, Object thing) {
    long last = finalPlaces.size() == 0 ? -1 : offset(finalPlaces.get(finalPlaces.size() - 1));
    if (atOffset <= last) {
      throw new BadHistoryException(
          event, "an offset above " + last + " in a final read", String.valueOf(atOffset));
    }
    read(event, atOffset, word, thing);
    finalPlaces.add(lastPlace);
  }

  Object key() {
    return key;
  }

  /** How many sends there are; their numbers are in the order of their invocations. */
  int sends() {
    return sends;
  }

  /** A send's record, as it is written in a sentence. */
  String record(int send) {
    return PlainText.of(recordOf(send));
  }

  Object recordOf(int send) {
    return records.record(send);
  }

  /** The number of a send's producer among those of the partition. */
  int producer(int send) {
    return producer[send];
  }

  /** That producer's number in the history. */
  int producerInHistory(int send) {
    return producerOf[producer[send]];
  }

  /** How many producers sent to the partition. */
  int producers() {
    return producerCount;
  }

  int invoked(int send) {
    return invoked[send];
  }

  /** The event that told a send's result; without meaning while that is unknown. */
  int told(int send) {
    return told[send];
  }

  Result result(int send) {
    return RESULTS[flags[send] & RESULT];
  }

  /** The offset of a send's ack. */
  long ackedOffset(int send) {
    if (is(send, ACKED_THERE)) {
      return offset[send];
    }
    return elsewhere.offset(ackedElsewhere.get(send));
  }

  /** Whether any consumer ever read the record of a send. */
  boolean everRead(int send) {
    return is(send, READ);
  }

  /**
   * The places have the numbers from {@code -otherPlaces()}; those of sends without one are not.
   */
  int otherPlaces() {
    return elsewhere == null ? 0 : elsewhere.size();
  }

  /** Whether there is a place of this number. */
  boolean isPlace(int place) {
    return place < 0 || is(place, PLACED);
  }

  long offset(int place) {
    return place < 0 ? elsewhere.offset(-1 - place) : offset[place];
  }

  int send(int place) {
    return place < 0 ? elsewhere.send(-1 - place) : place;
  }

  /** The first event in which a consumer read the place, or {@link #NEVER}. */
  int read(int place) {
    return place < 0 ? elsewhere.read(-1 - place) : read[place];
  }

  /** The event that showed the place first. */
  int shown(int place) {
    int acked;
    if (place < 0) {
      acked = elsewhere.acked(-1 - place);
    } else {
      acked = is(place, ACKED_THERE) ? told[place] : NEVER;
    }
    int firstRead = read(place);
    return acked == NEVER || (firstRead != NEVER && firstRead < acked) ? firstRead : acked;
  }

  /** The place of a send at an offset where it was seen. */
  int place(long atOffset, int ofSend) {
    return is(ofSend, PLACED) && offset[ofSend] == atOffset
        ? ofSend
        : -1 - elsewhere.find(atOffset, ofSend);
  }

  /** Places in the order in which the history shows them; those of one event by their offsets. */
  int compareShown(int a, int b) {
    int byEvent = Integer.compare(shown(a), shown(b));
    return byEvent != 0 ? byEvent : compareOffsets(a, b);
  }

  /** Places by their offsets; those at one in the order in which the history shows them. */
  int compareOffsets(int a, int b) {
    int byOffset = Long.compare(offset(a), offset(b));
    if (byOffset != 0) {
      return byOffset;
    }
    int byEvent = Integer.compare(shown(a), shown(b));
    return byEvent != 0 ? byEvent : Integer.compare(send(a), send(b));
  }

  boolean kept(int place) {
    return place < 0 ? elsewhere.kept(-1 - place) : is(place, KEPT);
  }

  void keep(int place) {
    if (place < 0) {
      elsewhere.setKept(-1 - place, true);
    } else {
      flags[place] |= (byte) KEPT;
    }
  }

  int steps() {
    return steps;
  }

  long stepConsumer(int step) {
    return stepConsumer[step];
  }

  long stepFrom(int step) {
    return stepFrom[step];
  }

  int stepFromEvent(int step) {
    return stepFromEvent[step];
  }

  /** The place that was read then. */
  int stepTo(int step) {
    return stepTo[step];
  }

  int stepToEvent(int step) {
    return stepToEvent[step];
  }

  /** The final log, read or reconstructed. */
  FinalLog finalLog() {
    if (finalReadEvent == NEVER) {
      return FinalLog.reconstructed(this);
    }
    if (sendAfterFinalRead != NEVER) {
      throw new BadHistoryException(
          sendAfterFinalRead,
          "partition " + PlainText.of(key) + " to be settled since event " + finalReadEvent,
          "a send after the final read");
    }
    return new FinalLog(this, true, finalReadEvent, finalPlaces);
  }

  private Places elsewhere() {
    if (elsewhere == null) {
      elsewhere = new Places(() -> take(OTHER_PLACE_BYTES, 1));
      ackedElsewhere = new LongIndex();
    }
    return elsewhere;
  }

  private int numberOf(int producerInHistory) {
    int number = producers.get(producerInHistory);
    if (number != LongIndex.NONE) {
      return number;
    }
    if (producerCount == producerOf.length) {
      producerOf = Arrays.copyOf(producerOf, RecordColumn.grown(producerCount));
    }
    producers.add(producerInHistory, producerCount);
    producerOf[producerCount] = producerInHistory;
    return producerCount++;
  }

  private int find(long word, Object thing) {
    int mask = slots.length - 1;
    for (int i = slot(word, thing, mask); slots[i] != 0; i = (i + 1) & mask) {
      if (records.is(slots[i] - 1, word, thing)) {
        return slots[i] - 1;
      }
    }
    return NEVER;
  }

  private static int slot(long word, Object thing, int mask) {
    return LongIndex.slot(thing == null ? word : thing.hashCode(), mask);
  }

  /** Takes memory for so many more of something. */
  private void take(int bytesEach, int more) {
    take((long) bytesEach * more);
  }

  private void take(long more) {
    bytes += more;
    if (bytes > bytesMax) {
      throw new OutOfBudgetException(
          "partition " + PlainText.of(key) + " takes more than " + bytesMax + " bytes of memory");
    }
  }

  private void rehash() {
    take(Integer.BYTES, slots.length);
    slots = new int[2 * slots.length];
    int mask = slots.length - 1;
    for (int send = 0; send < sends; send++) {
      int i = slot(records.word(send), records.thing(send), mask);
      while (slots[i] != 0) {
        i = (i + 1) & mask;
      }
      slots[i] = send + 1;
    }
  }

  private void grow() {
    int length = RecordColumn.grown(sends);
    take(SEND_BYTES, length - sends);
    producer = Arrays.copyOf(producer, length);
    invoked = Arrays.copyOf(invoked, length);
    told = Arrays.copyOf(told, length);
    flags = Arrays.copyOf(flags, length);
    offset = Arrays.copyOf(offset, length);
    read = Arrays.copyOf(read, length);
  }

  private void tell(Result result, int event, int send) {
    flags[send] |= (byte) result.ordinal();
    told[send] = event;
  }

  private boolean is(int send, int flag) {
    return (flags[send] & flag) != 0;
  }

  private void unsettle(int event) {
    if (finalReadEvent != NEVER && sendAfterFinalRead == NEVER) {
      sendAfterFinalRead = event;
    }
  }
}
