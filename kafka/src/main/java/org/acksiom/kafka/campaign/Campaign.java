package org.acksiom.kafka.campaign;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.acksiom.impl.simulator.Schedule;
import org.acksiom.linearizability.history.History;
import org.acksiom.linearizability.history.HistoryFormat;
import org.acksiom.linearizability.history.HistoryWriter;
import org.acksiom.specs.Anomaly;
import org.acksiom.specs.Preset;

/**
 * Runs plans that are drawn at random on a real cluster, for one preset after the other, until it
 * is told to stop. What it finds is compared with what the simulator finds, and shrunk. The same
 * seed draws the same plans; what Kafka makes of them is its own.
 */
public final class Campaign {
  private final PlanRunner runner;
  private final List<Preset> presets;
  private final long seed;
  private final Path out;
  private final Consumer<String> progress;
  private final Map<String, Found> found = new LinkedHashMap<>();
  private final Map<Nemesis, Integer> struck = new EnumMap<>(Nemesis.class);
  private final List<String> failed = new ArrayList<>();
  private int runs;
  private long sent;

  /**
   * How far a campaign goes. Each is asked before a run, or now and then, whether it is time to
   * stop.
   *
   * @param drawing of plans
   * @param predicting what the simulator makes of what was found
   * @param shrinking of plans that found something
   */
  public record Limits(
      BooleanSupplier drawing, BooleanSupplier predicting, BooleanSupplier shrinking) {}

  /**
   * A campaign that has not begun.
   *
   * @param runner stays its owner's to close
   * @param presets at least one
   * @param out an existing directory for plans and histories
   * @param progress told in a line what has just happened
   */
  public Campaign(
      PlanRunner runner, List<Preset> presets, long seed, Path out, Consumer<String> progress) {
    this.runner = runner;
    this.presets = List.copyOf(presets);
    this.seed = seed;
    this.out = out;
    this.progress = progress;
  }

  /**
   * Runs the campaign: draws and runs plans, asks the simulator for what was found, and shrinks;
   * first what was not predicted, then what showed most seldom, and of each preset and anomaly one.
   *
   * @param predictions to be asked
   * @param effort of shrinking one plan
   * @param replays how often a shrunk plan is run to say how often it shows the anomaly
   * @throws IOException if an artifact can't be written, or Kafka not be started again after a
   *     failure
   * @throws InterruptedException if the thread is interrupted
   */
  public CampaignReport run(
      Limits limits, Predictions predictions, Shrinking.Effort effort, int replays)
      throws IOException, InterruptedException {
    PlanGenerator generator = new PlanGenerator(PlanRunner.BROKERS, runner.isForked());
    Random random = new Random(seed);
    for (int i = 0; !limits.drawing().getAsBoolean(); i++) {
      Preset preset = presets.get(i % presets.size());
      run(preset, generator.draw(preset.settings(), new Random(random.nextLong())));
    }
    predict(limits.predicting(), predictions);
    shrink(limits.shrinking(), effort, replays);
    predict(limits.predicting(), predictions); // what showed in the meantime
    return report();
  }

  /** What was found so far; may be asked by any thread at any time. */
  public synchronized CampaignReport report() {
    return new CampaignReport(
        seed,
        runs,
        sent,
        struck,
        found.values().stream()
            .sorted(
                Comparator.comparing(Found::preset)
                    .thenComparing(Found::faults)
                    .thenComparing(Found::anomaly))
            .toList(),
        failed);
  }

  private Set<Anomaly> run(Preset preset, Plan plan) throws IOException, InterruptedException {
    try {
      Run run = runner.run(plan);
      add(preset, run);
      progress.accept(
          preset.id()
              + " under "
              + run.faults().id()
              + ": "
              + run.struck()
              + " "
              + run.anomalies());
      return run.anomalies();
    } catch (RunFailed e) {
      progress.accept("FAILED " + add(preset, plan, e));
      return Set.of();
    }
  }

  private synchronized String add(Preset preset, Plan plan, RunFailed failure) throws IOException {
    Path file = out.resolve("failed-" + (failed.size() + 1) + ".plan.json");
    Files.writeString(file, PlanFile.write(plan));
    String line = preset.id() + ": " + failure.getMessage() + "; plan: " + file;
    failed.add(line);
    return line;
  }

  private synchronized void add(Preset preset, Run run) throws IOException {
    runs++;
    sent += run.sent();
    run.struck().forEach(step -> struck.merge(step.nemesis(), 1, Integer::sum));
    for (Anomaly anomaly : run.anomalies()) {
      Found first = Found.first(preset, run, anomaly);
      Found before = found.get(first.id());
      Found now = before == null ? first : before.again(run.plan());
      if (before == null || !now.plans().get(0).equals(before.plans().get(0))) {
        write(now, run);
      }
      found.put(now.id(), now);
    }
  }

  private void write(Found now, Run run) throws IOException {
    Files.writeString(out.resolve(now.id() + ".plan.json"), PlanFile.write(now.plans().get(0)));
    try (Writer writer = Files.newBufferedWriter(out.resolve(now.id() + ".ndjson"))) {
      new HistoryWriter(HistoryFormat.NDJSON).write(History.of(run.history()), writer);
    }
  }

  private void predict(BooleanSupplier stop, Predictions predictions) {
    for (Found each : report().found()) {
      if (each.asked() || stop.getAsBoolean()) {
        continue;
      }
      Optional<Schedule> schedule =
          predictions.find(each.preset().settings(), each.faults(), each.anomaly());
      if (schedule.isPresent() || !stop.getAsBoolean()) { // who was stopped has not answered
        replace(each.predictedBy(schedule));
        progress.accept(each.id() + (schedule.isPresent() ? " is predicted" : " is UNPREDICTED"));
      }
    }
  }

  private synchronized void replace(Found later) {
    found.put(later.id(), later);
  }

  private void shrink(BooleanSupplier stop, Shrinking.Effort effort, int replays)
      throws IOException, InterruptedException {
    List<Found> order =
        report().found().stream()
            .sorted(
                Comparator.comparing((Found each) -> each.predicted().isPresent())
                    .thenComparing(Found::runs))
            .toList();
    Set<String> done = new HashSet<>();
    for (Found each : order) {
      if (stop.getAsBoolean()
          || !done.add(
              each.preset()
                  + " "
                  + each.anomaly()
                  + (each.predicted().isPresent() ? "" : each.faults()))) {
        continue;
      }
      Shrinking.Shrunk shrunk =
          Shrinking.shrink(
              each.plans(), each.anomaly(), plan -> run(each.preset(), plan), effort, stop);
      Files.writeString(
          out.resolve(each.id() + ".shrunk.plan.json"), PlanFile.write(shrunk.plan()));
      int replayed = 0;
      int reproduced = 0;
      while (replayed < replays && !stop.getAsBoolean()) {
        replayed++;
        reproduced += run(each.preset(), shrunk.plan()).contains(each.anomaly()) ? 1 : 0;
      }
      replace(found.get(each.id()).shrunkTo(shrunk, replayed, reproduced));
      progress.accept(
          each.id() + " shrunk to " + shrunk.plan().steps() + ": " + reproduced + "/" + replayed);
    }
  }
}
