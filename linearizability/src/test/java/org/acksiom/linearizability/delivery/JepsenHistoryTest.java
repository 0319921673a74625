package org.acksiom.linearizability.delivery;

import static org.acksiom.linearizability.delivery.Told.list;
import static org.acksiom.linearizability.delivery.Told.mop;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.acksiom.linearizability.history.Keyword;
import org.acksiom.specs.Anomaly;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Histories as Jepsen's Kafka workload writes them. */
class JepsenHistoryTest {

  private static List<Object> sends(Object... records) {
    return Arrays.stream(records).map(record -> (Object) mop("send", 5L, record)).toList();
  }

  private static Told invokeAll(Object... records) {
    return new Told().invoke(0, "txn", sends(records));
  }

  private static List<Object> poll(Object... pairs) {
    return list(mop("poll", Map.of(5L, list(pairs))));
  }

  /** Process 0 stores 10, 11, 12 at offsets 0, 1, 2 and process 1 reads on from {@code pairs}. */
  private static Told stored() {
    return invokeAll(10L, 11L, 12L)
        .ok(0, "txn", sends(list(0L, 10L), list(1L, 11L), list(2L, 12L)));
  }

  private static Told polled(Told history, Object... pairs) {
    return history.invoke(1, "poll", list(mop("poll"))).ok(1, "poll", poll(pairs));
  }

  private static Told backAfter(Told history) {
    return polled(history, list(0L, 10L));
  }

  private static Told ahead() {
    return polled(stored(), list(0L, 10L), list(1L, 11L));
  }

  @Test
  void aTransactionsSendsShareItsResult() {
    assertThat(
            polled(invokeAll(10L, 11L).fail(0, "txn", null), list(3L, 10L), list(4L, 11L))
                .report()
                .counts())
        .isEqualTo(Map.of(Anomaly.PHANTOM, 2L));
  }

  @Test
  void aTransactionsSendsAreOrdered() {
    assertThat(
            polled(
                    invokeAll(10L, 11L).ok(0, "txn", sends(list(1L, 10L), list(0L, 11L))),
                    list(0L, 11L),
                    list(1L, 10L))
                .report()
                .anomalies())
        .containsOnlyKeys(Anomaly.REORDER);
  }

  @Test
  void aTransactionReadsAndWrites() {
    Told history =
        stored()
            .invoke(1, "txn", list(mop("poll"), mop("send", 6L, 10L)))
            .ok(
                1,
                "txn",
                list(mop("poll", Map.of(5L, list(list(0L, 10L)))), mop("send", 6L, list(0L, 10L))));
    assertThat(history.report())
        .isEqualTo(new DeliveryReport(Map.of(), Map.of(), 2, 2, 2, Optional.empty()));
  }

  @Test
  void anOffsetInAnInfoIsNoAck() {
    Told history = invokeAll(10L, 11L).info(0, "txn", sends(list(0L, 10L), list(0L, 11L)));
    assertThat(history.report().anomalies()).isEmpty();
  }

  @Test
  void aPollThatDidNotSucceedReadNothing() {
    Told history =
        stored().invoke(1, "poll", list(mop("poll"))).info(1, "poll", poll(list(9L, 9L)));
    assertThat(backAfter(history).report().anomalies()).isEmpty();
    assertThat(
            polled(
                    ahead().invoke(1, "poll", list(mop("poll"))).fail(1, "poll", null),
                    list(2L, 12L))
                .report()
                .anomalies())
        .isEmpty();
  }

  @Test
  void aNilOffsetIsACompletionWithoutABrokersWord() {
    Told history =
        invokeAll(10L)
            .ok(0, "txn", sends(list(null, 10L)))
            .invoke(1, "poll", list(mop("poll")))
            .ok(1, "poll", poll(), Map.of("final", true));
    assertThat(history.report().anomalies()).containsOnlyKeys(Anomaly.SILENT_LOSS);
  }

  @Test
  void keysAreTheSameIfTheyReadTheSame() {
    Told history =
        new Told()
            .invoke(0, "send", list(list("send", 5L, 10L)))
            .ok(0, "send", list(list("send", 5L, list(0L, 10L))))
            .invoke(1, "poll", list(list("poll")))
            .ok(1, "poll", list(list("poll", Map.of("5", list(list(0L, 10L))))))
            .invoke(2, "poll", list(list("poll")))
            .ok(2, "poll", list(list("poll", Map.of(new Keyword("5"), list(list(1L, 10L))))));
    assertThat(history.report().anomalies()).containsOnlyKeys(Anomaly.DUPLICATE);
    assertThat(history.report().partitions()).isEqualTo(1);
  }

  @Test
  void theProcessIsTheProducerUnlessTheInvocationNamesOne() {
    Map<String, Object> producer = Map.of("producer", 0L);
    for (Map<String, Object> attributes : List.of(Map.<String, Object>of(), producer)) {
      Told history =
          new Told()
              .invoke(0, "send", sends(10L))
              .invoke(7, "send", sends(11L), attributes)
              .ok(7, "send", sends(list(0L, 11L)))
              .ok(0, "send", sends(list(1L, 10L)));
      assertThat(polled(history, list(0L, 11L), list(1L, 10L)).report().anomalies())
          .hasSize(attributes.isEmpty() ? 0 : 1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"assign", "subscribe", "seek-to-beginning", "crash"})
  void anOperationThatChoosesThePositionAnewForgetsIt(String function) {
    Object keys = function.equals("crash") ? null : list(5L);
    assertThat(backAfter(ahead()).report().anomalies()).containsOnlyKeys(Anomaly.NONMONOTONIC_READ);
    assertThat(
            backAfter(ahead().invoke(1, function, keys).ok(1, function, keys)).report().anomalies())
        .isEmpty();
    assertThat(
            backAfter(ahead().invoke(1, function, keys).info(1, function, keys))
                .report()
                .anomalies())
        .isEmpty();
    assertThat(
            backAfter(ahead().invoke(1, function, keys).fail(1, function, keys))
                .report()
                .anomalies())
        .containsOnlyKeys(Anomaly.NONMONOTONIC_READ);
    assertThat(
            backAfter(ahead().invoke(2, function, keys).ok(2, function, keys)).report().anomalies())
        .containsOnlyKeys(Anomaly.NONMONOTONIC_READ);
  }

  @Test
  void assigningOtherPartitionsForgetsNothingOfThisOne() {
    Told assign = ahead().invoke(1, "assign", list(6L)).ok(1, "assign", list(6L));
    assertThat(backAfter(assign).report().anomalies()).containsOnlyKeys(Anomaly.NONMONOTONIC_READ);
    Told seek = ahead().invoke(1, "seek-to-beginning", null).ok(1, "seek-to-beginning", null);
    assertThat(backAfter(seek).report().anomalies()).isEmpty();
    Told subscribe = ahead().invoke(1, "subscribe", list(6L)).ok(1, "subscribe", list(6L));
    assertThat(backAfter(subscribe).report().anomalies()).isEmpty();
  }

  @Test
  void aRebalanceDuringAPollForgetsThePosition() {
    for (Object keys : List.of(new Keyword("keys"), "keys")) {
      Map<String, Object> rebalanced = Map.of("rebalance-log", list(Map.of(keys, list(5L))));
      Told history =
          ahead()
              .invoke(1, "poll", list(mop("poll")))
              .ok(1, "poll", poll(list(0L, 10L)), rebalanced);
      assertThat(history.report().anomalies()).isEmpty();
    }
    Map<String, Object> other =
        Map.of("rebalance-log", list(Map.of(new Keyword("keys"), list(6L))));
    Told history =
        ahead().invoke(1, "poll", list(mop("poll"))).ok(1, "poll", poll(list(0L, 10L)), other);
    assertThat(history.report().anomalies()).containsOnlyKeys(Anomaly.NONMONOTONIC_READ);
  }

  private static Told subscribed() {
    return stored().invoke(1, "subscribe", list(5L)).ok(1, "subscribe", list(5L));
  }

  private static Told polledWith(Told history, Object log, Object... pairs) {
    return history
        .invoke(1, "poll", list(mop("poll")))
        .ok(1, "poll", poll(pairs), Map.of("rebalance-log", log));
  }

  @Test
  void whoHasSubscribedMayBeRebalancedFromOnePollToTheNext() {
    Told history = polled(subscribed(), list(0L, 10L), list(1L, 11L));
    assertThat(backAfter(history).report().anomalies()).isEmpty();
    Told skips = polled(subscribed(), list(0L, 10L), list(1L, 11L));
    assertThat(polled(polled(skips, list(0L, 10L)), list(2L, 12L)).report().anomalies()).isEmpty();
    Told assigned = subscribed().invoke(1, "assign", list(5L)).ok(1, "assign", list(5L));
    assertThat(backAfter(polled(assigned, list(0L, 10L), list(1L, 11L))).report().anomalies())
        .containsOnlyKeys(Anomaly.NONMONOTONIC_READ);
  }

  @Test
  void withinOnePollNobodyIsRebalanced() {
    Told history = polled(subscribed(), list(1L, 11L), list(0L, 10L));
    assertThat(history.report().anomalies()).containsOnlyKeys(Anomaly.NONMONOTONIC_READ);
  }

  @Test
  void whereRebalancesAreToldThereAreNoOthers() {
    Told none = polledWith(subscribed(), list(), list(0L, 10L), list(1L, 11L));
    assertThat(polledWith(none, list(), list(0L, 10L)).report().anomalies())
        .containsOnlyKeys(Anomaly.NONMONOTONIC_READ);
    Told one = polledWith(subscribed(), list(), list(0L, 10L), list(1L, 11L));
    Object log = list(Map.of(new Keyword("keys"), list(5L)));
    assertThat(polledWith(one, log, list(0L, 10L)).report().anomalies()).isEmpty();
  }

  @Test
  void aPollThatFailedBecauseOfARebalanceForgetsThePositions() {
    Map<String, Object> log = Map.of("rebalance-log", list(Map.of(new Keyword("keys"), list(5L))));
    Told history = ahead().invoke(1, "poll", list(mop("poll"))).fail(1, "poll", null, log);
    assertThat(backAfter(history).report().anomalies()).isEmpty();
  }

  @Test
  void rebalancesBeforeAndDuringATransactionForgetAll() {
    Object sides = Map.of(new Keyword("before"), list(), new Keyword("during"), list());
    assertThat(polledWith(ahead(), sides, list(0L, 10L)).report().anomalies()).isEmpty();
  }

  private static List<String> jepsen(Told history, Anomaly anomaly) {
    return history.report().anomalies().get(anomaly).stream()
        .map(finding -> finding.jepsen().orElse("-"))
        .toList();
  }

  @Test
  void jepsensWordSaysWhetherOneOperationShowsIt() {
    assertThat(jepsen(backAfter(ahead()), Anomaly.NONMONOTONIC_READ))
        .containsExactly("nonmonotonic-poll");
    assertThat(jepsen(polled(stored(), list(1L, 11L), list(0L, 10L)), Anomaly.NONMONOTONIC_READ))
        .containsExactly("int-nonmonotonic-poll");
    Told read = polled(stored(), list(0L, 10L), list(1L, 11L), list(2L, 12L));
    assertThat(
            jepsen(
                read.invoke(2, "poll", list(mop("poll")))
                    .ok(2, "poll", poll(list(0L, 10L), list(2L, 12L))),
                Anomaly.SKIPPED_READ))
        .containsExactly("int-poll-skip");
    Told apart = polled(stored(), list(0L, 10L), list(1L, 11L), list(2L, 12L));
    apart.invoke(2, "poll", list(mop("poll"))).ok(2, "poll", poll(list(0L, 10L)));
    apart.invoke(2, "poll", list(mop("poll"))).ok(2, "poll", poll(list(2L, 12L)));
    assertThat(jepsen(apart, Anomaly.SKIPPED_READ)).containsExactly("poll-skip");
    Told reordered =
        invokeAll(10L, 11L, 12L)
            .ok(0, "txn", sends(list(1L, 10L), list(0L, 11L), list(3L, 12L)))
            .invoke(0, "txn", sends(13L))
            .ok(0, "txn", sends(list(2L, 13L)));
    polled(reordered, list(0L, 11L), list(1L, 10L), list(2L, 13L), list(3L, 12L));
    assertThat(jepsen(reordered, Anomaly.REORDER))
        .containsExactly("int-nonmonotonic-send", "nonmonotonic-send");
  }

  @Test
  void aFailedRecordThatWasReadAndRolledBackIsAnAbortedReadToo() {
    Told history =
        polled(invokeAll(10L).fail(0, "txn", null), list(0L, 10L))
            .invoke(1, "poll", list(mop("poll")))
            .ok(1, "poll", poll(), Map.of("final", true));
    assertThat(jepsen(history, Anomaly.ROLLED_BACK_READ)).containsExactly("G1a");
    assertThat(jepsen(history, Anomaly.REPORTED_LOSS)).containsExactly("-");
  }

  @Test
  void aNemesisIsPassedOver() {
    Told history = stored().info(-1, "kill", list("n1")).info(-1, "kill", null);
    assertThat(history.report().operations()).isEqualTo(1);
  }
}
