package org.acksiom.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.acksiom.specs.Anomaly;
import org.acksiom.specs.FaultModel;
import org.acksiom.specs.Preset;
import org.junit.jupiter.api.Test;

/** The profiles do what their names promise. */
class ProfileTest {
  @Test
  void everyProfileHasItsName() {
    for (Profile profile : Profile.ALL) {
      assertThat(Profile.of(profile.name())).isSameAs(profile);
    }
    assertThatThrownBy(() -> Profile.of("endless"))
        .hasMessage("expected quick, standard, deep, found 'endless'");
  }

  @Test
  void standardAndDeepHaveEveryFaultModelAndEveryAnomaly() {
    for (Profile profile : new Profile[] {Profile.STANDARD, Profile.DEEP}) {
      assertThat(profile.faults()).containsExactly(FaultModel.values());
      for (FaultModel faults : FaultModel.values()) {
        assertThat(profile.anomalies(faults)).containsExactly(Anomaly.values());
      }
    }
    assertThat(replicas(Profile.QUICK)).containsOnly(2);
    assertThat(replicas(Profile.STANDARD)).containsOnly(2);
    assertThat(replicas(Profile.DEEP)).containsOnly(3);
  }

  private static Stream<Integer> replicas(Profile profile) {
    return profile.questions().values().stream()
        .flatMap(List::stream)
        .map(question -> question.bounds().replicas());
  }

  @Test
  void eachAnomalyIsAskedOfEveryPreset() {
    for (Profile profile : Profile.ALL) {
      for (FaultModel faults : profile.faults()) {
        for (Preset preset : Preset.values()) {
          List<Scenario> scenarios = profile.scenarios(preset, faults);
          assertThat(scenarios)
              .filteredOn(scenario -> !scenario.onlyShown())
              .extracting(Scenario::id)
              .doesNotHaveDuplicates();
          assertThat(
                  scenarios.stream()
                      .filter(scenario -> !scenario.onlyShown())
                      .flatMap(scenario -> scenario.anomalies().stream())
                      .distinct()
                      .sorted())
              .containsExactlyElementsOf(profile.anomalies(faults));
        }
      }
    }
  }

  @Test
  void lossIsAskedOfARecordThatIsSentAgain() {
    for (Profile profile : List.of(Profile.QUICK, Profile.STANDARD)) {
      for (FaultModel faults : profile.faults()) {
        assertThat(profile.scenarios(Preset.AT_LEAST_ONCE, faults))
            .filteredOn(scenario -> !scenario.onlyShown())
            .filteredOn(scenario -> scenario.anomalies().contains(Anomaly.ACKED_LOSS))
            .anySatisfy(scenario -> assertThat(scenario.bounds().retries()).isPositive());
      }
    }
  }

  @Test
  void standardLeavesTimeToStopWithinTenMinutes() {
    assertThat(Duration.ofMinutes(10).minus(Profile.STANDARD.total()))
        .isGreaterThanOrEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void noExplorationMayTakeAllTheTimeThereIs() {
    for (Profile profile : Profile.ALL) {
      assertThat(profile.timeout().multipliedBy(2)).isLessThan(profile.total());
    }
  }
}
