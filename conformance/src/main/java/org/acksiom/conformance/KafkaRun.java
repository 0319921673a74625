package org.acksiom.conformance;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.acksiom.linearizability.history.Event;
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
 * @param scope how much of what happened is in its history
 * @param parted where and how Kafka did otherwise than it was to, if so: than the schedule that it
 *     was to follow, or by failing
 * @param history the file of the history, relative to the report
 */
public record KafkaRun(
    Preset preset,
    FaultModel faults,
    Optional<Anomaly> replayed,
    Set<Anomaly> shown,
    Scope scope,
    Optional<String> parted,
    String history) {

  /** How much of what happened is in a history: what it does not have shows nothing. */
  public enum Scope {
    /** The run ended before the final log was read. */
    UNFINISHED,
    /** The final log, and nobody read before that. */
    FINAL_LOG,
    /** The final log, and what a consumer read meanwhile. */
    READS;

    /** The anomalies that only a consumer sees that reads meanwhile. */
    private static final Set<Anomaly> OF_READERS =
        Collections.unmodifiableSet(
            EnumSet.of(Anomaly.ROLLED_BACK_READ, Anomaly.NONMONOTONIC_READ, Anomaly.SKIPPED_READ));

    /** The scope of a history as {@code DeliveryRecorder} records it. */
    public static Scope of(List<Event> history) {
      boolean reads = false;
      boolean ends = false;
      for (Event event : history) {
        if (event.function().equals("poll") && event.type() == Event.Type.OK) {
          boolean last = Boolean.TRUE.equals(event.attributes().get("final"));
          ends |= last;
          reads |= !last;
        }
      }
      return ends ? (reads ? READS : FINAL_LOG) : UNFINISHED;
    }

    /** Whether such a history shows that anomaly if it happened. */
    public boolean covers(Anomaly anomaly) {
      return this == READS || (this == FINAL_LOG && !OF_READERS.contains(anomaly));
    }
  }

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

  /** Whether it replayed a witness of that anomaly to its end, and showed it. */
  public boolean reproduces(Anomaly anomaly) {
    return replays(anomaly) && parted.isEmpty() && shown.contains(anomaly);
  }

  /** Whether that anomaly can have been seen in it. */
  public boolean covers(Anomaly anomaly) {
    return scope.covers(anomaly) || shown.contains(anomaly);
  }
}
