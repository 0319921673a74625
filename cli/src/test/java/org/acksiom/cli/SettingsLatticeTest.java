package org.acksiom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.acksiom.specs.Acks;
import org.acksiom.specs.DeliverySettings;
import org.acksiom.specs.Preset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SettingsLatticeTest {

  /** Every combination, of which {@code DeliverySettings} itself takes out the invalid ones. */
  private static List<DeliverySettings> everyValid() {
    List<DeliverySettings> valid = new ArrayList<>();
    for (Acks acks : Acks.values()) {
      for (int bits = 0; bits < 32; bits++) {
        try {
          valid.add(
              new DeliverySettings(
                  acks,
                  (bits & 1) > 0,
                  (bits & 2) > 0,
                  (bits & 4) > 0 ? 1 : 5,
                  (bits & 8) > 0 ? 1 : 2,
                  (bits & 16) > 0));
        } catch (IllegalArgumentException invalid) {
          assertThat(invalid).hasMessageContaining("enable.idempotence");
        }
      }
    }
    return valid;
  }

  @ParameterizedTest
  @EnumSource(Preset.class)
  void holdsEveryOtherValidSettingOnceWithMinIsrOnlyWhereItCounts(Preset preset) {
    List<DeliverySettings> expected = everyValid();
    expected.remove(preset.settings());
    expected.removeIf(
        other ->
            other.acks() != Acks.ALL
                && other.minInsyncReplicas() != preset.settings().minInsyncReplicas());
    assertThat(SettingsLattice.around(preset.settings(), 2).stream().flatMap(List::stream).toList())
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  @ParameterizedTest
  @EnumSource(Preset.class)
  void aRingHasTheSettingsWithTheSameNumberOfChanges(Preset preset) {
    int changes = 0;
    for (List<DeliverySettings> ring : SettingsLattice.around(preset.settings(), 2)) {
      int least = changes;
      changes = SettingsLattice.changes(preset.settings(), ring.get(0)).size();
      assertThat(changes).isGreaterThan(least);
      for (DeliverySettings settings : ring) {
        assertThat(SettingsLattice.changes(preset.settings(), settings)).hasSize(changes);
      }
    }
  }

  @Test
  void theUsersOwnNumbersStayInReach() {
    DeliverySettings current = new DeliverySettings(Acks.LEADER, true, false, 9, 3, false);
    assertThat(SettingsLattice.around(current, 2).stream().flatMap(List::stream))
        .contains(new DeliverySettings(Acks.LEADER, false, false, 9, 3, false))
        .contains(new DeliverySettings(Acks.ALL, true, true, 5, 2, false))
        .noneMatch(settings -> settings.idempotence() && settings.maxInFlight() > 5);
  }

  @Test
  void changesHaveKafkasNamesAndValues() {
    assertThat(
            SettingsLattice.changes(
                Preset.AT_MOST_ONCE.settings(), Preset.IDEMPOTENT_UNCLEAN.settings()))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "acks", "all",
                "retries", "2147483647",
                "enable.idempotence", "true",
                "max.in.flight.requests.per.connection", "5",
                "min.insync.replicas", "2",
                "unclean.leader.election.enable", "true"));
  }
}
