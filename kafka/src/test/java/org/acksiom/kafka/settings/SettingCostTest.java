package org.acksiom.kafka.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingCostTest {

  @ParameterizedTest
  @CsvSource({
    "2, 3, 2 replicas are",
    "3, 3, one replica is",
    "2, 2, one replica is",
    "4, 3, one replica is",
    "2, 5, 4 replicas are"
  })
  void writesAreRefusedWhenFewerReplicasThanTheLeastAreLeft(
      int least, int replicas, String missing) {
    assertThat(SettingCost.of("min.insync.replicas", Integer.toString(least), replicas))
        .hasValueSatisfying(cost -> assertThat(cost).contains(missing + " out of the ISR"));
  }

  @Test
  void retriesDoNotKeepASendWaitingThatSucceeds() {
    assertThat(SettingCost.of("retries", "3", 3))
        .contains("a failure may be reported only after delivery.timeout.ms");
  }
}
