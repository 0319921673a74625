package org.acksiom.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.acksiom.cli.report.ReportPage;
import org.acksiom.cli.typeset.SpecPages;
import org.acksiom.conformance.Cell;
import org.acksiom.conformance.Deadline;
import org.acksiom.conformance.KafkaRun;
import org.acksiom.conformance.KafkaRuns;
import org.acksiom.conformance.Profile;
import org.acksiom.conformance.Report;
import org.acksiom.conformance.ReportFiles;
import org.acksiom.conformance.Scenario;
import org.acksiom.conformance.Verdict;
import org.acksiom.kafka.replay.KafkaReplay.Outcome;
import org.acksiom.kafka.workload.Torture;
import org.acksiom.specs.FaultModel;
import org.acksiom.specs.Preset;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code acksiom verify}: the main job. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    header = "Holds specification and implementation against each other, anomaly by anomaly.",
    description = {
      "For every preset and fault model TLC predicts which anomalies are possible, the Java broker"
          + " and producer are explored exhaustively and fuzzed, the history checkers say what they"
          + " observe, and the two are compared.",
      "What TLC has explored before it does not explore again: its answers are kept (see"
          + " --no-cache), under everything that they depend on.",
      "With --kafka, real Apache Kafka then follows the implementation's shortest schedule of each"
          + " anomaly that is possible; if it shows what is predicted impossible, that is a mismatch.",
      "Exits with 0 only if every cell matches, with 3 if a budget ran out and nothing is worse."
    },
    footer = {
      "",
      "Examples:",
      "  acksiom verify --preset at-least-once --faults network",
      "  acksiom verify --profile standard"
    })
final class VerifyCommand implements Callable<Integer> {
  /** What real Kafka may take: a start, and a witness of every cell of {@code standard}. */
  private static final Duration KAFKA_TIME = Duration.ofSeconds(90);

  @Spec private CommandSpec spec;

  @Mixin private Remembering remembering;

  @Option(
      names = "--profile",
      defaultValue = "quick",
      paramLabel = "PROFILE",
      completionCandidates = Names.Profiles.class,
      description =
          "How much to do: quick (two minutes), standard (all modelled faults, ten minutes), deep"
              + " (three replicas, up to an hour for each exploration). Default: quick.")
  private String profileName;

  @Mixin private PresetOptions presets;

  @Option(
      names = "--faults",
      split = ",",
      paramLabel = "FAULTS",
      completionCandidates = Names.Faults.class,
      description = "Only these fault models; may be repeated. Default: those of the profile.")
  private List<String> faults = List.of();

  @Option(names = "--seed", defaultValue = "1", description = "Of the fuzzer. Default: 1.")
  private long seed;

  @Option(
      names = "--out",
      defaultValue = "acksiom-report",
      paramLabel = "DIR",
      description = "Where the report is written. Default: ${DEFAULT-VALUE}.")
  private Path out;

  @Option(
      names = "--kafka",
      negatable = true,
      description =
          "Ask real Kafka, too, for a minute and a half at most. Default: in the profile standard"
              + " only, and there no longer than its ten minutes last.")
  private Boolean kafka;

  @Option(names = "--json", description = "Print the report as one JSON document.")
  private boolean json;

  @Option(
      names = "--table",
      description =
          "On a terminal, too: a line for each preset and fault model, instead of one for each"
              + " preset.")
  private boolean table;

  private ReportFiles files;
  private Profile profile;
  private Deciding deciding;
  private long start;
  private final List<KafkaRun> kafkaRuns = Collections.synchronizedList(new ArrayList<>());
  private volatile int witnesses;
  private Interruption interruption;
  private boolean interrupted;

  /**
   * The command.
   *
   * @param cache where TLC's answers are kept
   */
  VerifyCommand(Path cache) {
    remembering = new Remembering(cache);
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    start = System.nanoTime();
    profile = Options.profile(spec, profileName);
    List<Scenario> scenarios = scenarios();
    files = new ReportFiles(Options.folder(out));
    files.clear();
    SpecPages.clear(files.specs());
    deciding =
        new Deciding(profile, remembering.tlc(), files.models(), seed, spec.commandLine().getErr());
    deciding.plan(scenarios);
    deciding.keep(this::keep);
    try (FinalWrite report = FinalWrite.of(this::write)) {
      if (!presets.given() && faults.isEmpty()) {
        deciding.models(Deciding.modelsOfClaims());
      }
      deciding.scenarios(scenarios);
      if (withKafka()) {
        askKafka();
      }
    }
    return exitCode().value();
  }

  private boolean withKafka() {
    return kafka == null ? profile.equals(Profile.STANDARD) : kafka;
  }

  /** Lets real Kafka follow the witnesses, one for each anomaly that fewer faults don't show. */
  @SuppressWarnings("try") // what is opened below is closed, and not used otherwise
  private void askKafka() throws IOException, InterruptedException {
    List<Cell> witnessed =
        deciding.cells().stream()
            .filter(cell -> cell.prediction().verdict() == Verdict.POSSIBLE)
            .filter(cell -> cell.simulatedWitness().isPresent())
            .filter(cell -> cell.model().faults() == cell.faults())
            .filter(cell -> RealKafka.MOST_FAULTS.includes(cell.faults()))
            .sorted(Comparator.comparing(Cell::faults))
            .toList();
    witnesses = witnessed.size();
    Deadline deadline = deciding.deadline(KAFKA_TIME);
    Interruption working = new Interruption();
    if (!begins(working)) {
      return;
    }
    try (Interruption release = working;
        Progress progress =
            Progress.start(
                spec.commandLine().getErr(), "asking real Kafka", "witnesses", witnessed.size());
        RealKafka real = new RealKafka(out)) {
      progress.endsWithin(deadline.left(KAFKA_TIME));
      for (Cell cell : witnessed) {
        if (deadline.left(KAFKA_TIME).isZero()) {
          break;
        }
        progress.now(cell.exploration() + ", " + cell.anomaly());
        Outcome outcome = real.follow(cell.simulatedWitness().orElseThrow());
        String history = ReportFiles.kafkaHistory(cell);
        RealKafka.write(outcome.history(), out.resolve(history));
        kafkaRuns.add(
            new KafkaRun(
                cell.preset(),
                cell.faults(),
                Optional.of(cell.anomaly()),
                outcome.report().anomalies().keySet(),
                KafkaRun.Scope.of(outcome.history()),
                RealKafka.parted(outcome),
                history));
        progress.advance();
      }
    } catch (IOException | InterruptedException | RuntimeException e) {
      if (!working.happened()) {
        throw e;
      } // else the process ends by its signal
    }
  }

  /** Whether work that an interruption must wait for may begin, as there was none. */
  private synchronized boolean begins(Interruption working) {
    if (!interrupted) {
      interruption = working;
    }
    return !interrupted;
  }

  private synchronized Optional<Interruption> interrupt() {
    interrupted = true;
    return Optional.ofNullable(interruption);
  }

  private List<Scenario> scenarios() {
    List<Preset> chosen = presets.chosen(spec);
    List<FaultModel> models =
        faults.isEmpty()
            ? profile.faults()
            : faults.stream().map(id -> Options.faults(spec, id)).distinct().sorted().toList();
    List<Scenario> scenarios = new ArrayList<>();
    for (FaultModel model : models) {
      for (Preset preset : chosen) {
        scenarios.addAll(profile.scenarios(preset, model));
      }
    }
    return scenarios;
  }

  private void keep(List<Cell> decided) {
    for (Cell cell : decided) {
      try {
        files.write(cell);
      } catch (IOException e) {
        throw new PartFailed("writing an artifact failed: " + e.getMessage(), out);
      }
    }
  }

  /** Writes what is known, whether all is decided or the user interrupts. */
  private void write(boolean early) {
    try {
      if (early) {
        deciding.interrupt();
        interrupt().ifPresent(Interruption::happen);
      }
    } finally {
      writeReport(early);
    }
  }

  private void writeReport(boolean early) {
    Report report = report();
    PrintWriter stdout = spec.commandLine().getOut();
    try {
      files.write(report);
      if (json) {
        stdout.println(ReportFiles.json(report));
      } else {
        Terminal terminal = Main.terminal();
        stdout.print(
            terminal.output() && !table
                ? new MatchSummary(report, terminal.colours()).text()
                : MatchTable.of(report));
      }
      stdout.flush();
      files.writePage(ReportPage.html(report, out));
      SpecPages.write(files.specs(), true);
    } catch (IOException e) {
      throw new PartFailed("writing the report failed: " + e.getMessage(), out);
    }
    if (!json) {
      stdout.println((early ? "Interrupted. " : "") + "Report: " + files.page());
    }
    stdout.flush();
  }

  private Report report() {
    return new Report(
        Versions.all(),
        profile,
        seed,
        (System.nanoTime() - start) / 1_000_000,
        deciding.cells(),
        List.copyOf(deciding.models().values()),
        deciding.ledger(),
        deciding.missing(),
        withKafka()
            ? new KafkaRuns(Torture.kafkaVersion(), List.copyOf(kafkaRuns), witnesses)
            : KafkaRuns.NONE);
  }

  private ExitCode exitCode() {
    deciding.tellFailures("acksiom verify");
    deciding
        .unexpectedModels()
        .forEach(line -> spec.commandLine().getErr().println("acksiom verify: " + line));
    return switch (report().conclusion()) {
      case ALL_MATCH -> ExitCode.HOLDS;
      case UNDECIDED -> ExitCode.UNDECIDED;
      case MISMATCH -> ExitCode.VIOLATED;
      case MISSING -> ExitCode.FAILED;
    };
  }
}
