package org.acksiom.conformance;

import java.util.List;
import java.util.Optional;
import org.acksiom.specs.Anomaly;
import org.acksiom.specs.FaultModel;
import org.acksiom.specs.Preset;

/**
 * What real Kafka did. Every run counts for its fault model and for those that include it, whatever
 * anomaly it was made for: none may show what is impossible there.
 *
 * @param version of Kafka; empty if it was not asked
 * @param runs all that were judged, in the order in which they were made
 * @param planned how many there were to be
 */
public record KafkaRuns(String version, List<KafkaRun> runs, int planned) {
  /** Real Kafka was not asked. */
  public static final KafkaRuns NONE = new KafkaRuns("", List.of());

  /** Copies the list. */
  public KafkaRuns {
    runs = List.copyOf(runs);
  }

  /** All that there were to be. */
  public KafkaRuns(String version, List<KafkaRun> runs) {
    this(version, runs, runs.size());
  }

  /** Whether real Kafka was asked, though it may have had no time to answer. */
  public boolean asked() {
    return !version.isEmpty();
  }

  /** Those that count for these settings under that fault model. */
  public List<KafkaRun> of(Preset preset, FaultModel faults) {
    return runs.stream().filter(run -> run.isOf(preset, faults)).toList();
  }

  /** What they came to for one anomaly, if there are any that tell of it. */
  public Optional<KafkaObservation> observation(Preset preset, FaultModel faults, Anomaly anomaly) {
    List<KafkaRun> counted = of(preset, faults);
    KafkaObservation observation = KafkaObservation.of(anomaly, counted);
    return observation.runs() == 0 && observation.replays() == 0
        ? Optional.empty()
        : Optional.of(observation);
  }
}
