package org.acksiom.impl.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.acksiom.specs.Bounds;
import org.acksiom.specs.FaultModel;
import org.acksiom.specs.Preset;
import org.junit.jupiter.api.Test;

/** A history has what clients see, in the order in which they see it. */
class HistoryRecorderTest {

  @Test
  void aSendWithoutAnAnswerStaysUnknownAndASettledClusterIsRead() {
    assertThat(history(Preset.LEADER_ACK))
        .containsExactly("1 INVOKE send", "1 INFO send", "3 INVOKE poll", "3 OK poll");
  }

  @Test
  void anAckedSendIsToldWithItsOffset() {
    List<org.acksiom.linearizability.history.Event> history = afterCommit("ProducerReceives(1)");

    assertThat(lines(history))
        .containsExactly("1 INVOKE send", "1 OK send", "3 INVOKE poll", "3 OK poll");
    assertThat(history.get(1).value().toString()).contains("[0, 1]");
    assertThat(history.get(3).value().toString()).contains("[[0, 1]]");
  }

  @Test
  void withAcks0ASendIsCompletedWithoutAnOffset() {
    List<org.acksiom.linearizability.history.Event> history =
        events(Preset.FIRE_AND_FORGET, "ProducerSends");

    assertThat(lines(history))
        .as("nothing is settled")
        .containsExactly("1 INVOKE send", "1 OK send");
    assertThat(history.get(1).value().toString()).contains("[null, 1]");
  }

  @Test
  void aFailedSendIsToldWithWhatFailedIt() {
    List<org.acksiom.linearizability.history.Event> history =
        events(Preset.AT_MOST_ONCE, "ProducerSends", "ConnectionBreaks(1, 0)");

    assertThat(lines(history))
        .containsExactly("1 INVOKE send", "1 FAIL send", "3 INVOKE poll", "3 OK poll");
    assertThat(history.get(1).attributes()).containsEntry("error", "ConnectionBreaks");
  }

  @Test
  void whatTheConsumerReadsIsToldWhenItReadsIt() {
    List<org.acksiom.linearizability.history.Event> history =
        afterCommit("ConsumerReads(1)", "ProducerReceives(1)");

    assertThat(lines(history))
        .containsExactly(
            "1 INVOKE send",
            "2 INVOKE poll",
            "2 OK poll",
            "1 OK send",
            "3 INVOKE poll",
            "3 OK poll");
    assertThat(history.get(2).value().toString()).contains("[[0, 1]]");
    assertThat(history.get(2).attributes()).doesNotContainKey("final");
    assertThat(history.get(5).attributes()).containsEntry("final", true);
  }

  private static List<String> history(Preset preset, String... events) {
    return lines(events(preset, events));
  }

  private static List<String> lines(List<org.acksiom.linearizability.history.Event> history) {
    return history.stream().map(e -> e.process() + " " + e.type() + " " + e.function()).toList();
  }

  /** The one record is on both brokers, and its leader knows. */
  private static List<org.acksiom.linearizability.history.Event> afterCommit(String... events) {
    Stream<String> commit =
        Stream.of(
            "ProducerSends",
            "LeaderAppends(1)",
            "LeaderAnswersFetch(1, 2)",
            "FollowerReceives(2)",
            "LeaderAnswersFetch(1, 2)");
    return events(
        Preset.LEADER_ACK, Stream.concat(commit, Stream.of(events)).toArray(String[]::new));
  }

  private static List<org.acksiom.linearizability.history.Event> events(
      Preset preset, String... events) {
    Setup setup = new Setup(preset.settings(), FaultModel.NETWORK, new Bounds(2, 1, 1, 1, 1));
    return HistoryRecorder.historyOf(
        new Schedule(setup, Stream.of(events).map(Event::parse).toList()));
  }
}
