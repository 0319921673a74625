package org.acksiom.kafka.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A step is read as it is written, and says what is wrong with one that is none. */
class StepTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "swallow-ack at ack 3",
        "stall-requests for 500 ms at produce-request 1",
        "sigkill of broker 1 for 4000 ms at send 12",
        "elect of broker 3 at fetch 7"
      })
  void isReadAsItIsWritten(String text) {
    assertThat(Step.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nonsense | expected a step such as 'sigkill of broker 1 for 4000 ms at send 12', found 'nonsense'",
        "swallow at ack 1 | expected a nemesis (swallow-request, swallow-ack, ",
        "swallow-ack at acks 1 | expected what is counted (send, produce-request, ack, fetch), found 'acks'",
        "swallow-ack at send 1 | swallow-ack: expected 'ack', found send",
        "swallow-ack of broker 1 at ack 1 | swallow-ack: expected no broker, found 1",
        "sigkill for 10 ms at send 1 | sigkill: expected a broker from 1 to 9, found 0",
        "elect of broker 1 for 10 ms at send 1 | elect: expected no duration, found 10 ms",
        "pause of broker 1 for 60001 ms at send 1 | pause: expected 0 to 60000 ms, found 60001 ms",
        "pause of broker 1 for 1 ms at send 0 | pause: expected 1 to 1000000 of send, found 0"
      })
  void whatIsNoStepIsRefused(String text, String message) {
    assertThatThrownBy(() -> Step.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }
}
