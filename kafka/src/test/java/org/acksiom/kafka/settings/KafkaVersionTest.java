package org.acksiom.kafka.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaVersionTest {
  @ParameterizedTest
  @CsvSource({
    "0.11, 0.11.0.0",
    "0.11.0, 0.11.0.0",
    "0.11.0.3, 0.11.0.3",
    "1.1, 1.1.0",
    "2.8.1, 2.8.1",
    "3.9, 3.9.0"
  })
  void readsTheVersionsOfEveryScheme(String text, String version) throws SettingsException {
    assertThat(KafkaVersion.parse(text)).hasToString(version);
  }

  @Test
  void readsTheVersionOnTheClassPath() throws SettingsException {
    assertThat(KafkaVersion.parse(KafkaVersion.current().toString()))
        .isEqualTo(KafkaVersion.current());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "4",
        "0.10.2.1",
        "0.12.0",
        "1.2.0",
        "2.9.0",
        "3.10.0",
        "99.0.0",
        "9.9.9",
        "3.9.x",
        "v3.9.0"
      })
  void refusesWhatIsNoReleaseThatItKnows(String text) {
    assertThatThrownBy(() -> KafkaVersion.parse(text))
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            "--kafka-version: expected a release from 0.11.0.0 to "
                + KafkaVersion.current()
                + ", found '"
                + text
                + "'");
  }

  @Test
  void wantsThePatchWhereADefaultChangedBetweenPatches() {
    assertThatThrownBy(() -> KafkaVersion.parse("3.0"))
        .hasMessage(
            "--kafka-version: expected three numbers (3.0.0 and 3.0.1 have different defaults), found '3.0'");
    assertThatThrownBy(() -> KafkaVersion.parse("3.1"))
        .hasMessage(
            "--kafka-version: expected three numbers (3.1.0 and 3.1.1 have different defaults), found '3.1'");
  }

  @Test
  void ordersOldBeforeNew() {
    assertThat(new KafkaVersion(0, 11, 0)).isLessThan(new KafkaVersion(1, 0, 0));
    assertThat(new KafkaVersion(3, 9, 1)).isLessThan(new KafkaVersion(4, 0, 0));
    assertThat(new KafkaVersion(3, 0, 1)).isGreaterThan(new KafkaVersion(3, 0, 0));
  }
}
