package org.acksiom.linearizability.delivery;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.acksiom.linearizability.history.Event;
import org.acksiom.linearizability.history.Keyword;

/**
 * Writes down what clients sent, were told and read, as a history that {@link DeliveryChecker}
 * judges.
 *
 * <p>Events are in the order of the calls. Each outstanding send is a process of its own, and so is
 * each consumer; polls and assignments are written when they are over, so a consumer's number is
 * free in between. As in Jepsen, a process whose result is unknown has crashed and is not used
 * again. Partitions and records are plain values as in {@link Event}, and not {@code null}; an
 * {@link Integer} is written as the {@link Long} that it reads back as. Not thread-safe.
 */
public final class DeliveryRecorder {
  private record Send(Object partition, Object record) {}

  private final List<Event> events = new ArrayList<>();
  private final Map<Long, Send> underWay = new HashMap<>();
  private final Set<Long> crashed = new HashSet<>();

  /** A recorder of nothing so far. */
  public DeliveryRecorder() {}

  /**
   * A producer is asked to send a record; its sends are ordered by these calls.
   *
   * @param process the send's own number until its result is told
   * @param producer who sends
   * @param partition where to
   * @param record what is sent
   * @throws IllegalStateException if {@code process} has a send under way or has crashed
   */
  public void sendInvoked(long process, String producer, Object partition, Object record) {
    requireFree(process);
    Send send = new Send(plain(partition), plain(record));
    Object value = List.of(mop("send", send.partition(), send.record()));
    underWay.put(process, send);
    write(process, Event.Type.INVOKE, "send", value, Map.of("producer", producer));
  }

  /**
   * A broker acked the send.
   *
   * @param process the operation's process
   * @param offset where it said that the partition has the record, at least 0
   * @throws IllegalArgumentException if {@code offset} is negative
   * @throws IllegalStateException if {@code process} has no send under way
   */
  public void acked(long process, long offset) {
    Send send = end(process);
    succeeded(process, send.partition(), pair(new Stored(offset, send.record())));
  }

  /**
   * The send was completed without a broker's word (acks=0).
   *
   * @param process the operation's process
   * @throws IllegalStateException if {@code process} has no send under way
   */
  public void completed(long process) {
    Send send = end(process);
    succeeded(process, send.partition(), Arrays.asList(null, send.record()));
  }

  /**
   * The producer was told that the send failed.
   *
   * @param process the operation's process
   * @param error the error's name
   * @throws IllegalStateException if {@code process} has no send under way
   */
  public void failed(long process, String error) {
    unsuccessful(process, Event.Type.FAIL, error);
  }

  /**
   * The producer will never be told a result, because it crashed, say.
   *
   * @param process the operation's process
   * @param error why
   * @throws IllegalStateException if {@code process} has no send under way
   */
  public void unknown(long process, String error) {
    unsuccessful(process, Event.Type.INFO, error);
    crashed.add(process);
  }

  /**
   * A consumer read these records of a partition in one poll, in this order.
   *
   * @param consumer who reads
   * @param partition the consumer's partition
   * @param records what was read, in the order of reading
   * @throws IllegalStateException if process {@code consumer} has a send under way or has crashed
   */
  public void polled(long consumer, Object partition, List<Stored> records) {
    read(consumer, partition, records, Map.of());
  }

  /**
   * A consumer's position in a partition is chosen anew: it was assigned, or sought, or lost the
   * partition.
   *
   * @param consumer who reads
   * @param partition the consumer's partition
   * @throws IllegalStateException if process {@code consumer} has a send under way or has crashed
   */
  public void assigned(long consumer, Object partition) {
    List<Object> keys = List.of(plain(partition));
    whole(consumer, "assign", keys, keys, Map.of());
  }

  /**
   * The whole committed log of a partition was read, in a settled system and after its last send.
   *
   * @param consumer who reads
   * @param partition the consumer's partition
   * @param log the partition's records, in order
   * @throws IllegalStateException if process {@code consumer} has a send under way or has crashed
   */
  public void finalRead(long consumer, Object partition, List<Stored> log) {
    read(consumer, partition, log, Map.of("final", true));
  }

  /** The history so far: a view that grows with what is recorded. */
  public List<Event> events() {
    return Collections.unmodifiableList(events);
  }

  private Send end(long process) {
    Send send = underWay.remove(process);
    if (send == null) {
      throw new IllegalStateException(
          "expected process " + process + " to have a send under way, found none");
    }
    return send;
  }

  private void requireFree(long process) {
    if (crashed.contains(process)) {
      throw new IllegalStateException(
          "expected a process that has not crashed, found process " + process);
    }
    Send send = underWay.get(process);
    if (send != null) {
      throw new IllegalStateException(
          "expected process "
              + process
              + " to have no send under way, found that of "
              + PlainText.of(send.record()));
    }
  }

  private void succeeded(long process, Object partition, List<Object> pair) {
    write(process, Event.Type.OK, "send", List.of(mop("send", partition, pair)), Map.of());
  }

  private void unsuccessful(long process, Event.Type type, String error) {
    Send send = end(process);
    Object value = List.of(mop("send", send.partition(), send.record()));
    write(process, type, "send", value, Map.of("error", error));
  }

  private void read(
      long consumer, Object partition, List<Stored> records, Map<String, Object> attributes) {
    List<Object> pairs = new ArrayList<>(records.size());
    records.forEach(stored -> pairs.add(pair(stored)));
    List<Object> read = mop("poll", Map.of(plain(partition), Collections.unmodifiableList(pairs)));
    whole(consumer, "poll", List.of(mop("poll")), List.of(read), attributes);
  }

  private void whole(
      long process, String function, Object asked, Object told, Map<String, Object> attributes) {
    requireFree(process);
    write(process, Event.Type.INVOKE, function, asked, Map.of());
    write(process, Event.Type.OK, function, told, attributes);
  }

  private void write(
      long process,
      Event.Type type,
      String function,
      Object value,
      Map<String, Object> attributes) {
    events.add(new Event(process, type, function, value, attributes));
  }

  private static List<Object> mop(String name, Object... arguments) {
    List<Object> parts = new ArrayList<>(1 + arguments.length);
    parts.add(new Keyword(name));
    parts.addAll(List.of(arguments));
    return List.copyOf(parts);
  }

  private static List<Object> pair(Stored stored) {
    return List.of(stored.offset(), plain(stored.record()));
  }

  private static Object plain(Object value) {
    return value instanceof Integer number ? (Object) number.longValue() : value;
  }
}
