package org.acksiom.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.acksiom.impl.simulator.Fuzzer;
import org.acksiom.impl.simulator.Fuzzer.Fuzzing;
import org.acksiom.impl.simulator.Schedule;
import org.acksiom.impl.simulator.ScheduleFile;
import org.acksiom.impl.simulator.Setup;
import org.acksiom.specs.Bounds;
import org.acksiom.specs.FaultModel;
import org.acksiom.specs.Preset;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code acksiom fuzz}: the simulator alone. */
@Command(
    name = "fuzz",
    mixinStandardHelpOptions = true,
    header = "Runs the Java broker and producer under random orders of events and faults.",
    description = {
      "The history checkers judge each run; of every anomaly found the first run is shrunk to a"
          + " smallest schedule and written as an artifact. The same seed and number of runs find the"
          + " same.",
      "Bounds that are not given: 3 replicas, 8 records, 2 retries, 8 faults and a consumer.",
      "Exits with 0 if no anomaly was found, with 1 otherwise."
    },
    footer = {"", "Example:", "  acksiom fuzz --preset leader-ack --faults crash --runs 1000"})
final class FuzzCommand implements Callable<Integer> {
  /** So many that what takes a long story is found, too; seconds for each preset. */
  private static final long RUNS = 10_000;

  /** How long an interrupted process waits for the run that is under way. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  @Spec private CommandSpec spec;

  @Mixin private PresetOptions presets;

  @Option(
      names = "--faults",
      defaultValue = "crash",
      paramLabel = "FAULTS",
      completionCandidates = Names.Faults.class,
      description =
          "What may fail: none, network, crash, partition or disk. Default: ${DEFAULT-VALUE}.")
  private String faults;

  @Option(names = "--seed", defaultValue = "1", description = "Default: 1.")
  private long seed;

  @Option(
      names = "--runs",
      paramLabel = "N",
      description = "Runs per preset. Default: 10000, or as many as --for allows.")
  private Long runs;

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      converter = Quantities.Time.class,
      description = "How long, in all: 30s, 5m. What is found then depends on the machine's speed.")
  private Duration time;

  @Mixin private BoundsOptions limits;

  @Option(
      names = "--traces",
      paramLabel = "DIR",
      description =
          "Also write what happens in each run there, for 'acksiom trace': one file a preset, with"
              + " a trace for each run. The same seed, number of runs and bounds give the same"
              + " bytes.")
  private Path traces;

  @Option(
      names = "--out",
      defaultValue = "acksiom-fuzz",
      paramLabel = "DIR",
      description = "Where artifacts are written. Default: ${DEFAULT-VALUE}.")
  private Path out;

  @Option(
      names = "--json",
      description = "Print one JSON document, a list with one entry a preset.")
  private boolean json;

  private final List<FuzzResult> results = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean interrupted;

  @Override
  @SuppressWarnings("try") // what is opened below is closed, and not used otherwise
  public Integer call() throws IOException {
    FaultModel model = Options.faults(spec, faults);
    List<Preset> chosen = presets.chosen(spec);
    if (runs != null && runs < 1) {
      throw new ParameterException(
          spec.commandLine(), "--runs: expected at least 1, found " + runs);
    }
    if (time != null && time.isZero()) {
      throw new ParameterException(spec.commandLine(), "--for: expected more than 0, found 0");
    }
    long most = runs != null ? runs : time != null ? Long.MAX_VALUE : RUNS;
    Bounds bounds = limits.or(Bounds.LARGE, spec);
    Options.folder(out);
    if (traces != null) {
      Options.folder("--traces", traces);
    }
    PrintWriter stdout = spec.commandLine().getOut();
    try (Progress progress =
            Progress.start(
                spec.commandLine().getErr(),
                "fuzzing",
                "runs",
                most == Long.MAX_VALUE ? 0 : most * chosen.size());
        FinalWrite ending = FinalWrite.of(this::end)) {
      if (time != null) {
        progress.endsWithin(time);
      }
      for (Preset preset : chosen) {
        if (interrupted) {
          break;
        }
        progress.doing("fuzzing " + preset.id());
        long start = System.nanoTime();
        long limit = time == null ? Long.MAX_VALUE : time.toNanos() / chosen.size();
        BooleanSupplier stop =
            () -> {
              progress.advance();
              return interrupted || System.nanoTime() - start >= limit;
            };
        Setup setup = new Setup(preset.settings(), model, bounds);
        FuzzResult result;
        try (TraceRecording recording = recording(preset, model)) {
          Fuzzing fuzzing = Fuzzer.fuzz(setup, seed, most, stop, recording::add);
          result = write(preset, model, fuzzing, System.nanoTime() - start, recording.file());
        }
        results.add(result);
        if (!json) {
          result.print(stdout);
          stdout.flush();
        }
      }
      ended.countDown();
    }
    if (!json && results.size() > 1) {
      stdout.print(FuzzResult.table(results, out));
    }
    return (results.stream().anyMatch(FuzzResult::foundAny) ? ExitCode.VIOLATED : ExitCode.HOLDS)
        .value();
  }

  /** An interruption lets the run that is under way end, so that what it found is written. */
  private void end(boolean early) {
    PrintWriter stdout = spec.commandLine().getOut();
    if (early) {
      interrupted = true;
      try {
        boolean complete = ended.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (!json) {
          stdout.println(complete ? "Interrupted." : "Interrupted while a schedule was shrunk.");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    if (json) {
      ArrayNode all = new ObjectMapper().createArrayNode();
      List.copyOf(results).forEach(result -> all.add(result.json()));
      stdout.println(all.toPrettyString());
    }
    stdout.flush();
  }

  private TraceRecording recording(Preset preset, FaultModel model) throws IOException {
    return traces == null
        ? TraceRecording.none()
        : TraceRecording.to(traces.resolve(preset.id() + "-" + model.id() + ".ndjson"), seed);
  }

  private FuzzResult write(
      Preset preset, FaultModel model, Fuzzing fuzzing, long nanos, Optional<Path> recorded)
      throws IOException {
    return new FuzzResult(
        preset,
        model,
        seed,
        fuzzing.runs(),
        fuzzing.steps(),
        nanos,
        writeAll(preset, model, fuzzing.found()),
        writeAll(preset, model, fuzzing.broken()),
        fuzzing.coverage(),
        recorded);
  }

  /** Where each schedule was written. */
  private <K extends Enum<K>> Map<K, Path> writeAll(
      Preset preset, FaultModel model, Map<K, Schedule> schedules) throws IOException {
    Map<K, Path> files = new LinkedHashMap<>();
    for (Map.Entry<K, Schedule> entry : schedules.entrySet()) {
      Path file = out.resolve("%s-%s-%s.json".formatted(preset.id(), model.id(), entry.getKey()));
      Files.writeString(file, ScheduleFile.write(entry.getValue()));
      files.put(entry.getKey(), file);
    }
    return files;
  }
}
