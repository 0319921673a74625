package org.acksiom.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.acksiom.conformance.Deadline;
import org.acksiom.conformance.Predictor;
import org.acksiom.conformance.Profile;
import org.acksiom.conformance.Verdict;
import org.acksiom.impl.simulator.Budget;
import org.acksiom.impl.simulator.Explorer;
import org.acksiom.impl.simulator.Schedule;
import org.acksiom.impl.simulator.Setup;
import org.acksiom.specs.Anomaly;
import org.acksiom.specs.Bounds;
import org.acksiom.specs.FaultModel;
import org.acksiom.specs.Preset;

/**
 * What is possible, as the explorer says who visits every state of the Java broker and producer. It
 * works in the background, ahead of whoever asks.
 */
final class Explorations implements AutoCloseable {
  /**
   * The bounds of {@code verify --profile standard} for sends and for reads, and narrower ones
   * which have shorter witnesses; all that {@link Profile#STANDARD} asks of TLC is within them.
   */
  static final List<Bounds> BOUNDS =
      List.of(
          Bounds.SMALL.withOneRecord(),
          new Bounds(2, 2, 0, 1).withConsumer(),
          Bounds.SMALL.withoutRetries().withConsumer(),
          Bounds.SMALL);

  /** What the explorer needs for a state that waits, and then some. */
  private static final long BYTES_A_STATE = 500;

  /**
   * What was found of a preset under a fault model.
   *
   * @param verdicts for each anomaly whether it is possible
   * @param witnesses for each that is, schedules that show it, the shortest first
   */
  record Found(Map<Anomaly, Verdict> verdicts, Map<Anomaly, List<Schedule>> witnesses) {}

  private record Question(Preset preset, FaultModel faults) {}

  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread explorer = new Thread(task, "explorer");
            explorer.setDaemon(true);
            return explorer;
          });
  private final Map<Question, Future<Found>> answers = new LinkedHashMap<>();
  private volatile boolean closed;

  /** Starts to explore: one fault model after the other, and of each the presets in order. */
  Explorations(List<Preset> presets, List<FaultModel> models) {
    for (FaultModel faults : models) {
      for (Preset preset : presets) {
        answers.put(new Question(preset, faults), thread.submit(() -> explore(preset, faults)));
      }
    }
  }

  /** Waits for what was found, but not beyond a deadline. */
  Optional<Found> of(Preset preset, FaultModel faults, Deadline deadline)
      throws InterruptedException {
    try {
      return Optional.of(
          answers
              .get(new Question(preset, faults))
              .get(deadline.left(Duration.ofDays(1)).toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "exploration of " + preset.id() + ", " + faults.id() + ": " + e.getCause(), e);
    }
  }

  private Found explore(Preset preset, FaultModel faults) {
    long states =
        Math.min(Profile.STANDARD.states(), Runtime.getRuntime().maxMemory() / 2 / BYTES_A_STATE);
    Budget budget = new Budget(states, 1, () -> closed ? 1 : 0);
    Set<Anomaly> exhausted = EnumSet.allOf(Anomaly.class);
    Map<Anomaly, List<Schedule>> witnesses = new EnumMap<>(Anomaly.class);
    for (Bounds bounds : BOUNDS) {
      Explorer.Exploration explored =
          Explorer.explore(new Setup(preset.settings(), faults, bounds), budget);
      if (!explored.exhausted()) {
        exhausted.removeAll(Predictor.decided(bounds));
      }
      explored
          .witnesses()
          .forEach(
              (anomaly, schedule) ->
                  witnesses.computeIfAbsent(anomaly, any -> new ArrayList<>()).add(schedule));
    }
    Map<Anomaly, Verdict> verdicts = new EnumMap<>(Anomaly.class);
    for (Anomaly anomaly : Anomaly.values()) {
      verdicts.put(
          anomaly,
          witnesses.containsKey(anomaly)
              ? Verdict.POSSIBLE
              : exhausted.contains(anomaly) ? Verdict.IMPOSSIBLE : Verdict.UNDECIDED);
    }
    witnesses
        .values()
        .forEach(each -> each.sort(Comparator.comparingInt(one -> one.events().size())));
    return new Found(verdicts, Collections.unmodifiableMap(witnesses));
  }

  /** Ends what is under way. */
  @Override
  public void close() {
    closed = true;
    thread.shutdownNow();
  }
}
