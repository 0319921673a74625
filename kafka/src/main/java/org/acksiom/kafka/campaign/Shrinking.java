package org.acksiom.kafka.campaign;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.acksiom.specs.Anomaly;

/**
 * Makes a plan smaller that shows an anomaly: first of its steps as few as do (ddmin: Zeller and
 * Hildebrandt, "Simplifying and isolating failure-inducing input", 2002), then of consumers,
 * partitions, producers and records, then shorter and plainer what is left. What it tries is run: a
 * real cluster need not do the same twice, so a smaller plan is tried several times before it is
 * given up, and the result says only that it has shown the anomaly once.
 */
public final class Shrinking {

  /** What a plan is tried on. */
  @FunctionalInterface
  public interface Trial {
    /**
     * Carries out a plan.
     *
     * @return the anomalies that show
     * @throws IOException if the run can't be judged
     */
    Set<Anomaly> run(Plan plan) throws IOException, InterruptedException;
  }

  /**
   * How much is run.
   *
   * @param shows how often a smaller plan has to show the anomaly, at least once
   * @param attempts in how many runs of it, at least as many
   * @param runsMax how many runs in all
   */
  public record Effort(int shows, int attempts, int runsMax) {
    /**
     * @throws IllegalArgumentException if a number is outside its range
     */
    public Effort {
      if (shows < 1 || attempts < shows || runsMax < 0) {
        throw new IllegalArgumentException(
            "expected to see it at least once in as many attempts, found "
                + shows
                + " in "
                + attempts
                + ", of "
                + runsMax
                + " runs");
      }
    }
  }

  /**
   * What came of it.
   *
   * @param plan that has shown the anomaly so often, or that which was given
   * @param runs how many runs that took
   * @param smallest whether everything smaller that it would try was tried; otherwise it was
   *     stopped
   */
  public record Shrunk(Plan plan, int runs, boolean smallest) {}

  private final Anomaly anomaly;
  private final Trial trial;
  private final int shows;
  private final int attempts;
  private final int runsMax;
  private final BooleanSupplier stop;
  private final Set<Plan> failed = new HashSet<>();
  private Plan best;
  private int runs;

  private Shrinking(Anomaly anomaly, Trial trial, Effort effort, BooleanSupplier stop) {
    this.anomaly = anomaly;
    this.trial = trial;
    this.shows = effort.shows();
    this.attempts = effort.attempts();
    this.runsMax = effort.runsMax();
    this.stop = stop;
  }

  /**
   * Shrinks the first of some plans that shows an anomaly again. If none does, the first of them is
   * the result as it is.
   *
   * @param plans each of which has shown the anomaly; at least one
   * @param stop asked before each run whether to end early
   */
  public static Shrunk shrink(
      List<Plan> plans, Anomaly anomaly, Trial trial, Effort effort, BooleanSupplier stop)
      throws InterruptedException {
    Shrinking shrinking = new Shrinking(anomaly, trial, effort, stop);
    for (Plan plan : plans) {
      if (shrinking.shows(plan)) {
        shrinking.best = plan;
        shrinking.shrink();
        return new Shrunk(shrinking.best, shrinking.runs, !shrinking.isStopped());
      }
    }
    return new Shrunk(plans.get(0), shrinking.runs, false);
  }

  private void shrink() throws InterruptedException {
    fewerSteps();
    boolean smaller = true;
    while (smaller && !isStopped()) {
      smaller =
          accept(to(Load.CONSUMERS, n -> 0))
              | accept(to(Load.PARTITIONS, n -> 1))
              | accept(to(Load.PRODUCERS, n -> 1))
              | accept(withAmpleTimeouts())
              | fewerRecords()
              | plainerSteps();
    }
  }

  /** As ddmin does with complements: leaves out parts, of which there are more and more. */
  private void fewerSteps() throws InterruptedException {
    int parts = 1; // to leave out everything is the first thing tried
    while (!isStopped() && !best.steps().isEmpty()) {
      List<Step> steps = best.steps();
      boolean smaller = false;
      for (int part = 0; part < parts && !smaller; part++) {
        List<Step> left = new ArrayList<>(steps);
        left.subList(part * steps.size() / parts, (part + 1) * steps.size() / parts).clear();
        smaller = accept(best.with(left));
      }
      if (smaller) {
        parts = Math.max(1, Math.min(parts - 1, best.steps().size()));
      } else if (parts >= steps.size()) {
        return;
      } else {
        parts = Math.min(2 * parts, steps.size());
      }
    }
  }

  /** The steps strike as much earlier, or else when they did. */
  private boolean fewerRecords() throws InterruptedException {
    boolean smaller = false;
    while (best.load().records() > 1) {
      Plan fewer = to(Load.RECORDS, n -> n / 2);
      List<Step> earlier =
          best.steps().stream().map(step -> step.at(Math.max(1, step.nth() / 2))).toList();
      if (!accept(fewer.with(earlier)) && !accept(fewer)) {
        return smaller;
      }
      smaller = true;
    }
    return smaller;
  }

  private boolean plainerSteps() throws InterruptedException {
    boolean smaller = false;
    for (int i = 0; i < best.steps().size(); i++) {
      Step step = best.steps().get(i);
      if (step.millis() > 1) {
        smaller |= accept(withStep(i, step.lasting(step.millis() / 2)));
      }
      Step kept = best.steps().get(i);
      if (kept.nth() > 1) {
        smaller |= accept(withStep(i, kept.at(kept.nth() / 2)));
      }
    }
    return smaller;
  }

  private Plan withStep(int index, Step step) {
    List<Step> steps = new ArrayList<>(best.steps());
    steps.set(index, step);
    return best.with(steps);
  }

  private Plan to(String name, UnaryOperator<Integer> smaller) {
    return best.with(best.load().with(name, smaller.apply(best.load().byName().get(name))));
  }

  private Plan withAmpleTimeouts() {
    return best.with(
        best.load()
            .with(
                Load.DELIVERY_TIMEOUT,
                Math.max(best.load().deliveryTimeoutMillis(), Load.AMPLE_DELIVERY_TIMEOUT_MILLIS))
            .with(
                Load.REQUEST_TIMEOUT,
                Math.max(best.load().requestTimeoutMillis(), Load.AMPLE_REQUEST_TIMEOUT_MILLIS)));
  }

  /** Whether the plan is another one, and shows the anomaly, too: then it is the best. */
  private boolean accept(Plan candidate) throws InterruptedException {
    if (candidate.equals(best) || failed.contains(candidate)) {
      return false;
    }
    if (shows(candidate)) {
      best = candidate;
      return true;
    }
    failed.add(candidate);
    return false;
  }

  /** Whether the plan shows the anomaly as often as is asked. */
  private boolean shows(Plan plan) throws InterruptedException {
    int shown = 0;
    int left = attempts;
    while (shown < shows && shown + left >= shows && !isStopped()) {
      runs++;
      left--;
      try {
        shown += trial.run(plan).contains(anomaly) ? 1 : 0;
      } catch (IOException e) {
        // A run that can't be judged shows nothing.
      }
    }
    return shown >= shows;
  }

  private boolean isStopped() {
    return runs >= runsMax || stop.getAsBoolean();
  }
}
