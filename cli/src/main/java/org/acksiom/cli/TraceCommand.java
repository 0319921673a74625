package org.acksiom.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.acksiom.conformance.ActionTrace;
import org.acksiom.conformance.ModelFailed;
import org.acksiom.conformance.TraceOutcome;
import org.acksiom.conformance.TraceRejection;
import org.acksiom.conformance.TraceValidation;
import org.acksiom.impl.simulator.ArtifactFormatException;
import org.acksiom.impl.simulator.ScheduleFile;
import org.acksiom.modelcheck.Tlc;
import org.acksiom.specs.SpecFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code acksiom trace}: whether what the implementation did is what the specification does. */
@Command(
    name = "trace",
    mixinStandardHelpOptions = true,
    header = "Validates recorded runs of the Java broker and producer against the specification.",
    description = {
      "Reads traces that 'fuzz --traces' has written, and schedules, which are run and recorded"
          + " first. TLC follows each trace event by event: each must be a step of KafkaDelivery"
          + " to the very state that the trace says.",
      "Exits with 0 if all traces are accepted, with 1 if one is rejected, with 3 if TLC ran out of"
          + " time or memory."
    },
    footer = {
      "",
      "Example:",
      "  acksiom fuzz --preset idempotent --replicas 5 --records 24 --faults-max 12 --traces runs",
      "  acksiom trace runs/idempotent-crash.ndjson"
    })
final class TraceCommand implements Callable<Integer> {
  private static final Duration TIMEOUT = Duration.ofHours(1);
  private static final int REJECTIONS_TOLD = 20;
  private static final int DIFFERENCES_TOLD = 3;
  private static final int HEAD_LENGTH = 200;
  private static final int WORKERS_DEFAULT_MAX = 4;

  private static final Pattern SCHEDULE =
      Pattern.compile("\\s*\\{\\s*\"(settings|faults|bounds|events)\".*", Pattern.DOTALL);

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Traces, or schedules.")
  private List<Path> files;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Keep the traces of schedules there, and what TLC was asked and said.")
  private Path out;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "Runs of TLC at a time, of 1 GB each. Default: a core each, at most 4.")
  private Integer workers;

  @Option(names = "--json", description = "Print one JSON document a file, each on its line.")
  private boolean json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (workers != null && workers < 1) {
      throw new ParameterException(
          spec.commandLine(), "--workers: expected at least 1, found " + workers);
    }
    int atATime =
        workers != null
            ? workers
            : Math.min(WORKERS_DEFAULT_MAX, Runtime.getRuntime().availableProcessors());
    List<String> mistakes = new ArrayList<>();
    ExitCode worst = ExitCode.HOLDS;
    WorkFolder opened = out == null ? WorkFolder.temporary("acksiom-trace") : WorkFolder.named(out);
    try (WorkFolder folder = opened;
        Progress progress =
            Progress.start(spec.commandLine().getErr(), "validating", "events", 0)) {
      Path modules = folder.path().resolve("modules");
      SpecFiles.copyModulesTo(modules);
      List<Path> named = new ArrayList<>();
      List<Path> traces = new ArrayList<>();
      Set<Path> taken = new HashSet<>();
      files.forEach(file -> taken.add(file.toAbsolutePath().normalize()));
      for (Path file : files) {
        try {
          traces.add(trace(file, folder.path(), taken));
          named.add(file);
        } catch (UserError mistake) {
          mistakes.addAll(mistake.mistakes());
        }
      }
      List<TraceOutcome> outcomes =
          new TraceValidation(Tlc.installed(), modules, folder.path(), TIMEOUT)
              .validate(traces, atATime, progress::reached);
      for (int i = 0; i < traces.size(); i++) {
        TraceOutcome outcome = outcomes.get(i);
        outcome.malformed().ifPresent(mistakes::add);
        if (outcome.malformed().isPresent() && outcome.rejections().isEmpty()) {
          continue;
        }
        worst = worst.worst(exitCode(outcome));
        boolean recorded = !named.get(i).equals(traces.get(i));
        if (recorded && !outcome.rejections().isEmpty()) {
          folder.keep(); // its line is told
          tell(traces.get(i), outcome);
        } else {
          tell(named.get(i), outcome);
        }
      }
    } catch (ModelFailed e) {
      opened.keep();
      throw new PartFailed(e.getMessage(), e.log());
    }
    if (!mistakes.isEmpty()) {
      throw new UserError(mistakes);
    }
    return worst.value();
  }

  // ---- files

  /**
   * The file, or the trace of the schedule that it is.
   *
   * @param taken names that are not to be written to: files that were given, and written before
   */
  private static Path trace(Path file, Path folder, Set<Path> taken) throws IOException {
    Unreadable.refuseFolder(file);
    try {
      if (!SCHEDULE.matcher(head(file)).matches()) {
        return file;
      }
      String recorded = ActionTrace.of(ScheduleFile.read(file), null);
      String name = file.getFileName().toString().replaceFirst("\\.json$", "");
      Path trace = folder.resolve(name + ".ndjson");
      for (int more = 2; !taken.add(trace.toAbsolutePath().normalize()); more++) {
        trace = folder.resolve(name + "-" + more + ".ndjson");
      }
      return Files.writeString(trace, recorded);
    } catch (IOException e) {
      throw Unreadable.of(file.toString(), e);
    } catch (ArtifactFormatException e) {
      throw new UserError(e.getMessage());
    } catch (IllegalArgumentException e) {
      throw new UserError(file + ": expected a schedule that can be run, found " + e.getMessage());
    }
  }

  private static String head(Path file) throws IOException {
    try (InputStream bytes = Files.newInputStream(file)) {
      return new String(bytes.readNBytes(HEAD_LENGTH), StandardCharsets.ISO_8859_1);
    }
  }

  // ---- what it came to

  private static ExitCode exitCode(TraceOutcome outcome) {
    return outcome.accepted()
        ? ExitCode.HOLDS
        : outcome.rejections().isEmpty() ? ExitCode.UNDECIDED : ExitCode.VIOLATED;
  }

  private void tell(Path file, TraceOutcome outcome) throws IOException {
    PrintWriter stdout = spec.commandLine().getOut();
    if (json) {
      stdout.println(new ObjectMapper().writeValueAsString(document(file, outcome)));
      stdout.flush();
      return;
    }
    String counts =
        String.format(
            Locale.ROOT,
            "%,d traces, %,d events, %,d events/s",
            outcome.traces(),
            outcome.events(),
            eventsPerSecond(outcome));
    if (outcome.accepted()) {
      stdout.println(file + ": accepted, " + counts);
    }
    outcome.rejections().stream()
        .limit(REJECTIONS_TOLD)
        .forEach(rejection -> stdout.println(file + ": rejected at " + words(rejection)));
    if (outcome.rejections().size() > 1) {
      stdout.println(
          String.format(
              Locale.ROOT, "%s: rejected %,d of %s", file, outcome.rejections().size(), counts));
    }
    if (outcome.undecided()) {
      stdout.println(file + ": UNDECIDED: the time or the memory was too little for " + counts);
    }
    stdout.flush();
  }

  private static String words(TraceRejection rejection) {
    String differences =
        rejection.fields().entrySet().stream()
            .limit(DIFFERENCES_TOLD)
            .map(
                field ->
                    String.format(
                        "%s: expected %s, found %s",
                        field.getKey(),
                        field.getValue().specification(),
                        field.getValue().implementation()))
            .collect(Collectors.joining("; "));
    int more = rejection.fields().size() - DIFFERENCES_TOLD;
    return "line "
        + rejection.line()
        + ": "
        + rejection.event()
        + " "
        + rejection.reason()
        + (differences.isEmpty() ? "" : ": " + differences)
        + (more > 0 ? "; and " + more + " more" : "");
  }

  private static long eventsPerSecond(TraceOutcome outcome) {
    return Math.round(outcome.events() * 1e9 / Math.max(1, outcome.elapsed().toNanos()));
  }

  private static ObjectNode document(Path file, TraceOutcome outcome) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("file", file.toString());
    document.put("accepted", outcome.accepted());
    document.put("undecided", outcome.undecided());
    document.put("traces", outcome.traces());
    document.put("events", outcome.events());
    document.put("elapsedMillis", outcome.elapsed().toMillis());
    document.put("eventsPerSecond", eventsPerSecond(outcome));
    document.putArray("rejections");
    for (TraceRejection rejection : outcome.rejections()) {
      ObjectNode one = document.withArray("rejections").addObject();
      one.put("trace", rejection.trace());
      one.put("line", rejection.line());
      one.put("event", rejection.event());
      one.put("reason", rejection.reason());
      ObjectNode fields = one.putObject("fields");
      rejection
          .fields()
          .forEach(
              (place, sides) ->
                  fields
                      .putObject(place)
                      .put("expected", sides.specification().toString())
                      .put("found", sides.implementation().toString()));
    }
    return document;
  }
}
