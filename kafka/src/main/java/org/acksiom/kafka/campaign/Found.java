package org.acksiom.kafka.campaign;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.acksiom.impl.simulator.Schedule;
import org.acksiom.specs.Anomaly;
import org.acksiom.specs.FaultModel;
import org.acksiom.specs.Preset;

/**
 * An anomaly that a campaign found.
 *
 * @param preset under which
 * @param faults the weakest fault model that includes what went wrong in the run
 * @param anomaly what showed
 * @param plans of runs that showed it, the smallest first and at most {@value #PLANS_MAX}
 * @param runs how many runs showed it
 * @param asked whether the simulator was asked for it, and had its budget to answer
 * @param predicted a schedule of the simulator that shows it, too, if it found one
 * @param shrunk what the plan was shrunk to, if there was time
 * @param replayed how often that was run again
 * @param reproduced in how many of these runs it showed
 */
public record Found(
    Preset preset,
    FaultModel faults,
    Anomaly anomaly,
    List<Plan> plans,
    int runs,
    boolean asked,
    Optional<Schedule> predicted,
    Optional<Shrinking.Shrunk> shrunk,
    int replayed,
    int reproduced) {
  /** One may have shown it by chance; of several, one does so again. */
  static final int PLANS_MAX = 5;

  private static final Comparator<Plan> SIZE =
      Comparator.comparing((Plan plan) -> plan.steps().size())
          .thenComparing(plan -> plan.load().producers() * plan.load().records());

  public Found {
    plans = List.copyOf(plans);
  }

  static Found first(Preset preset, Run run, Anomaly anomaly) {
    return new Found(
        preset,
        run.faults(),
        anomaly,
        List.of(run.plan()),
        1,
        false,
        Optional.empty(),
        Optional.empty(),
        0,
        0);
  }

  /** The name of its files, without what they are of. */
  public String id() {
    return preset.id() + "-" + faults.id() + "-" + anomaly;
  }

  /** Whether the simulator was asked for it, and does not show it. */
  public boolean isUnpredicted() {
    return asked && predicted.isEmpty();
  }

  Found again(Plan plan) {
    List<Plan> smallest =
        Stream.concat(plans.stream(), Stream.of(plan))
            .distinct()
            .sorted(SIZE)
            .limit(PLANS_MAX)
            .toList();
    return new Found(
        preset,
        faults,
        anomaly,
        smallest,
        runs + 1,
        asked,
        predicted,
        shrunk,
        replayed,
        reproduced);
  }

  Found predictedBy(Optional<Schedule> schedule) {
    return new Found(
        preset, faults, anomaly, plans, runs, true, schedule, shrunk, replayed, reproduced);
  }

  Found shrunkTo(Shrinking.Shrunk smaller, int replayedTimes, int reproducedTimes) {
    return new Found(
        preset,
        faults,
        anomaly,
        plans,
        runs,
        asked,
        predicted,
        Optional.of(smaller),
        replayedTimes,
        reproducedTimes);
  }
}
