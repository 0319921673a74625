package org.acksiom.kafka.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.acksiom.impl.simulator.HistoryRecorder;
import org.acksiom.impl.simulator.Schedule;
import org.acksiom.linearizability.delivery.DeliveryChecker;
import org.acksiom.specs.Anomaly;
import org.acksiom.specs.FaultModel;
import org.acksiom.specs.Preset;
import org.junit.jupiter.api.Test;

/** A prediction is a schedule that shows what is predicted. */
class PredictionsTest {
  private final Predictions predictions = new Predictions(20_000, 200, () -> false);

  @Test
  void whatIsPossibleComesWithASchedule() {
    Schedule schedule = find(Preset.LEADER_ACK, FaultModel.CRASH, Anomaly.ACKED_LOSS).orElseThrow();
    assertThat(schedule.setup().faults()).isEqualTo(FaultModel.CRASH);
    assertThat(new DeliveryChecker().check(HistoryRecorder.historyOf(schedule)).anomalies())
        .containsKey(Anomaly.ACKED_LOSS);
  }

  @Test
  void whatTakesAConsumerIsPredictedWithOne() {
    assertThat(find(Preset.LEADER_ACK, FaultModel.PARTITION, Anomaly.DIVERGENT_OFFSET)).isPresent();
  }

  @Test
  void whatIsNeverSeenIsNotPredicted() {
    assertThat(find(Preset.IDEMPOTENT_DURABLE, FaultModel.NETWORK, Anomaly.DUPLICATE)).isEmpty();
    assertThat(find(Preset.LEADER_ACK, FaultModel.NONE, Anomaly.ACKED_LOSS)).isEmpty();
  }

  @Test
  void whoIsStoppedHasFoundNothing() {
    assertThat(
            new Predictions(20_000, 200, () -> true)
                .find(Preset.LEADER_ACK.settings(), FaultModel.CRASH, Anomaly.ACKED_LOSS))
        .isEmpty();
  }

  private Optional<Schedule> find(Preset preset, FaultModel faults, Anomaly anomaly) {
    return predictions.find(preset.settings(), faults, anomaly);
  }
}
