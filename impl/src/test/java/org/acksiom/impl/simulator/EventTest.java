package org.acksiom.impl.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An event is written as the specification writes it, and read back. */
class EventTest {

  @Property(tries = 100)
  void isReadBackAsItIsWritten(
      @ForAll Action action,
      @ForAll @IntRange(max = 999) int first,
      @ForAll @IntRange(max = 999) int second) {
    Event event =
        switch (action.parameters().size()) {
          case 0 -> Event.of(action);
          case 1 -> Event.of(action, first);
          default -> Event.of(action, first, second);
        };

    assertThat(Event.parse(event.toString())).isEqualTo(event);
  }

  @Test
  void isWrittenWithTheSpecificationsNames() {
    assertThat(Event.of(Action.PRODUCER_SENDS)).hasToString("ProducerSends");
    assertThat(Event.of(Action.LEADER_APPENDS, 1)).hasToString("LeaderAppends(1)");
    assertThat(Event.of(Action.CONNECTION_BREAKS, 2, 0)).hasToString("ConnectionBreaks(2, 0)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                     | expected an event such as LeaderAppends(1), found ''",
        "LeaderAppends(         | expected an event such as LeaderAppends(1), found 'LeaderAppends('",
        "LeaderAppends(-1)      | expected an event such as LeaderAppends(1), found 'LeaderAppends(-1)'",
        "LeaderAppends(1000)    | expected an event such as LeaderAppends(1), found 'LeaderAppends(1000)'",
        "leaderAppends(1)       | expected an action of KafkaDelivery, found 'leaderAppends'",
        "LeaderAppends          | expected LeaderAppends with parameters [broker], found 'LeaderAppends'",
        "ProducerSends(1)       | expected ProducerSends with parameters [], found 'ProducerSends(1)'",
        "ConnectionBreaks(1)    | expected ConnectionBreaks with parameters [broker, arriving], found 'ConnectionBreaks(1)'",
      })
  void whatIsNoEventIsSaidInOneLine(String text, String message) {
    assertThatThrownBy(() -> Event.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
