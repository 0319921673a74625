package org.acksiom.impl.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.acksiom.linearizability.delivery.DeliveryChecker;
import org.acksiom.specs.Anomaly;
import org.acksiom.specs.Bounds;
import org.acksiom.specs.FaultModel;
import org.acksiom.specs.Preset;
import org.junit.jupiter.api.Test;

/** What a consumer can live to see, and what the history checkers call it. */
class ReadingAnomaliesTest {
  private static final Setup UNCLEAN =
      new Setup(
          Preset.LEADER_ACK_UNCLEAN.settings(), FaultModel.CRASH, Bounds.SMALL.withConsumer());

  /** Broker 1 leads alone and shows record 1, which broker 2 lacks. */
  private static final List<String> SHOWN_BY_ONE =
      List.of(
          "BrokerCrashes(2, 0)",
          "ControllerFences(2, 1)",
          "BrokerLearns(1)",
          "ProducerSends",
          "LeaderAppends(1)",
          "ProducerReceives(1)");

  /** Broker 1 stops, and broker 2 leads, which is not in the ISR. */
  private static final List<String> UNCLEANLY_ELECTED =
      List.of(
          "BrokerCrashes(1, 0)",
          "ControllerFences(1, 0)",
          "BrokerRestarts(2, 2)",
          "ProducerRefreshesMetadata");

  @Test
  void whatEveryoneReadsInOrderIsNoAnomaly() {
    assertThat(seen(UNCLEAN, List.of("ProducerSends", "LeaderAppends(1)"))).isEmpty();
  }

  @Test
  void aRecordThatWasReadAndThenLostIsARolledBackRead() {
    assertThat(seen(UNCLEAN, SHOWN_BY_ONE, List.of("ConsumerReads(1)"), UNCLEANLY_ELECTED))
        .contains(Anomaly.ACKED_LOSS, Anomaly.ROLLED_BACK_READ)
        .doesNotContain(Anomaly.UNSEEN);
  }

  @Test
  void aRecordThatWasAcknowledgedAndLostBeforeItWasReadIsUnseen() {
    assertThat(seen(UNCLEAN, SHOWN_BY_ONE, UNCLEANLY_ELECTED))
        .contains(Anomaly.ACKED_LOSS, Anomaly.UNSEEN)
        .doesNotContain(Anomaly.ROLLED_BACK_READ);
  }

  @Test
  void aConsumerThatReadWhatWasLostGoesBackToAnotherRecordAtTheSameOffset() {
    assertThat(
            seen(
                UNCLEAN,
                SHOWN_BY_ONE,
                List.of("ConsumerReads(1)"),
                UNCLEANLY_ELECTED,
                List.of("ProducerSends", "LeaderAppends(2)", "ConsumerReads(2)")))
        .contains(Anomaly.ROLLED_BACK_READ, Anomaly.NONMONOTONIC_READ, Anomaly.DIVERGENT_OFFSET);
  }

  @Test
  void anAcknowledgementOfAnOffsetWhereTheFinalLogHasAnotherRecordIsDivergent() {
    assertThat(
            seen(
                UNCLEAN,
                SHOWN_BY_ONE,
                UNCLEANLY_ELECTED,
                List.of("ProducerSends", "LeaderAppends(2)")))
        .contains(Anomaly.DIVERGENT_OFFSET)
        .doesNotContain(Anomaly.NONMONOTONIC_READ);
  }

  @SafeVarargs
  private static Set<Anomaly> seen(Setup setup, List<String>... events) {
    List<Event> all = new ArrayList<>();
    for (List<String> some : events) {
      some.stream().map(Event::parse).forEach(all::add);
    }
    Cluster cluster = new Schedule(setup, all).run();
    Settling settling = new Settling(new EventScheduler(setup));
    Optional<Event> next = settling.next(cluster);
    while (next.isPresent()) {
      cluster.apply(next.get());
      all.add(next.get());
      next = settling.next(cluster);
    }
    return new DeliveryChecker()
        .check(HistoryRecorder.historyOf(new Schedule(setup, all)))
        .anomalies()
        .keySet();
  }
}
