package org.acksiom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.acksiom.specs.Acks;
import org.acksiom.specs.DeliverySettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelSizeTest {

  private static DeliverySettings minIsr(int minInsyncReplicas) {
    return new DeliverySettings(Acks.ALL, true, true, 5, minInsyncReplicas, true);
  }

  @ParameterizedTest(name = "{1} in sync of {0} become {2}")
  @CsvSource({
    "3,2,1", "3,3,2", "3,1,1", "2,2,2", "2,1,1", "1,1,1", "5,3,1", "5,5,2", "3,4,2", "1,2,1",
    "3,9,2"
  })
  void theModelKeepsHowManyReplicasMayLackARecord(int replicationFactor, int given, int modelled) {
    assertThat(ModelSize.of(replicationFactor).modelled(minIsr(given))).isEqualTo(minIsr(modelled));
  }

  @Test
  void settingsThatAreOneInTheModelAreAskedForOnce() throws Exception {
    List<DeliverySettings> asked = new ArrayList<>();
    ModelSize.Asking asking =
        ModelSize.of(3)
            .asking(
                settings -> {
                  asked.addAll(settings);
                  return Collections.nCopies(settings.size(), Map.of());
                });
    assertThat(asking.predict(List.of(minIsr(1), minIsr(2), minIsr(3)))).hasSize(3);
    asking.predict(List.of(minIsr(2)));
    assertThat(asked).containsExactly(minIsr(1), minIsr(2));
  }
}
