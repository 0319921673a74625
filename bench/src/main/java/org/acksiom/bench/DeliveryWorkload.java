package org.acksiom.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.acksiom.specs.Anomaly;

/**
 * A history of a partitioned log as NDJSON, made up while it is read, so that it may be of any
 * length: four sends to one poll, each poll of up to eight records of one partition, and at the end
 * a full read of each partition. Producers have up to five sends under way; every hundredth offset
 * is taken by something that no client sees. One history is one seed's.
 *
 * <p>Now and then something goes wrong: a record is acked and lost, stored twice, or reported as
 * failed and stored.
 */
final class DeliveryWorkload extends InputStream {
  private static final int PRODUCERS = 40;
  private static final int IN_FLIGHT = 5;
  private static final int CONSUMERS = 16;
  private static final int FIRST_CONSUMER = PRODUCERS * IN_FLIGHT;
  private static final int FINAL_CONSUMER = FIRST_CONSUMER + CONSUMERS;
  private static final int POLL_RECORDS_MAX = 8;
  private static final int SENDS_PER_POLL = 4;
  private static final int RECORDS_PER_MARKER = 99;

  /** Of so many records of a partition one is lost, one stored twice, one wrongly reported. */
  private static final int RECORDS_PER_ANOMALY = 9_900;

  private static final int LOST = 2_011;
  private static final int FAILED = 5_021;

  /** One that is the last before a marker, whose offset the second copy takes. */
  private static final int TWICE = 7_028;

  private final long operationsMax;
  private final SplittableRandom random;
  private final long[] sent;
  private final long[] read;
  private final long[][] underWay = new long[FIRST_CONSUMER][];
  private final Deque<Integer> waiting = new ArrayDeque<>();
  private final Map<Anomaly, Long> planted = new EnumMap<>(Anomaly.class);

  private byte[] line = new byte[1 << 16];
  private int size;
  private int position;
  private long operations;
  private int nextFinal;

  /**
   * A history.
   *
   * @param operationsMax how many sends and polls it has, but for the last polls of all
   * @param partitions how many partitions
   */
  DeliveryWorkload(long operationsMax, int partitions, long seed) {
    this.operationsMax = operationsMax;
    random = new SplittableRandom(seed);
    sent = new long[partitions];
    read = new long[partitions];
  }

  /** What went wrong so far, as often as the checker should find it. */
  Map<Anomaly, Long> planted() {
    return planted;
  }

  /** Operations invoked so far. */
  long operations() {
    return operations;
  }

  @Override
  public int read() {
    return available() > 0 ? line[position++] : -1;
  }

  @Override
  public int read(byte[] into, int from, int length) {
    int left = available();
    if (left == 0) {
      return -1;
    }
    int count = Math.min(left, length);
    System.arraycopy(line, position, into, from, count);
    position += count;
    return count;
  }

  @Override
  public int available() {
    if (position == size) {
      position = 0;
      size = 0;
      while (size < line.length / 2 && goOn()) {
        // one event or two
      }
    }
    return size - position;
  }

  /** Writes what comes next; whether there is something. */
  private boolean goOn() {
    if (operations < operationsMax) {
      if (random.nextInt(SENDS_PER_POLL + 1) > 0) {
        send();
      } else {
        poll(random.nextInt(sent.length), POLL_RECORDS_MAX);
      }
      return true;
    }
    if (!waiting.isEmpty()) {
      complete();
      return true;
    }
    while (nextFinal < sent.length) {
      int partition = nextFinal;
      if (read[partition] < sent[partition]) {
        poll(partition, POLL_RECORDS_MAX);
      } else {
        readFinally(partition);
        nextFinal++;
      }
      return true;
    }
    return false;
  }

  private void send() {
    int process = random.nextInt(FIRST_CONSUMER);
    while (underWay[process] != null) {
      complete();
    }
    int partition = random.nextInt(sent.length);
    long record = sent[partition]++;
    begin(process, "invoke", "send");
    text("[\"send\",").number(partition).text(",").number(record);
    text("]],\"producer\":\"p").number(process / IN_FLIGHT).text("\"}\n");
    underWay[process] = new long[] {partition, record};
    waiting.add(process);
    operations++;
  }

  /** The send that has waited longest is completed. */
  private void complete() {
    int process = waiting.remove();
    long partition = underWay[process][0];
    long record = underWay[process][1];
    underWay[process] = null;
    if (record % RECORDS_PER_ANOMALY == FAILED) {
      begin(process, "fail", "send");
      text("[\"send\",").number(partition).text(",").number(record);
      text("]],\"error\":\"TimeoutException\"}\n");
      plant(Anomaly.PHANTOM);
      return;
    }
    begin(process, "ok", "send");
    text("[\"send\",").number(partition).text(",[").number(offset(record)).text(",");
    number(record).text("]]]}\n");
  }

  private void plant(Anomaly anomaly) {
    planted.merge(anomaly, 1L, Long::sum);
  }

  private void poll(int partition, int recordsMax) {
    int process = FIRST_CONSUMER + partition % CONSUMERS;
    begin(process, "invoke", "poll");
    text("[\"poll\"]]}\n");
    begin(process, "ok", "poll");
    long end = Math.min(sent[partition], read[partition] + recordsMax);
    records(partition, read[partition], end);
    text("}]]}\n");
    read[partition] = end;
    operations++;
  }

  private void readFinally(int partition) {
    begin(FINAL_CONSUMER, "invoke", "poll");
    text("[\"poll\"]]}\n");
    begin(FINAL_CONSUMER, "ok", "poll");
    records(partition, 0, sent[partition]);
    text("}]],\"final\":true}\n");
    operations++;
    for (long record = 0; record < sent[partition]; record++) {
      if (record % RECORDS_PER_ANOMALY == LOST) {
        plant(Anomaly.ACKED_LOSS);
        plant(Anomaly.UNSEEN);
      } else if (record % RECORDS_PER_ANOMALY == TWICE) {
        plant(Anomaly.DUPLICATE);
      }
    }
  }

  private void records(int partition, long from, long to) {
    text("[\"poll\",{\"").number(partition).text("\":[");
    boolean first = true;
    for (long record = from; record < to; record++) {
      if (record % RECORDS_PER_ANOMALY != LOST) {
        pair(first, offset(record), record);
        first = false;
      }
      if (record % RECORDS_PER_ANOMALY == TWICE) {
        pair(false, offset(record) + 1, record);
      }
    }
    text("]");
  }

  private void pair(boolean first, long offset, long record) {
    text(first ? "[" : ",[").number(offset).text(",").number(record).text("]");
  }

  private static long offset(long record) {
    return record + record / RECORDS_PER_MARKER;
  }

  private void begin(int process, String type, String function) {
    text("{\"process\":").number(process).text(",\"type\":\"").text(type);
    text("\",\"f\":\"").text(function).text("\",\"value\":[");
  }

  private DeliveryWorkload text(String text) {
    int length = text.length();
    room(length);
    for (int i = 0; i < length; i++) {
      line[size + i] = (byte) text.charAt(i);
    }
    size += length;
    return this;
  }

  private DeliveryWorkload number(long number) {
    if (number < 0 || number >= 1_000_000_000) {
      byte[] digits = Long.toString(number).getBytes(US_ASCII);
      room(digits.length);
      System.arraycopy(digits, 0, line, size, digits.length);
      size += digits.length;
      return this;
    }
    int rest = (int) number;
    int digits = 1;
    for (int power = 10; power <= rest && digits < 9; power *= 10) {
      digits++;
    }
    room(digits);
    for (int i = size + digits - 1; i >= size; i--) {
      line[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    size += digits;
    return this;
  }

  private void room(int length) {
    if (size + length > line.length) {
      line = Arrays.copyOf(line, 2 * line.length);
    }
  }
}
