package org.acksiom.conformance.mutants.isolated;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.acksiom.conformance.ActionTrace;
import org.acksiom.conformance.ModelFailed;
import org.acksiom.conformance.TraceOutcome;
import org.acksiom.conformance.TraceRejection;
import org.acksiom.conformance.TraceValidation;
import org.acksiom.conformance.mutants.ClusterCase;
import org.acksiom.conformance.mutants.ClusterWitness;
import org.acksiom.conformance.mutants.Limits;
import org.acksiom.conformance.mutants.Testimony;
import org.acksiom.impl.simulator.Fuzzer;
import org.acksiom.impl.simulator.Schedule;
import org.acksiom.impl.simulator.ScheduleFile;
import org.acksiom.impl.simulator.Setup;
import org.acksiom.modelcheck.Tlc;

/**
 * Runs the mutant under random orders of events and has TLC follow what happens. It sees what the
 * mutant does, and not what it no longer can.
 */
public final class TraceWitness implements ClusterWitness {
  private static final long SEED = 1;
  private static final int RUNS = 200;
  private static final Duration TIMEOUT = Duration.ofMinutes(5);

  /** A run, and where its trace begins in the file. */
  private record Recorded(Schedule schedule, int line) {
    /** How many events there are up to a line. */
    int steps(TraceRejection rejection) {
      return Math.max(0, rejection.line() - line - 1);
    }
  }

  @Override
  public Testimony testify(ClusterCase at, Limits limits) throws IOException {
    Path modules = limits.module().toAbsolutePath().getParent();
    Path folder = Files.createTempDirectory(modules, "traces");
    Path file = folder.resolve("runs.ndjson");
    List<Recorded> runs = new ArrayList<>();
    Optional<String> brokenOff = record(at, file, runs);
    try {
      TraceOutcome outcome =
          new TraceValidation(Tlc.installed(), modules, folder, TIMEOUT)
              .validate(List.of(file), 1, events -> {})
              .get(0);
      return outcome.rejections().stream()
          .min(Comparator.comparingInt(rejection -> of(rejection, runs).steps(rejection)))
          .map(rejection -> caught(rejection, of(rejection, runs)))
          .orElseGet(
              () ->
                  outcome.undecided()
                      ? Testimony.undecided("TLC did not come to an end")
                      : brokenOff.map(Testimony::undecided).orElseGet(Testimony::survived));
    } catch (ModelFailed e) {
      return Testimony.undecided(e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Testimony.undecided("interrupted");
    }
  }

  /** Writes the traces down; says why there are no more, if a broken core broke off. */
  private static Optional<String> record(ClusterCase at, Path file, List<Recorded> runs)
      throws IOException {
    Setup setup = new Setup(at.preset().settings(), at.faults(), at.bounds());
    try (BufferedWriter writer = Files.newBufferedWriter(file)) {
      int[] lines = {0};
      Fuzzer.play(
          setup,
          SEED,
          RUNS,
          schedule -> {
            String trace = ActionTrace.of(schedule, new ActionTrace.Origin(SEED, runs.size() + 1L));
            runs.add(new Recorded(schedule, lines[0] + 1));
            lines[0] += (int) trace.lines().count();
            try {
              writer.write(trace);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
      return Optional.empty();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (RuntimeException e) { // a broken core may do anything
      return Optional.of("the runs broke off: " + e);
    }
  }

  private static Recorded of(TraceRejection rejection, List<Recorded> runs) {
    return runs.get(rejection.trace() - 1);
  }

  /** The steps before the rejected one are steps of the specification: they replay on any core. */
  private static Testimony caught(TraceRejection rejection, Recorded run) {
    int steps = run.steps(rejection);
    Schedule before =
        new Schedule(
            run.schedule().setup(), run.schedule().events().subList(0, Math.max(0, steps - 1)));
    return Testimony.caught(
        rejection.event() + " " + rejection.reason() + LockstepWitness.words(rejection.fields()),
        ScheduleFile.write(before),
        steps);
  }
}
