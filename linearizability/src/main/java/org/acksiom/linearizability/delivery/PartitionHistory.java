package org.acksiom.linearizability.delivery;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a history says of one partition. */
final class PartitionHistory {
  private static final int NONE = -1;

  private final Object key;
  private final Map<Object, Sent> sent = new LinkedHashMap<>();
  private final Map<Object, Sent> latestOf = new LinkedHashMap<>();
  private final Map<Stored, Observation> observations = new LinkedHashMap<>();
  private final List<Step> steps = new ArrayList<>();
  private List<Observation> finalRead;
  private int finalReadEvent = NONE;
  private int sendAfterFinalRead = NONE;

  PartitionHistory(Object key) {
    this.key = key;
  }

  Sent send(int event, Object producer, Object record) {
    Sent twice = sent.get(record);
    if (twice != null) {
      throw new BadHistoryException(
          event,
          "a record that was not sent to partition " + PlainText.of(key) + " before",
          PlainText.of(record) + ", which event " + twice.invoked + " sends");
    }
    unsettle(event);
    Sent send = new Sent(record, producer, event, latestOf.get(producer));
    sent.put(record, send);
    latestOf.put(producer, send);
    return send;
  }

  /**
   * Takes note of an ack at an offset, or, where that is {@code null}, that the send was completed
   * without one.
   */
  void succeeded(int event, Sent send, Long offset) {
    unsettle(event);
    if (offset == null) {
      send.tell(Sent.Result.COMPLETED, event);
    } else {
      send.tell(Sent.Result.ACKED, event);
      send.acked = offset;
      observe(event, new Stored(offset, send.record), send);
    }
  }

  /** Takes note of a read; the same place again is the same observation. */
  Observation read(int event, Stored place) {
    Sent send = sent.get(place.record());
    if (send == null) {
      throw new BadHistoryException(
          event,
          "a record that was sent to partition " + PlainText.of(key) + " before",
          PlainText.of(place.record()) + " at offset " + place.offset());
    }
    Observation observation = observe(event, place, send);
    send.read = true;
    if (observation.read == Observation.NEVER) {
      observation.read = event;
    }
    return observation;
  }

  void readFinally(int event, List<Stored> log) {
    finalRead = new ArrayList<>(log.size());
    long last = NONE;
    for (Stored place : log) {
      if (place.offset() <= last) {
        throw new BadHistoryException(
            event, "an offset above " + last + " in a final read", String.valueOf(place.offset()));
      }
      last = place.offset();
      finalRead.add(read(event, place));
    }
    finalReadEvent = event;
    sendAfterFinalRead = NONE;
  }

  void step(Step step) {
    steps.add(step);
  }

  Object key() {
    return key;
  }

  /** The sends in the order of their invocations. */
  Collection<Sent> sends() {
    return Collections.unmodifiableCollection(sent.values());
  }

  /** The last send of each producer. */
  Collection<Sent> latestSends() {
    return Collections.unmodifiableCollection(latestOf.values());
  }

  /** The observations in the order of the history. */
  Collection<Observation> observations() {
    return Collections.unmodifiableCollection(observations.values());
  }

  /** The consumers' moves that are not to the next offset, in the order of the history. */
  List<Step> steps() {
    return Collections.unmodifiableList(steps);
  }

  /** The final log, read or reconstructed. */
  FinalLog finalLog() {
    if (finalRead == null) {
      return FinalLog.reconstructed(observations.values());
    }
    if (sendAfterFinalRead != NONE) {
      throw new BadHistoryException(
          sendAfterFinalRead,
          "partition " + PlainText.of(key) + " to be settled since event " + finalReadEvent,
          "a send after the final read");
    }
    return new FinalLog(true, finalReadEvent, finalRead);
  }

  private void unsettle(int event) {
    if (finalRead != null && sendAfterFinalRead == NONE) {
      sendAfterFinalRead = event;
    }
  }

  private Observation observe(int event, Stored place, Sent send) {
    return observations.computeIfAbsent(place, seen -> new Observation(seen.offset(), send, event));
  }
}
