package org.acksiom.conformance;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.acksiom.specs.Anomaly;
import org.acksiom.specs.FaultModel;
import org.acksiom.specs.Preset;

/**
 * One run of real Kafka that was judged.
 *
 * @param preset the settings' name
 * @param faults the smallest fault model that has all that failed
 * @param replayed the anomaly whose witness was replayed; none if nobody led the run
 * @param shown what the delivery checker found in its history
 * @param parted where and how Kafka did otherwise than the schedule that it was to follow, if so
 * @param history the file of the history, relative to the report
 */
public record KafkaRun(
    Preset preset,
    FaultModel faults,
    Optional<Anomaly> replayed,
    Set<Anomaly> shown,
    Optional<String> parted,
    String history) {

  /** Copies the set. */
  public KafkaRun {
    EnumSet<Anomaly> copy = EnumSet.noneOf(Anomaly.class);
    copy.addAll(shown);
    shown = Collections.unmodifiableSet(copy);
  }

  /**
   * Whether it is a run of those settings under that fault model: each fault model includes the
   * smaller ones.
   */
  public boolean isOf(Preset aPreset, FaultModel aFaultModel) {
    return preset == aPreset && aFaultModel.includes(faults);
  }

  /** Whether it replayed a witness of that anomaly. */
  public boolean replays(Anomaly anomaly) {
    return replayed.equals(Optional.of(anomaly));
  }
}
