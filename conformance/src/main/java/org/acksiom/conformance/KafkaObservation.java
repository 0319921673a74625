package org.acksiom.conformance;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.acksiom.specs.Anomaly;

/**
 * What real Kafka showed of one anomaly under some settings and faults.
 *
 * @param runs how many runs there were, for whatever anomaly, in which it can have been seen
 * @param replays how many runs replayed a witness of this one
 * @param reproduced how many of these followed it to its end and showed it
 * @param witness the history of the first run that shows it, relative to the report
 * @param parted why replays did not show it: where Kafka parted from the schedule; each reason once
 */
public record KafkaObservation(
    long runs, long replays, long reproduced, Optional<String> witness, List<String> parted) {

  /** Copies the list. */
  public KafkaObservation {
    parted = List.copyOf(parted);
  }

  static KafkaObservation of(Anomaly anomaly, List<KafkaRun> runs) {
    List<KafkaRun> replays = runs.stream().filter(run -> run.replays(anomaly)).toList();
    return new KafkaObservation(
        runs.stream().filter(run -> run.covers(anomaly)).count(),
        replays.size(),
        replays.stream().filter(run -> run.reproduces(anomaly)).count(),
        runs.stream()
            .filter(run -> run.shown().contains(anomaly))
            .map(KafkaRun::history)
            .findFirst(),
        replays.stream()
            .filter(run -> !run.reproduces(anomaly))
            .map(run -> run.parted().orElse("the schedule was followed, and did not show it"))
            .distinct()
            .collect(Collectors.toList()));
  }

  /** Whether any run showed it. */
  public boolean observed() {
    return witness.isPresent();
  }

  /** Whether Kafka showed it as it was to: in a replay, or in any run if there is no replay. */
  public boolean shown() {
    return replays > 0 ? reproduced > 0 : observed();
  }
}
