package org.acksiom.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.acksiom.modelcheck.KafkaDeliveryModel;
import org.acksiom.specs.FaultModel;
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
  void standardAndDeepHaveEveryFaultModelThatTheSpecificationCovers() {
    for (FaultModel faults : FaultModel.values()) {
      for (Profile profile : new Profile[] {Profile.STANDARD, Profile.DEEP}) {
        assertThat(profile.faults().contains(faults)).isEqualTo(KafkaDeliveryModel.covers(faults));
      }
    }
    assertThat(Profile.STANDARD.faults()).containsAll(Profile.QUICK.faults());
    assertThat(Profile.STANDARD.bounds().replicas()).isEqualTo(2);
    assertThat(Profile.DEEP.bounds().replicas()).isEqualTo(3);
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
