package org.acksiom.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.acksiom.impl.simulator.ArtifactFormatException;
import org.acksiom.kafka.campaign.Campaign;
import org.acksiom.kafka.campaign.CampaignReport;
import org.acksiom.kafka.campaign.Plan;
import org.acksiom.kafka.campaign.PlanFile;
import org.acksiom.kafka.campaign.PlanRunner;
import org.acksiom.kafka.campaign.Predictions;
import org.acksiom.kafka.campaign.Run;
import org.acksiom.kafka.campaign.Shrinking;
import org.acksiom.kafka.cluster.ClusterException;
import org.acksiom.kafka.cluster.KafkaRelease;
import org.acksiom.kafka.cluster.KafkaReleases;
import org.acksiom.kafka.cluster.ReleaseFetchException;
import org.acksiom.kafka.cluster.UnknownReleaseException;
import org.acksiom.specs.Preset;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code acksiom campaign}: faults at random against real Apache Kafka. */
@Command(
    name = "campaign",
    mixinStandardHelpOptions = true,
    header = "Let faults strike a real Apache Kafka cluster at random.",
    description = {
      "Starts three brokers and a controller, draws plans of faults by seed, and runs each with"
          + " several producers, partitions and consumers. What the history checkers find is"
          + " compared with what the simulator finds under the same settings and faults, and shrunk"
          + " to a small plan that can be run again with --plan.",
      "Exits with 0 if nothing was found that the simulator does not find too, with 1 otherwise;"
          + " with --plan, with 1 if an anomaly shows."
    },
    footer = {
      "",
      "Examples:",
      "  acksiom campaign --preset leader-ack --for 5m",
      "  acksiom campaign --kafka-version 3.9.2"
    })
final class CampaignCommand implements Callable<Integer> {
  private static final long STATES_MAX = 400_000;
  private static final long SIMULATED_RUNS_MAX = 20_000;
  private static final Shrinking.Effort EFFORT = new Shrinking.Effort(2, 3, 40);
  private static final int REPLAYS = 10;

  @Spec private CommandSpec spec;

  @Mixin private PresetOptions presets;

  @Option(names = "--seed", defaultValue = "1", description = "Draws the plans. Default: 1.")
  private long seed;

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      defaultValue = "5m",
      converter = Quantities.Time.class,
      description =
          "How long plans are run: three fifths of it new ones, the rest for shrinking. Default: 5m.")
  private Duration time;

  @Option(
      names = "--plan",
      paramLabel = "FILE",
      description = "Run this plan instead, as often as --times says.")
  private Path plan;

  @Option(
      names = "--times",
      paramLabel = "N",
      defaultValue = "1",
      description = "How often --plan is run. Default: 1.")
  private int times;

  @Option(
      names = "--in-process",
      description =
          "Run the brokers in this process: they start sooner, and can't be killed or paused.")
  private boolean inProcess;

  @Option(
      names = "--kafka-version",
      paramLabel = "VERSION",
      description =
          "Brokers of another release, such as 3.9.2; Maven fetches it. Clients stay as they are.")
  private String version;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "acksiom-report/campaign",
      description =
          "Where plans, histories and logs of failed runs are written. Default: ${DEFAULT-VALUE}.")
  private Path out;

  private final Path cache;
  private volatile boolean interrupted;

  /**
   * @param cache where the classes of forked brokers are kept
   */
  CampaignCommand(Path cache) {
    this.cache = cache;
  }

  @Override
  @SuppressWarnings("try") // what is opened below is closed, and not used otherwise
  public Integer call() throws IOException, InterruptedException {
    List<Preset> chosen = presets.chosen(spec);
    if (times < 1) {
      throw new ParameterException(
          spec.commandLine(), "--times: expected at least 1, found " + times);
    }
    if (inProcess && version != null) {
      throw new ParameterException(
          spec.commandLine(),
          "--kafka-version: expected none beside --in-process, found " + version);
    }
    Optional<Plan> given = plan == null ? Optional.empty() : Optional.of(read(plan));
    Options.folder(out);
    Path data = Files.createTempDirectory("acksiom-kafka-");
    try (Progress progress =
            Progress.start(spec.commandLine().getErr(), "starting Kafka's nodes", "runs", 0);
        PlanRunner runner = start(data)) {
      return given.isPresent()
          ? replay(runner, given.get(), data, progress)
          : campaign(runner, chosen, data, progress);
    } catch (IOException | RuntimeException e) {
      if (!interrupted) {
        throw e;
      } // else Kafka was stopped under the run's feet, and the process ends by the signal
      return ExitCode.UNDECIDED.value();
    } finally {
      delete(data);
    }
  }

  /** What Kafka leaves there must not hide why it did. */
  private static void delete(Path data) {
    try {
      Files.deleteIfExists(data);
    } catch (IOException e) {
      // It is left to whoever cleans the temporary folder.
    }
  }

  private static Plan read(Path file) throws IOException {
    try {
      return PlanFile.read(file);
    } catch (ArtifactFormatException e) {
      throw new UserError(e.getMessage());
    } catch (NoSuchFileException e) {
      throw new UserError("--plan: expected a file, found none at " + file);
    }
  }

  private PlanRunner start(Path data) throws IOException, InterruptedException {
    Path logs = out.resolve("logs");
    try {
      return new PlanRunner(
          data, logs, inProcess ? Optional.empty() : Optional.of(release().archived()));
    } catch (ClusterException e) {
      Files.createDirectories(logs);
      Path log = logs.resolve("kafka-start.log");
      try (PrintWriter writer = new PrintWriter(log.toFile(), StandardCharsets.UTF_8)) {
        e.printStackTrace(writer);
      }
      throw new PartFailed(e.getMessage(), log);
    }
  }

  private KafkaRelease release() throws IOException, InterruptedException {
    KafkaReleases releases = new KafkaReleases(cache.resolve("kafka"));
    try {
      return version == null ? releases.own() : releases.find(version);
    } catch (UnknownReleaseException e) {
      throw new UserError("--kafka-version: " + e.getMessage());
    } catch (ReleaseFetchException e) {
      throw new PartFailed(e.getMessage(), e.log());
    }
  }

  @SuppressWarnings("try")
  private int campaign(PlanRunner runner, List<Preset> chosen, Path data, Progress progress)
      throws IOException, InterruptedException {
    Campaign campaign =
        new Campaign(
            runner,
            chosen,
            seed,
            out,
            line -> {
              progress.advance();
              progress.doing(line);
            });
    long start = System.nanoTime();
    BooleanSupplier drawn = () -> interrupted || System.nanoTime() - start > share(60);
    AtomicBoolean shrinking = new AtomicBoolean();
    long[] shrinkingStart = new long[1];
    BooleanSupplier shrunk =
        () -> {
          if (!shrinking.getAndSet(true)) {
            shrinkingStart[0] = System.nanoTime(); // what the simulator took does not count
          }
          return interrupted || System.nanoTime() - shrinkingStart[0] > share(40);
        };
    CampaignReport report;
    progress.doing("drawing plans");
    try (FinalWrite ending = ending(runner, data, () -> print(campaign.report().text()))) {
      report =
          campaign.run(
              new Campaign.Limits(drawn, () -> interrupted, shrunk),
              new Predictions(STATES_MAX, SIMULATED_RUNS_MAX, () -> interrupted),
              EFFORT,
              REPLAYS);
    }
    if (!report.failed().isEmpty()) {
      return ExitCode.FAILED.value();
    }
    if (report.isViolated()) {
      return ExitCode.VIOLATED.value();
    }
    return (report.holds() ? ExitCode.HOLDS : ExitCode.UNDECIDED).value();
  }

  private long share(int percent) {
    return time.toNanos() / 100 * percent;
  }

  @SuppressWarnings("try")
  private int replay(PlanRunner runner, Plan given, Path data, Progress progress)
      throws IOException, InterruptedException {
    boolean anomalous = false;
    try (FinalWrite ending = ending(runner, data, () -> {})) {
      for (int i = 1; i <= times && !interrupted; i++) {
        progress.doing("run " + i);
        Run run = runner.run(given);
        progress.advance();
        anomalous |= !run.anomalies().isEmpty();
        print(
            "run %d: %s under %s, struck: %s%n"
                .formatted(i, run.report().counts(), run.faults().id(), run.struck()));
      }
    } catch (IllegalArgumentException e) {
      throw new UserError(plan + ": " + e.getMessage());
    }
    return (anomalous ? ExitCode.VIOLATED : ExitCode.HOLDS).value();
  }

  private FinalWrite ending(PlanRunner runner, Path data, Runnable last) {
    return FinalWrite.of(
        early -> {
          interrupted = early;
          last.run();
          if (early) {
            try {
              runner.close();
            } catch (IOException e) {
              // The run that is under way holds on to it; the process ends with it.
            } finally {
              delete(data);
            }
          }
        });
  }

  private void print(String text) {
    PrintWriter stdout = spec.commandLine().getOut();
    stdout.print(text);
    stdout.flush();
  }
}
