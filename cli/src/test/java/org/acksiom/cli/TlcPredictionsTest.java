package org.acksiom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.acksiom.conformance.Prediction;
import org.acksiom.conformance.Predictor;
import org.acksiom.conformance.Verdict;
import org.acksiom.modelcheck.Tlc;
import org.acksiom.modelcheck.TlcCache;
import org.acksiom.specs.Anomaly;
import org.acksiom.specs.Bounds;
import org.acksiom.specs.DeliverySettings;
import org.acksiom.specs.FaultModel;
import org.acksiom.specs.Preset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlcPredictionsTest {
  private static final Bounds ONE_RECORD = new Bounds(2, 1, 1, 1);

  private final AtomicInteger decided = new AtomicInteger();

  @Test
  void severalSettingsAreDecidedAndToldInTheirOrder(@TempDir Path folder) throws Exception {
    TlcPredictions tlc =
        new TlcPredictions(
            Tlc.installed(), folder, Duration.ofMinutes(2), decided::incrementAndGet);
    DeliverySettings retrying = Preset.AT_LEAST_ONCE.settings();
    DeliverySettings idempotent = Preset.IDEMPOTENT_DURABLE.settings();
    List<Map<Anomaly, Prediction>> predictions =
        tlc.predict(List.of(retrying, idempotent), FaultModel.NETWORK, ONE_RECORD);
    assertThat(decided).hasValue(2);
    assertThat(predictions)
        .allSatisfy(all -> assertThat(all).containsOnlyKeys(Predictor.decided(ONE_RECORD)))
        .extracting(all -> all.get(Anomaly.DUPLICATE).verdict())
        .containsExactly(Verdict.POSSIBLE, Verdict.IMPOSSIBLE);
    ShortestStory told =
        tlc.story(
            predictions.get(0).get(Anomaly.DUPLICATE), retrying, FaultModel.NETWORK, ONE_RECORD);
    List<String> story = told.sentences();
    assertThat(story).startsWith("The producer sends record 1 to broker 1.");
    assertThat(story.get(story.size() - 1)).contains("Final log, settled: broker 1 [1 1]");
    assertThat(told.shows()).containsExactly(Anomaly.DUPLICATE);
    assertThat(told.schedule()).isPresent();
  }

  @Test
  void whatWasPredictedBeforeIsPredictedAgainWithTheSameStory(@TempDir Path folder)
      throws Exception {
    List<DeliverySettings> settings =
        List.of(Preset.AT_LEAST_ONCE.settings(), Preset.AT_MOST_ONCE.settings());
    List<List<String>> stories = new ArrayList<>();
    for (boolean cached : List.of(false, true)) {
      TlcCache cache = TlcCache.in(folder.resolve("cache"), TlcCache.BYTES_MAX, warning -> {});
      TlcPredictions tlc =
          new TlcPredictions(
              Tlc.installed().remembering(cache),
              folder.resolve("models-" + cached),
              Duration.ofMinutes(2),
              decided::incrementAndGet);
      List<Map<Anomaly, Prediction>> predictions =
          tlc.predict(settings, FaultModel.NETWORK, ONE_RECORD);
      assertThat(predictions)
          .allSatisfy(
              all -> assertThat(all.values()).extracting(Prediction::cached).containsOnly(cached));
      stories.add(
          tlc.story(
                  predictions.get(0).get(Anomaly.DUPLICATE),
                  settings.get(0),
                  FaultModel.NETWORK,
                  ONE_RECORD)
              .sentences());
    }
    assertThat(stories.get(1)).isEqualTo(stories.get(0));
  }

  @Test
  void faultsAreCoveredAsFarAsTheirModelsEndSoon(@TempDir Path folder) {
    TlcPredictions tlc =
        new TlcPredictions(
            Tlc.installed(), folder, Duration.ofMinutes(1), decided::incrementAndGet);
    assertThat(List.of(FaultModel.values()).stream().filter(tlc::covers))
        .containsExactly(FaultModel.NONE, FaultModel.NETWORK, FaultModel.CRASH);
  }
}
