package org.acksiom.cli;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.acksiom.conformance.Cell;
import org.acksiom.conformance.Claim;
import org.acksiom.conformance.Deadline;
import org.acksiom.conformance.Inclusion;
import org.acksiom.conformance.Ledger;
import org.acksiom.conformance.ModelFailed;
import org.acksiom.conformance.ModelOutcome;
import org.acksiom.conformance.Predictor;
import org.acksiom.conformance.Profile;
import org.acksiom.conformance.Scenario;
import org.acksiom.conformance.SideBySide;
import org.acksiom.conformance.Verification;
import org.acksiom.modelcheck.Stats;
import org.acksiom.modelcheck.Tlc;
import org.acksiom.specs.Model;
import org.acksiom.specs.SpecFiles;

/**
 * The work of {@code verify} and {@code claims}, with its progress. What is decided so far can be
 * asked for at any time and from any thread, so that an interruption loses nothing.
 */
final class Deciding {
  private static final String NOT_YET = "not decided yet";

  private final Profile profile;
  private final Deadline deadline;
  private final Tlc tlc;
  private final Path folder;
  private final long seed;
  private final PrintWriter err;
  private final List<Cell> cells = new ArrayList<>();
  private final Map<String, ModelOutcome> models = new TreeMap<>();
  private final Map<Scenario, String> missing = new LinkedHashMap<>();
  private final List<String> failures = new ArrayList<>();
  private boolean interrupted;
  private Consumer<List<Cell>> keep = decided -> {};

  /**
   * Nothing is decided yet, and the profile's total budget runs.
   *
   * @param tlc what to ask
   * @param folder where modules, models and TLC's output are kept
   * @param seed of the fuzzer
   * @param err where progress is shown
   */
  Deciding(Profile profile, Tlc tlc, Path folder, long seed, PrintWriter err) {
    this.profile = profile;
    this.deadline = Deadline.in(profile.total(), System::nanoTime);
    this.tlc = tlc;
    this.folder = folder;
    this.seed = seed;
    this.err = err;
  }

  /** When work that may take so long by itself has to end, too. */
  Deadline deadline(Duration alone) {
    return Deadline.in(deadline.left(alone), System::nanoTime);
  }

  /** Called with the cells of each scenario as soon as they are decided. */
  void keep(Consumer<List<Cell>> action) {
    keep = action;
  }

  /** What is to be decided; until it is, it counts as missing. */
  synchronized void plan(List<Scenario> scenarios) {
    scenarios.forEach(scenario -> missing.put(scenario, NOT_YET));
  }

  /** The user has interrupted the work: what is not decided now counts as missing for good. */
  synchronized void interrupt() {
    interrupted = true;
    missing.replaceAll(
        (scenario, reason) ->
            reason.equals(NOT_YET) ? "interrupted before it was decided" : reason);
  }

  /** The names of the models that the claims rest on. */
  static List<String> modelsOfClaims() {
    return Arrays.stream(Claim.values())
        .flatMap(claim -> Stream.concat(claim.models().stream(), claim.refuters().stream()))
        .distinct()
        .toList();
  }

  /** Runs the models of these names, several at a time. */
  void models(List<String> names) throws IOException, InterruptedException {
    SpecFiles.copyModulesTo(folder);
    List<SideBySide.Exploration<ModelOutcome>> explorations = new ArrayList<>();
    for (Model model : SpecFiles.models()) {
      if (names.contains(model.name())) {
        explorations.add(
            () -> {
              Duration left = deadline.left(profile.timeout());
              Duration timeout = left.isZero() ? Duration.ofMillis(1) : left;
              return ModelOutcome.run(tlc, model, folder, timeout, 1, stats -> {});
            });
      }
    }
    try (Progress progress =
        Progress.start(err, "checking models", "models", explorations.size())) {
      SideBySide.run(
          explorations,
          workers(),
          (index, outcome) -> {
            add(outcome);
            progress.doing("checked " + outcome.model().name());
            progress.advance();
          });
    } catch (ModelFailed e) {
      throw new IllegalStateException("a model's failure is its outcome", e);
    }
  }

  /** Decides scenarios, several at a time. */
  void scenarios(List<Scenario> scenarios) throws IOException, InterruptedException {
    plan(scenarios);
    Predictor predictor =
        new Predictor(tlc, folder, profile.timeout(), deadline, profile.heapMegabytes());
    long total =
        scenarios.stream()
            .flatMap(
                scenario ->
                    scenario.anomalies().stream()
                        .map(anomaly -> List.of(scenario.preset(), scenario.faults(), anomaly)))
            .distinct()
            .count();
    try (Progress progress = Progress.start(err, "deciding", "cells", total)) {
      progress.endsWithin(deadline.left(profile.total()));
      Exploring exploring = new Exploring(progress);
      new Verification(profile, predictor, seed, deadline)
          .run(
              scenarios,
              workers(),
              new Verification.Listener() {
                @Override
                public void exploring(Scenario scenario, Stats stats) {
                  exploring.told(scenario, stats);
                }

                @Override
                public void decided(Scenario scenario, List<Cell> decided) {
                  keep.accept(decided);
                  exploring.ended(scenario);
                  progress.reached(add(scenario, decided));
                }

                @Override
                public void failed(Scenario scenario, Throwable cause) {
                  exploring.ended(scenario);
                  fail(scenario, reason(cause));
                }
              });
    }
  }

  /** One for each processor, but no more than there is memory for: each has a TLC of its own. */
  private int workers() {
    long free = physicalMegabytes() - (Runtime.getRuntime().maxMemory() >> 20);
    long fit = Math.max(1, free / profile.heapMegabytes());
    return (int) Math.min(Runtime.getRuntime().availableProcessors(), fit);
  }

  private static long physicalMegabytes() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize()
        >> 20;
  }

  /** What TLC explores just now; the largest is shown, because it is what one waits for. */
  private static final class Exploring {
    private final Progress progress;
    private final Map<Scenario, Stats> now = new LinkedHashMap<>();

    Exploring(Progress progress) {
      this.progress = progress;
    }

    synchronized void told(Scenario scenario, Stats stats) {
      now.put(scenario, stats);
      show();
    }

    synchronized void ended(Scenario scenario) {
      now.remove(scenario);
      show();
    }

    private void show() {
      progress.now(
          now.entrySet().stream()
              .max(Comparator.comparingLong(entry -> entry.getValue().distinct()))
              .map(entry -> words(entry.getKey(), entry.getValue()))
              .orElse(""));
    }

    private static String words(Scenario scenario, Stats stats) {
      long rate = stats.distinct() * 1_000 / Math.max(1, stats.elapsed().toMillis());
      return String.format(
          Locale.ROOT, "%,d states at %,d/s in %s", stats.distinct(), rate, scenario.id());
    }
  }

  private synchronized void add(ModelOutcome outcome) {
    models.put(outcome.model().name(), outcome);
    if (outcome.kind() == ModelOutcome.Kind.FAILED) {
      failures.add(
          outcome.model().name() + ": " + outcome.verdict() + "; log: " + outcome.result().log());
    }
  }

  private synchronized int add(Scenario scenario, List<Cell> decided) {
    if (!interrupted) {
      cells.addAll(decided);
      missing.remove(scenario);
    }
    return cells().size();
  }

  private String reason(Throwable cause) {
    return cause instanceof ModelFailed failure
        ? failure.getMessage() + "; log: " + failure.log()
        : "the implementation failed: " + Crash.told(cause, folder);
  }

  private synchronized void fail(Scenario scenario, String reason) {
    if (interrupted) {
      return; // TLC was stopped, which is no failure
    }
    missing.put(scenario, reason);
    failures.add(scenario.id() + ": " + reason);
  }

  /** The claims, as far as they are decided. */
  synchronized List<Ledger.Entry> ledger() {
    List<Cell> joined = cells();
    return Arrays.stream(Claim.values()).map(claim -> Ledger.judge(claim, models, joined)).toList();
  }

  /**
   * Tells which parts failed, one a line, with their logs.
   *
   * @param command who tells it
   * @return whether any did
   */
  synchronized boolean tellFailures(String command) {
    failures.forEach(failure -> err.println(command + ": " + failure));
    return !failures.isEmpty();
  }

  synchronized List<Cell> cells() {
    return Inclusion.applied(cells);
  }

  /** The models that came out otherwise than expected, a line each: the specification is broken. */
  synchronized List<String> unexpectedModels() {
    return models.values().stream()
        .filter(outcome -> outcome.kind() == ModelOutcome.Kind.UNEXPECTED)
        .map(
            outcome ->
                "model %s: expected that it %s, found that it %s; log: %s"
                    .formatted(
                        outcome.model().name(),
                        outcome.model().expectation(),
                        outcome.verdict(),
                        outcome.result().log()))
        .toList();
  }

  synchronized Map<String, ModelOutcome> models() {
    return new TreeMap<>(models);
  }

  synchronized Map<Scenario, String> missing() {
    return new LinkedHashMap<>(missing);
  }
}
