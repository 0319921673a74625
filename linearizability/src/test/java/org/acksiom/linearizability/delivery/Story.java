package org.acksiom.linearizability.delivery;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.acksiom.linearizability.history.Event;
import org.acksiom.specs.Anomaly;

/**
 * A history told in a few words: records are letters, all of one partition, sent by one producer
 * unless told otherwise.
 */
final class Story {
  static final long PARTITION = 0;
  static final long CONSUMER = 1;

  private final DeliveryRecorder recorder = new DeliveryRecorder();
  private long sends = 100;

  Story acked(String record, long offset) {
    recorder.acked(sent("producer", record), offset);
    return this;
  }

  Story ackedOf(String producer, String record, long offset) {
    recorder.acked(sent(producer, record), offset);
    return this;
  }

  Story completed(String record) {
    recorder.completed(sent("producer", record));
    return this;
  }

  Story failed(String record) {
    recorder.failed(sent("producer", record), "TimeoutException");
    return this;
  }

  Story unknown(String record) {
    recorder.unknown(sent("producer", record), "crashed");
    return this;
  }

  Story pending(String record) {
    sent("producer", record);
    return this;
  }

  /** Reads records, each written as {@code offset:record}. */
  Story polled(String... places) {
    return polledBy(CONSUMER, places);
  }

  Story polledBy(long consumer, String... places) {
    recorder.polled(consumer, PARTITION, stored(places));
    return this;
  }

  Story assigned() {
    recorder.assigned(CONSUMER, PARTITION);
    return this;
  }

  Story finalRead(String... places) {
    recorder.finalRead(CONSUMER, PARTITION, stored(places));
    return this;
  }

  List<Event> events() {
    return recorder.events();
  }

  DeliveryReport report() {
    return new DeliveryChecker().check(events());
  }

  Set<Anomaly> anomalies() {
    return report().anomalies().keySet();
  }

  /** The only finding of an anomaly. */
  Finding finding(Anomaly anomaly) {
    List<Finding> findings = report().anomalies().getOrDefault(anomaly, List.of());
    if (findings.size() != 1) {
      throw new AssertionError("expected one " + anomaly + ", found " + report());
    }
    return findings.get(0);
  }

  private long sent(String producer, String record) {
    recorder.sendInvoked(sends, producer, PARTITION, record);
    return sends++;
  }

  private static List<Stored> stored(String... places) {
    return Arrays.stream(places)
        .map(place -> place.split(":"))
        .map(parts -> new Stored(Long.parseLong(parts[0]), parts[1]))
        .toList();
  }
}
