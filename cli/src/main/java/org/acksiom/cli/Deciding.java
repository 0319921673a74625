package org.acksiom.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.acksiom.conformance.Cell;
import org.acksiom.conformance.Claim;
import org.acksiom.conformance.Ledger;
import org.acksiom.conformance.ModelFailed;
import org.acksiom.conformance.ModelOutcome;
import org.acksiom.conformance.Predictor;
import org.acksiom.conformance.Profile;
import org.acksiom.conformance.Verification;
import org.acksiom.conformance.Verification.Scenario;
import org.acksiom.modelcheck.Tlc;
import org.acksiom.specs.Model;
import org.acksiom.specs.SpecFiles;

/**
 * The work of {@code verify} and {@code claims}, with its progress. What is decided so far can be
 * asked for at any time and from any thread, so that an interruption loses nothing.
 */
final class Deciding {
  private static final int TLC_HEAP_MEGABYTES = 1024;
  private static final String NOT_YET = "not decided yet";

  private final Profile profile;
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
   * Nothing is decided yet.
   *
   * @param folder where modules, models and TLC's output are kept
   * @param seed of the fuzzer
   * @param err where progress is shown
   */
  Deciding(Profile profile, Path folder, long seed, PrintWriter err) {
    this.profile = profile;
    this.folder = folder;
    this.seed = seed;
    this.err = err;
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

  /** Runs the models of these names. */
  void models(List<String> names) throws IOException, InterruptedException {
    List<Model> chosen =
        SpecFiles.models().stream().filter(model -> names.contains(model.name())).toList();
    try (Progress progress = Progress.start(err, "checking models", "models", chosen.size())) {
      for (Model model : chosen) {
        progress.doing("checking " + model.name());
        ModelOutcome outcome =
            ModelOutcome.run(Tlc.installed(), model, folder, profile.timeout(), 1, stats -> {});
        add(outcome);
        progress.advance();
      }
    }
  }

  /** Decides scenarios, one for each processor at a time. */
  void scenarios(List<Scenario> scenarios) throws IOException, InterruptedException {
    plan(scenarios);
    Predictor predictor =
        new Predictor(Tlc.installed(), folder, profile.timeout(), TLC_HEAP_MEGABYTES);
    long total = (long) scenarios.size() * Verification.anomalies().size();
    try (Progress progress = Progress.start(err, "deciding anomalies", "cells", total)) {
      new Verification(profile, predictor, seed, System::nanoTime)
          .run(
              scenarios,
              Runtime.getRuntime().availableProcessors(),
              new Verification.Listener() {
                @Override
                public void decided(Scenario scenario, List<Cell> decided) {
                  keep.accept(decided);
                  progress.reached(add(scenario, decided));
                  progress.doing("decided " + scenario.id());
                }

                @Override
                public void failed(Scenario scenario, Throwable cause) {
                  progress.doing("failed " + scenario.id());
                  fail(scenario, reason(cause));
                }
              });
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
    return cells.size();
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
    return Arrays.stream(Claim.values()).map(claim -> Ledger.judge(claim, models, cells)).toList();
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
    return List.copyOf(cells);
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
