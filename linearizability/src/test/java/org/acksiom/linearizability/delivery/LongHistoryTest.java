package org.acksiom.linearizability.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.acksiom.linearizability.history.Event;
import org.acksiom.specs.Anomaly;
import org.junit.jupiter.api.Test;

/** Long histories, among them those on which an algorithm that compares pairs would never end. */
class LongHistoryTest {
  private static final int SENDS = 50_000;

  private final DeliveryRecorder recorder = new DeliveryRecorder();

  private void send(long record, long offset) {
    recorder.sendInvoked(0, "p", 0L, record);
    recorder.acked(0, offset);
  }

  private Map<Anomaly, Long> counts() {
    Iterable<Event> readOnce = recorder.events().stream()::iterator;
    DeliveryReport report = new DeliveryChecker().check(readOnce);
    report.anomalies().values().forEach(findings -> assertThat(findings).hasSize(10));
    return report.counts();
  }

  @Test
  void aPerfectLogOfManyRecords() {
    List<Stored> log = new ArrayList<>();
    for (long i = 0; i < SENDS; i++) {
      send(i, i);
      log.add(new Stored(i, i));
      recorder.polled(1, 0L, List.of(log.get((int) i)));
    }
    recorder.finalRead(1, 0L, log);
    assertThat(counts()).isEmpty();
  }

  @Test
  void aLogInReverse() {
    List<Stored> log = new ArrayList<>();
    for (long i = 0; i < SENDS; i++) {
      send(i, SENDS - 1 - i);
      log.add(new Stored(SENDS - 1 - i, i));
    }
    recorder.polled(1, 0L, log);
    Collections.reverse(log);
    recorder.finalRead(1, 0L, log);
    assertThat(counts())
        .isEqualTo(Map.of(Anomaly.REORDER, SENDS - 1L, Anomaly.NONMONOTONIC_READ, SENDS - 1L));
  }

  @Test
  void manyRecordsAtOneOffset() {
    List<Stored> log = new ArrayList<>();
    for (long i = 0; i < SENDS; i++) {
      recorder.sendInvoked(0, "p", 0L, i);
      recorder.completed(0);
      log.add(new Stored(i % (SENDS / 20), i));
    }
    recorder.polled(1, 0L, log);
    assertThat(counts())
        .containsOnlyKeys(Anomaly.DIVERGENT_OFFSET, Anomaly.NONMONOTONIC_READ, Anomaly.REORDER)
        .containsEntry(Anomaly.DIVERGENT_OFFSET, SENDS / 20L);
  }

  @Test
  void aConsumerThatSkipsEverySecondRecord() {
    List<Stored> log = new ArrayList<>();
    List<Stored> read = new ArrayList<>();
    for (long i = 0; i < SENDS; i++) {
      send(i, i);
      log.add(new Stored(i, i));
      if (i % 2 == 0) {
        read.add(log.get((int) i));
      }
    }
    recorder.polled(1, 0L, read);
    recorder.finalRead(1, 0L, log);
    assertThat(counts()).isEqualTo(Map.of(Anomaly.SKIPPED_READ, SENDS / 2 - 1L));
  }
}
